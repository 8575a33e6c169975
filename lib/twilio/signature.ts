/** Whether a webhook was signed by Twilio with the token of the account that its path names. */
import { createHash, timingSafeEqual } from "node:crypto";
import twilio from "twilio";

export type SignedRequest = {
  /** The address as configured at Twilio: PUBLIC_BASE_URL + path + query. Never built from a Host header. */
  url: string;
  signature: string;
  /** The raw body of the request. */
  body: string;
  contentType: string;
};

/** A hundred parameters are far more than Twilio documents; ten thousand are an attack. */
const PARAMETERS_MAX = 200;
/** Letters, digits and underscore are what Twilio's parameter names are made of; other names could hide a shifted border. */
const PARAMETER_NAME = /^[A-Za-z][A-Za-z0-9_]{0,63}$/;

/** The parameters that came exactly once; a repeated one is signed like the others but means nothing to us. */
export type FormParameters = Record<string, string>;

/**
 * The parameters of a genuine request, or null. Twilio's signature joins names and values without a border, so a
 * captured one also fits shifted parameters: names are therefore held to their pattern, and callers check every value
 * they use.
 */
export function readSignedForm(request: SignedRequest, authTokens: string[]): FormParameters | null {
  if (!request.contentType.toLowerCase().startsWith("application/x-www-form-urlencoded")) return null;
  const received = parametersOf(request.body);
  if (received === null || request.signature === "") return null;
  // An empty token would validate a forgery that anybody can compute.
  const usable = authTokens.filter((token) => token !== "");
  const genuine = usable.some((token) => twilio.validateRequest(token, request.signature, request.url, Object.fromEntries(received)));
  if (!genuine) return null;
  return Object.fromEntries(Array.from(received).flatMap(([name, values]) => (values.length === 1 ? [[name, values[0] ?? ""]] : [])));
}

function parametersOf(body: string): Map<string, string[]> | null {
  const received = new Map<string, string[]>();
  let count = 0;
  for (const [name, value] of new URLSearchParams(body)) {
    count += 1;
    if (count > PARAMETERS_MAX || !PARAMETER_NAME.test(name)) return null;
    received.set(name, [...(received.get(name) ?? []), value]);
  }
  return received;
}

/** Compares two texts in time that does not depend on where they differ. */
export function equalInConstantTime(left: string, right: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(left), digest(right));
}
