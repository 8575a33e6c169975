/** One request to send one template message, and what its answer means. */
import { CHANNEL_RATE_LIMIT, limitSaid } from "#lib/domain/channel-limit.ts";
import { knownError } from "#lib/domain/error-codes.ts";
import { countryOf } from "#lib/domain/phone.ts";
import { reactionTo, type Reaction } from "#lib/domain/reaction.ts";
import type { SendOutcome } from "#lib/domain/send-outcome.ts";
import type { AccountClient } from "./account-client.ts";
import { noEvidence, passage, TransportFailure, type Evidence } from "./evidence.ts";
import { plainReason } from "./plain-reason.ts";

export type TemplateMessage = {
  /** E.164 with plus. */
  from: string;
  /** E.164 with plus. */
  to: string;
  contentSid: string;
  /** Every variable of the template; Twilio would fill a missing one with the template's sample (OpenAPI, ContentVariables). */
  variables: Record<string, string>;
  statusCallbackUrl: string;
};

const MESSAGE_SID = /^(SM|MM)[0-9a-fA-F]{32}$/;
const REFUSED = 400;
const UNAUTHORISED = 401;
const FORBIDDEN = 403;
/** A server on the way gave up: whether it had passed the request on, it does not say. */
const REQUEST_TIMEOUT = 408;
const TOO_MANY_REQUESTS = 429;
const SERVER_ERROR = 500;
/** The largest that the database keeps. */
const CODE_MAX = 2_147_483_647;
/** Twilio names no wait for a 429, so this is ours. */
const RETRY_AFTER_MS = 2_000;

/**
 * Sends one message and never throws: whatever happens is an outcome. `departing` is called immediately before the first
 * byte leaves; when it throws, nothing leaves. `evidence` is filled in with what the wire saw.
 */
export async function sendMessage(client: AccountClient, message: TemplateMessage, departing: () => void = () => undefined, evidence: Evidence = noEvidence()): Promise<SendOutcome> {
  try {
    const created = await passage.run({ departing, evidence }, () =>
      client.messages.create({
        from: `whatsapp:${message.from}`,
        to: `whatsapp:${message.to}`,
        contentSid: message.contentSid,
        contentVariables: JSON.stringify(message.variables),
        statusCallback: message.statusCallbackUrl,
      }),
    );
    // The SDK hands on whatever stood in the answer.
    const sid: unknown = created.sid;
    if (typeof sid === "string" && MESSAGE_SID.test(sid)) return { kind: "accepted", messageSid: sid };
    return traceable({ kind: "ambiguous", reason: "The answer named no message." }, evidence);
  } catch (error) {
    return traceable(outcomeOf(error, message.to), evidence);
  }
}

/** What is in doubt can be asked of Twilio by the name that it gave the request. */
function traceable(outcome: SendOutcome, { requestId }: Evidence): SendOutcome {
  return outcome.kind === "ambiguous" && requestId !== null ? { ...outcome, reason: `${outcome.reason} Request ${requestId}.` } : outcome;
}

/**
 * Twilio answered, so we know; or the line went quiet, so we may not. Decided by evidence, never by the text of an error.
 * `to` is the number written to, in E.164, or null where the request wrote to nobody.
 */
export function outcomeOf(error: unknown, to: string | null): SendOutcome {
  if (error instanceof TransportFailure) return { kind: error.departed ? "ambiguous" : "not_sent", reason: error.message };
  const answer = answerIn(error);
  // Only an answer of 4xx proves that nothing was taken.
  if (answer === null || answer.status < REFUSED || answer.status === REQUEST_TIMEOUT || answer.status >= SERVER_ERROR) {
    return { kind: "ambiguous", reason: answer ? `Twilio answered ${answer.status}.` : "The answer could not be read." };
  }
  return outcomeOfRefusal(answer, to);
}

/** Twilio took nothing, and says so. Too fast or too much is no refusal of the message: it goes again. */
function outcomeOfRefusal(answer: Answer, to: string | null): SendOutcome {
  const { status, code, reason } = answer;
  // Twilio names a code with each refusal (Twilio, REST API errors). Credentials and pace are clear from the status alone.
  if (code === null && status !== UNAUTHORISED && status !== TOO_MANY_REQUESTS) return { kind: "turned_away", status };
  const reaction = reactionToAnswer(answer, to);
  const limit = code === CHANNEL_RATE_LIMIT ? limitSaid(reason) : undefined;
  const throttled = { kind: "throttled", code, ...(limit && { limit }) } as const;
  if (reaction.kind === "retry-later") return { ...throttled, retryAfterMs: reaction.waitMs };
  if (status === TOO_MANY_REQUESTS || reaction.kind === "slow-down") return { ...throttled, retryAfterMs: RETRY_AFTER_MS };
  return { kind: "rejected", code, reaction, reason };
}

/** An answer that refuses the credentials and names no code that we know still stops the account: the next message would fare the same. */
function reactionToAnswer({ status, code, reason }: Answer, to: string | null): Reaction {
  const isKnown = code !== null && knownError(code) !== null;
  if (!isKnown && (status === UNAUTHORISED || status === FORBIDDEN)) return { kind: "stop-account" };
  // Where Twilio hands on what the channel said, it stands in its sentence: the number written to is not in it any more.
  return reactionTo({ code, country: to === null ? null : countryOf(to), channelText: reason });
}

type Answer = { status: number; code: number | null; reason: string };

/** The SDK throws more than one class for an answered error; all carry a numeric `status`. Twilio's sentence may quote the number written to. */
function answerIn(error: unknown): Answer | null {
  if (!(error instanceof Error) || !("status" in error) || typeof error.status !== "number") return null;
  const code = "code" in error && Number.isInteger(error.code) && Number(error.code) > 0 && Number(error.code) <= CODE_MAX ? Number(error.code) : null;
  return { status: error.status, code, reason: plainReason(error.message, error.status) };
}
