/** A webhook before and after anybody believes it: where it goes, what it carries, and whether Twilio signed it. */
import { type Credentials, knownCredentials, recheckCredentials } from "#lib/db/credentials.ts";
import type { RefusalReason } from "#lib/domain/refusal-counts.ts";
import { readSigned, type SignatureVerdict } from "#lib/twilio/signature.ts";
import type { FormParameters } from "#lib/twilio/webhook-parameters.ts";

/** Nothing but these, not even a query: what a captured signature covers could otherwise be folded into the address. A body that is no form adds its own hash (Twilio, webhook security). */
const HASH = String.raw`(?:\?bodySHA256=[0-9a-fA-F]{64})?`;
const STATUS_TARGET = new RegExp(String.raw`^/api/twilio/status/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/([0-9a-f.-]{1,80})${HASH}$`);
const INBOUND_TARGET = new RegExp(String.raw`^/api/twilio/inbound/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})${HASH}$`);

/** The longest text that a person can send; what a channel says of a failure, which tells the meanings of 63018 apart, is far shorter. */
const VALUE_LENGTH_MAX = 4_096;

/** What a path and its query name: an account, and for a status callback the attempt in its sealed form. */
export type Target = { kind: "status"; accountId: string; token: string } | { kind: "inbound"; accountId: string };

export type Webhook = {
  /** Account id as the path names it. */
  accountId: string;
  /** Path and query as they were received, undecoded. */
  target: string;
  signature: string;
  contentType: string;
  body: string;
};

export type Proof = { kind: "genuine"; parameters: FormParameters } | { kind: "refused"; reason: RefusalReason };

/** Null for every address that is none of ours, in whatever it differs. */
export function readTarget(target: string): Target | null {
  const status = STATUS_TARGET.exec(target);
  if (status) return { kind: "status", accountId: status[1] ?? "", token: status[2] ?? "" };
  const inbound = INBOUND_TARGET.exec(target);
  return inbound ? { kind: "inbound", accountId: inbound[1] ?? "" } : null;
}

/**
 * The parameters of a webhook that Twilio signed for the account in its path. After a rotation the first one may be signed
 * with a token that we have not read yet: what does not fit is judged once more with what the database has now. Rejects when
 * that cannot be read, whoever is named: who has not been judged is not refused, and Twilio comes again.
 */
export async function proveGenuine(publicBaseUrl: string, webhook: Webhook): Promise<Proof> {
  const known = knownCredentials(webhook.accountId);
  const first = judged(publicBaseUrl, webhook, known);
  if (first.kind === "genuine" || first.reason !== "bad-signature") return first;
  const anew = await recheckCredentials(webhook.accountId);
  const isNews = anew !== null && anew.authTokens.some((token) => !known?.authTokens.includes(token));
  if (isNews) return judged(publicBaseUrl, webhook, anew);
  return { kind: "refused", reason: (anew ?? known) ? "bad-signature" : "unknown-account" };
}

function judged(publicBaseUrl: string, webhook: Webhook, credentials: Credentials | null): Proof {
  const { target, signature, contentType, body } = webhook;
  const verdict: SignatureVerdict = readSigned({ url: publicBaseUrl + target, signature, contentType, body }, credentials?.authTokens ?? []);
  if (verdict.kind === "unsigned") return { kind: "refused", reason: verdict.reason };
  // The token could be shared by two accounts; what the body says must still be this one.
  return verdict.parameters.AccountSid === credentials?.accountSid ? verdict : { kind: "refused", reason: "other-account" };
}

/** The parameters as they are kept. PostgreSQL stores no NUL, and what is longer than anything documented is cut. */
export function bounded(parameters: FormParameters): FormParameters {
  for (const value of Object.values(parameters)) {
    if (value.length > VALUE_LENGTH_MAX || value.includes("\0")) return cut(parameters);
  }
  return parameters;
}

function cut(parameters: FormParameters): FormParameters {
  return Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, value.replaceAll("\0", "").slice(0, VALUE_LENGTH_MAX).toWellFormed()]));
}
