/** Whether a webhook was signed by Twilio with the token of the account that its path names. */
import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import twilio from "twilio";
import { type FormParameters, formOf, hasShiftedBorder, jsonOf, type Received, singleValued } from "./webhook-parameters.ts";

export type SignedRequest = {
  /** The address as configured at Twilio: PUBLIC_BASE_URL + path + query. Never built from a Host header. */
  url: string;
  signature: string;
  /** The raw body of the request. */
  body: string;
  contentType: string;
};

/** Why a request proves nothing. For our counters: whoever asked is told none of it. */
export type Unsigned = "no-signature" | "bad-signature" | "content-type" | "parameters" | "shifted-border";
export type SignatureVerdict = { kind: "genuine"; parameters: FormParameters } | { kind: "unsigned"; reason: Unsigned };

const FORM = "application/x-www-form-urlencoded";
const JSON_TYPE = "application/json";
/** Of an account without a token everything is refused, after the same work: nobody learns which accounts there are. */
const NOBODYS_TOKEN = randomBytes(16).toString("hex");

/**
 * The parameters of a genuine request. Twilio signs the address and every parameter of a form, or, for another body, the
 * address with the hash of the body in it (Twilio, webhook security). Any of the tokens may have signed. The signature
 * joins names and values without a border, so what was moved across one is refused, and callers check every value they use.
 */
export function readSigned(request: SignedRequest, authTokens: string[]): SignatureVerdict {
  if (request.signature === "") return { kind: "unsigned", reason: "no-signature" };
  // An empty token would validate a forgery that anybody can compute.
  const usable = authTokens.filter((token) => token !== "");
  const mediaType = request.contentType.split(";", 1)[0]?.trim().toLowerCase();
  if (mediaType === FORM) return readForm(request, usable);
  return mediaType === JSON_TYPE ? readJson(request, usable) : { kind: "unsigned", reason: "content-type" };
}

function readForm(request: SignedRequest, tokens: string[]): SignatureVerdict {
  const received = formOf(request.body);
  if (received === null) return { kind: "unsigned", reason: "parameters" };
  if (!isSignedForm(request, received, tokens)) return { kind: "unsigned", reason: "bad-signature" };
  if (hasShiftedBorder(received)) return { kind: "unsigned", reason: "shifted-border" };
  const parameters = singleValued(received);
  return parameters ? { kind: "genuine", parameters } : { kind: "unsigned", reason: "parameters" };
}

function readJson(request: SignedRequest, tokens: string[]): SignatureVerdict {
  const { signature, url, body } = request;
  const isGenuine = anyOf(tokens, (token) => twilio.validateRequestWithBody(token, signature, url, body));
  if (!isGenuine) return { kind: "unsigned", reason: "bad-signature" };
  const parameters = jsonOf(body);
  return parameters ? { kind: "genuine", parameters } : { kind: "unsigned", reason: "parameters" };
}

/** Twilio's own code is the judge: it tries the address as it is written first, which costs a genuine request one HMAC. */
function isSignedForm({ url, signature }: SignedRequest, received: Received, tokens: string[]): boolean {
  const parameters: Record<string, string | string[]> = {};
  for (const [name, values] of received) parameters[name] = values.length === 1 ? (values[0] ?? "") : values;
  return anyOf(tokens, (token) => twilio.validateRequest(token, signature, url, parameters));
}

function anyOf(tokens: string[], isGenuine: (token: string) => boolean): boolean {
  if (tokens.length > 0) return tokens.some(isGenuine);
  isGenuine(NOBODYS_TOKEN);
  return false;
}

/** Compares two texts in time that does not depend on where they differ, nor on their length. */
export function equalInConstantTime(left: string, right: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(left), digest(right));
}

/** The same for texts whose length is no secret, such as signatures. */
export function equalSignatures(left: string, right: string): boolean {
  const one = Buffer.from(left);
  const other = Buffer.from(right);
  return one.length === other.length && timingSafeEqual(one, other);
}
