/** What changes templates: create, update and delete of a Content item. */
import { z } from "zod";
import type { Call } from "./call.ts";
import { writeDown } from "./account-writes.ts";
import { contentResource } from "./content.ts";
import { CONTENT_TYPES, fieldProblem } from "./content-types.ts";
import { type KnownCode, refusedWith, type Refused } from "./error-body.ts";
import type { ContentTypes, SimulatedTemplate } from "./fixtures.ts";
import { newSid } from "./new-sid.ts";
import { jsonBody } from "./json-body.ts";
import { json, NO_CONTENT, refusal, type Reply } from "./reply.ts";

type Words = Pick<SimulatedTemplate, "name" | "language" | "variables" | "types">;
type Read = { ok: true; words: Words } | { ok: false; refused: Refused };

const VARIABLES_MAX = 100;
const LANGUAGE = /^[a-z]{2,3}(_[A-Z]{2})?$/;
const CREATED = 201;

const Variables = z.record(z.string(), z.string());
const Types = z.record(z.string(), z.record(z.string(), z.unknown()));

/** POST /v1/Content */
export function createContent({ world, state, body, base }: Call): Reply {
  const read = wordsFrom(jsonBody(body), { name: "", language: "", variables: {}, types: {} });
  if (!read.ok) return refusal(read.refused);
  const createdAt = new Date(world.clock()).toISOString();
  const template: SimulatedTemplate = { ...read.words, sid: newSid("HX"), category: "UTILITY", approval: "unsubmitted", rejectionReason: "", createdAt };
  writeDown(world, state, { what: "template", template });
  return json(CREATED, contentResource(state, template, base));
}

/** PUT /v1/Content/HX…: what has been submitted to Meta stays as it is there, and so here. */
export function updateContent({ world, state, named: [sid = ""], body, base }: Call): Reply {
  const known = state.templates.get(sid);
  if (!known) return refused(20404);
  if (known.approval !== "unsubmitted") return refused(92009);
  const read = wordsFrom(jsonBody(body), { ...known, types: {} });
  if (!read.ok) return refusal(read.refused);
  const template: SimulatedTemplate = { ...known, ...read.words, updatedAt: new Date(world.clock()).toISOString() };
  writeDown(world, state, { what: "template", template });
  return json(200, contentResource(state, template, base));
}

/** DELETE /v1/Content/HX… */
export function deleteContent({ world, state, named: [sid = ""] }: Call): Reply {
  if (!state.templates.has(sid)) return refused(20404);
  writeDown(world, state, { what: "templateGone", sid });
  return NO_CONTENT;
}

/** What a body says of a template, over what is known of it. The first reason to refuse it otherwise (Twilio, error dictionary 92001 to 92008). */
function wordsFrom(body: unknown, known: Words): Read {
  const given = z.record(z.string(), z.unknown()).safeParse(body);
  if (!given.success) return notTaken(20422, "The body must be a JSON object");
  const types = Types.safeParse(given.data.types ?? {});
  const variables = Variables.safeParse(given.data.variables ?? known.variables);
  const language = z.string().safeParse(given.data.language ?? known.language);
  const name = z.string().safeParse(given.data.friendly_name ?? known.name);
  if (!language.success || language.data === "") return notTaken(92003);
  if (!LANGUAGE.test(language.data)) return notTaken(92004);
  if (!types.success || Object.keys(types.data).length === 0) return notTaken(92001);
  if (!variables.success) return notTaken(20422, "variables must be an object of texts");
  if (!name.success) return notTaken(20422, "friendly_name must be a text");
  if (Object.keys(variables.data).length > VARIABLES_MAX) return notTaken(92002);
  const problem = typesProblem(types.data);
  if (problem !== null) return problem;
  return { ok: true, words: { name: name.data, language: language.data, variables: variables.data, types: types.data } };
}

function typesProblem(types: ContentTypes): Read | null {
  for (const [type, fields] of Object.entries(types)) {
    if (!CONTENT_TYPES.includes(type)) return notTaken(92008, `${type} is not a content type`);
    const problem = fieldProblem(type, fields);
    if (problem !== null) return notTaken(20422, problem);
  }
  return null;
}

function notTaken(code: KnownCode, sentence?: string): Read {
  const known = refusedWith(code);
  return { ok: false, refused: { ...known, message: sentence ?? known.message } };
}

function refused(code: KnownCode): Reply {
  return refusal(refusedWith(code));
}
