/** Twilio's own OpenAPI documents as a judge of what went over the wire. They are not part of this project: without them there is no judge. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { Ajv, type ErrorObject, type ValidateFunction } from "ajv";
import addFormats from "ajv-formats";
import type { Exchange } from "./testing-witness.ts";

/** Beside the checkout, or where the environment says. */
export const OPENAPI_FOLDER = process.env.TWILIO_OPENAPI_DIR ?? path.resolve(import.meta.dirname, "../../shared/twilio-openapi");
export const OPENAPI_IS_THERE = existsSync(OPENAPI_FOLDER);

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };
type Schema = { [name: string]: Json };
type Content = { [type: string]: { schema?: Schema } };
type Operation = {
  operationId: string;
  parameters?: { name: string; in: string; required?: boolean; schema: Schema }[];
  requestBody?: { content: Content };
  responses: Record<string, { content?: Content }>;
};
type Document = { paths: Record<string, Record<string, Operation>>; components: { schemas: Record<string, Schema> } };

type Judged = {
  /** The document's name and the operation's, such as `messages.v2010 CreateMessage`. */
  name: string;
  method: string;
  path: RegExp;
  /** By name: whether a query has it rightly. */
  query: Map<string, ValidateFunction>;
  form: ValidateFunction | null;
  json: ValidateFunction | null;
  /** By status. Null for an answer without a body. */
  answers: Map<number, ValidateFunction | null>;
};

const METHODS = ["get", "post", "put", "delete"];
const FORM_TYPE = "application/x-www-form-urlencoded";
const JSON_TYPE = "application/json";
const REFUSED_FROM = 400;

/** Formats that JSON Schema does not know. In the 2010 API what is called a URI is a path. */
const FORMATS: Record<string, RegExp | true> = {
  "date-time-rfc-2822": /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d \+0000$/,
  "phone-number": /^(whatsapp:)?\+[1-9]\d{6,14}$/,
  currency: /^[A-Z]{3}$/,
  "http-method": /^[A-Z]+$/,
  uri: /^(https?:\/\/|\/)\S*$/,
  "uri-map": true,
};
/** What a refusal looks like; the documents say nothing of refusals. */
const REFUSAL: Schema = {
  type: "object",
  required: ["code", "message", "more_info", "status"],
  additionalProperties: false,
  properties: { code: { type: "integer" }, message: { type: "string", minLength: 1 }, more_info: { type: "string", format: "uri" }, status: { type: "integer" } },
};

/** Every operation of every document. */
export function judges(): Judged[] {
  return readdirSync(OPENAPI_FOLDER)
    .filter((file) => file.endsWith(".json"))
    .toSorted()
    .flatMap((file) => operationsOf(path.basename(file, ".json"), JSON.parse(readFileSync(path.join(OPENAPI_FOLDER, file), "utf8")) as Document));
}

function operationsOf(name: string, document: Document): Judged[] {
  const exact = judgeOf(document, { answers: true, coerceTypes: false });
  const asked = judgeOf(document, { answers: false, coerceTypes: false });
  // Queries and forms hold texts: a number or a truth value is what can be read as one.
  const written = judgeOf(document, { answers: false, coerceTypes: "array" });
  return Object.entries(document.paths).flatMap(([template, methods]) =>
    Object.entries(methods)
      .filter(([method]) => METHODS.includes(method))
      .map(([method, operation]): Judged => ({
        name: `${name} ${operation.operationId}`,
        method: method.toUpperCase(),
        path: new RegExp(`^${template.replaceAll(".", "\\.").replaceAll(/\{\w+\}/g, "[^/.]+")}$`),
        query: new Map((operation.parameters ?? []).filter((parameter) => parameter.in === "query").map((parameter) => [parameter.name, written(parameter.schema)])),
        form: compiled(written, operation.requestBody?.content[FORM_TYPE]),
        json: compiled(asked, operation.requestBody?.content[JSON_TYPE]),
        answers: new Map(Object.entries(operation.responses).map(([status, { content }]) => [Number(status), compiled(exact, content?.[JSON_TYPE])])),
      })),
  );
}

type Compile = (schema: Schema) => ValidateFunction;

function judgeOf({ components }: Document, { answers, coerceTypes }: { answers: boolean; coerceTypes: false | "array" }): Compile {
  const ajv = new Ajv({ strict: false, allErrors: true, coerceTypes, validateFormats: true });
  addFormats.default(ajv);
  for (const [format, shape] of Object.entries(FORMATS)) ajv.addFormat(format, shape);
  const translate = (schema: Json) => translated(schema, answers);
  ajv.addSchema({ $id: "document", components: { schemas: Object.fromEntries(Object.entries(components.schemas).map(([name, schema]) => [name, translate(schema)])) } });
  return (schema) => ajv.compile(translate(schema) as Schema);
}

function compiled(compile: Compile, content: { schema?: Schema } | undefined): ValidateFunction | null {
  return content?.schema ? compile(content.schema) : null;
}

/**
 * OpenAPI 3.0 as JSON Schema: what is nullable may be null, whatever else it must be. Objects that name their properties have no
 * others; in answers they have all of them, because Twilio sends empty ones as null.
 */
function translated(schema: Json, complete: boolean): Json {
  if (Array.isArray(schema)) return schema.map((each) => translated(each, complete));
  if (typeof schema !== "object" || schema === null) return schema;
  if (typeof schema.$ref === "string") return { $ref: schema.$ref.replace("#", "document#") };
  const { nullable, example: _example, description: _description, ...rest } = schema;
  const inner: Schema = Object.fromEntries(Object.entries(rest).map(([name, part]) => [name, name === "properties" ? translatedEach(part, complete) : translated(part, complete)]));
  const { properties } = inner;
  if (typeof properties === "object" && properties !== null) {
    inner.additionalProperties ??= false;
    if (complete) inner.required = Object.keys(properties);
  }
  return nullable === true ? { anyOf: [inner, { type: "null" }] } : inner;
}

function translatedEach(properties: Json, complete: boolean): Json {
  return Object.fromEntries(Object.entries(properties ?? {}).map(([name, part]: [string, Json]) => [name, translated(part, complete)]));
}

/** The operation that a request is; undefined for one that no document has. */
export function operationOf(operations: Judged[], { method, path: asked }: Exchange): Judged | undefined {
  const [pathname = ""] = asked.split("?");
  return operations.find((operation) => operation.method === method && operation.path.test(pathname));
}

const refusalShape = new Ajv({ strict: false }).addFormat("uri", FORMATS.uri ?? true).compile(REFUSAL);

/** Everything in which one exchange departs from the documents, a line each; places in lists are written `*`. */
export function deviationsOf(operation: Judged, exchange: Exchange): string[] {
  return [...requestDeviations(operation, exchange), ...answerDeviations(operation, exchange)].map((line) => `${operation.name} ${line}`);
}

function requestDeviations({ query, form, json }: Judged, { path: asked, requestType, requestBody, status }: Exchange): string[] {
  const found = [...new URL(asked, "http://simulator").searchParams].flatMap(([name, value]) => {
    const check = query.get(name);
    return check === undefined ? [`query: ${name} is unknown`] : failuresOf(check, `query ${name}`, value);
  });
  // What is refused may be wrong: that is what it was refused for.
  if (status >= REFUSED_FROM) return found;
  if (requestType.startsWith(FORM_TYPE)) return [...found, ...(form ? failuresOf(form, "form", formOf(requestBody)) : ["form: there is none"])];
  if (requestType.startsWith(JSON_TYPE) && requestBody !== "") return [...found, ...(json ? failuresOf(json, "body", JSON.parse(requestBody)) : ["body: there is none"])];
  return found;
}

function answerDeviations({ answers }: Judged, { status, body }: Exchange): string[] {
  if (status >= REFUSED_FROM) return failuresOf(refusalShape, `answer ${status}`, JSON.parse(body));
  const shape = answers.get(status);
  if (shape === undefined) return [`answer: ${status} is unknown`];
  if (shape === null) return body === "" ? [] : [`answer ${status}: there is a body`];
  return failuresOf(shape, `answer ${status}`, JSON.parse(body));
}

function formOf(body: string): Record<string, string | string[]> {
  const form = new URLSearchParams(body);
  return Object.fromEntries(Array.from(new Set(form.keys()), (name) => [name, form.getAll(name).length > 1 ? form.getAll(name) : (form.get(name) ?? "")]));
}

function failuresOf(check: ValidateFunction, where: string, value: unknown): string[] {
  // A checked text may be read as something else, which needs a place to stand in.
  const place = { value };
  return check(place.value, { parentData: place, parentDataProperty: "value", instancePath: "", rootData: place, dynamicAnchors: {} }) ? [] : (check.errors ?? []).map((error) => `${where}${lineOf(error)}`);
}

function lineOf({ instancePath, message, params }: ErrorObject): string {
  const named: unknown = params.additionalProperty ?? params.missingProperty;
  return `${instancePath.replaceAll(/\/\d+/g, "/*")}: ${message}${typeof named === "string" ? ` (${named})` : ""}`;
}
