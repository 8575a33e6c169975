/** What each fate says to the caller, as bytes or as silence. */
import { hash } from "node:crypto";
import { chanceFor } from "./chance.ts";
import { type KnownCode, type Refused, refusedWith, wordsFor } from "./error-body.ts";
import type { Fate, FateName } from "./faults.ts";
import { type Answer, json, refusal, type Reply } from "./reply.ts";

/** A create that takes nothing: what it answers, and the status and code that the log keeps. */
export type Vain = { reply: Reply; status: number | null; code: number | null };

const CREATED = 201;
const RETRY_AFTER_SECONDS = 1;
/** What `acceptThenFailed` says of the message, and what becomes of it: an unreachable person. */
export const FAILED_AT_ONCE = 63024;
/** Refusals that concern one recipient and nobody else: no such number, and one who has unsubscribed. */
const ONE_RECIPIENT: readonly KnownCode[] = [21211, 21610];
const HTML = { "content-type": "text/html; charset=utf-8" };
const GARBAGE = "\u0000\u0007{]sid=;;\ufffd\u001f<<";

/** The status that an accepting fate answers with; null when its answer never comes. */
export function statusOfAccepting(fate: Fate): number | null {
  if (typeof fate === "object" || fate === "acceptThenDropConnection" || fate === "acceptThenHang") return null;
  const status = /^acceptThen(5\d\d)$/.exec(fate)?.[1];
  return status === undefined ? CREATED : Number(status);
}

/** The answer to a create whose message was taken. `resource` is the message as the API shows it. */
export function acceptedReply(fate: Fate, resource: () => { sid: string; uri: string }): Reply {
  switch (fate) {
    case "acceptThenDropConnection":
      return { kind: "drop" };
    case "acceptThenHang":
      return { kind: "hang" };
    case "acceptThen500":
    case "acceptThen502":
    case "acceptThen503":
    case "acceptThen504":
      return gatewayAnswer(Number(fate.slice("acceptThen".length)));
    case "acceptThenDropMidBody":
      return { ...json(CREATED, resource()), cutAt: "middle" };
    case "acceptThenEmpty":
      return created("");
    case "acceptThenGarbage":
      return created(GARBAGE);
    case "acceptThenHtml":
      return { ...created("<!doctype html><title>Created</title><p>Your request was taken.</p>"), headers: HTML };
    case "acceptThenTruncated":
      return truncated(JSON.stringify(resource()));
    case "acceptThenWrongSid":
      return wrongSid(resource());
    case "acceptThenFailed":
      return json(CREATED, { ...resource(), status: "failed", error_code: FAILED_AT_ONCE, error_message: wordsFor(FAILED_AT_ONCE) });
    default:
      return json(CREATED, resource());
  }
}

/** What a fate that takes nothing does; null for one that accepts. `number` and `seed` choose where there is a choice. */
export function vainReply(fate: Fate, { number, seed }: { number: number; seed: number }): Vain | null {
  if (typeof fate === "object") return refusedBy({ status: fate.refuse.status, code: fate.refuse.code, message: wordsFor(fate.refuse.code) });
  switch (fate) {
    case "hang":
      return { reply: { kind: "hang" }, status: null, code: null };
    case "dropConnection":
    case "resetBeforeReading":
      return { reply: { kind: "drop" }, status: null, code: null };
    case "refuse400":
      return refusedBy(refusedWith(ONE_RECIPIENT[Math.floor(chanceFor(seed, `code ${number}`)(0) * ONE_RECIPIENT.length)] ?? 21211));
    case "refuse429":
      return refusedBy(refusedWith(20429));
    case "refuse429RetryAfter":
      return refusedBy(refusedWith(20429), { "retry-after": String(RETRY_AFTER_SECONDS) });
    case "refuse500":
    case "refuse502":
    case "refuse503":
    case "refuse504":
      return answeredBy(gatewayAnswer(Number(fate.slice("refuse".length))));
    default:
      return null;
  }
}

/** What the log calls a fate. */
export function wordFor(fate: Fate): string {
  return typeof fate === "string" ? fate : `refuse ${fate.refuse.status}/${fate.refuse.code}`;
}

export function isLate(fate: Fate): fate is Extract<FateName, "acceptSlowly" | "acceptLate"> {
  return fate === "acceptSlowly" || fate === "acceptLate";
}

function refusedBy(refused: Refused, headers?: Record<string, string>): Vain {
  return answeredBy({ ...refusal(refused), ...(headers && { headers }) });
}

function answeredBy(reply: Answer): Vain {
  return { reply, status: reply.status, code: reply.code ?? null };
}

/** 500 and 503 are Twilio's own, in JSON; 502 and 504 come from a proxy in front of it, which knows nothing of JSON. */
function gatewayAnswer(status: number): Answer {
  if (status === 500) return refusal(refusedWith(20500));
  if (status === 503) return refusal(refusedWith(20503));
  const words = status === 502 ? "Bad Gateway" : "Gateway Time-out";
  return { kind: "answer", status, headers: HTML, body: `<html><head><title>${status} ${words}</title></head><body><h1>${status} ${words}</h1></body></html>` };
}

function created(body: string): Answer {
  return { kind: "answer", status: CREATED, body };
}

/** A body that says that it is whole and ends in the middle of a value. */
function truncated(body: string): Answer {
  return created(body.slice(0, Math.floor(body.length / 2)));
}

/** The SID of a call where a message's should stand; the same at every ask. */
function wrongSid(resource: { sid: string }): Answer {
  const other = `CA${hash("md5", resource.sid)}`;
  return created(JSON.stringify(resource).replaceAll(resource.sid, other));
}
