/** One request to send one template message, and what its answer means. */
import { knownError } from "#lib/domain/error-codes.ts";
import { maskPhonesIn } from "#lib/domain/phone-mask.ts";
import { reactionTo, type Reaction } from "#lib/domain/reaction.ts";
import type { SendOutcome } from "#lib/domain/send-outcome.ts";
import type { AccountClient } from "./account-client.ts";
import { beforeDeparture, TransportFailure } from "./http-client.ts";

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
const UNAUTHORISED = 401;
const FORBIDDEN = 403;
const TOO_MANY_REQUESTS = 429;
const SERVER_ERROR = 500;
/** Twilio names no wait for a 429, so this is ours. */
const RETRY_AFTER_MS = 2_000;
/** Twilio's sentence about a refusal is kept this far. */
const REASON_LENGTH_MAX = 300;

/**
 * Sends one message and never throws: whatever happens is an outcome. `departing` is called immediately before the first
 * byte leaves; when it throws, nothing leaves.
 */
export async function sendMessage(client: AccountClient, message: TemplateMessage, departing: () => void = () => undefined): Promise<SendOutcome> {
  try {
    const created = await beforeDeparture.run(departing, () =>
      client.messages.create({
        from: `whatsapp:${message.from}`,
        to: `whatsapp:${message.to}`,
        contentSid: message.contentSid,
        contentVariables: JSON.stringify(message.variables),
        statusCallback: message.statusCallbackUrl,
      }),
    );
    if (MESSAGE_SID.test(created.sid)) return { kind: "accepted", messageSid: created.sid };
    return { kind: "ambiguous", reason: "The answer named no message." };
  } catch (error) {
    return outcomeOf(error);
  }
}

/** Twilio answered, so we know; or the line went quiet, so we may not. Decided by evidence, never by the text of an error. */
export function outcomeOf(error: unknown): SendOutcome {
  if (error instanceof TransportFailure) {
    return error.departed
      ? { kind: "ambiguous", reason: `The line failed after the request had left (${error.message}).` }
      : { kind: "not_sent", reason: `Twilio could not be reached (${error.message}).` };
  }
  const answer = answerIn(error);
  if (answer === null || answer.status >= SERVER_ERROR) {
    return { kind: "ambiguous", reason: answer ? `Twilio answered ${answer.status}.` : "The answer could not be read." };
  }
  return outcomeOfRefusal(answer);
}

/** Twilio took nothing, and says so. Too fast or too much is no refusal of the message: it goes again. */
function outcomeOfRefusal({ status, code, reason }: Answer): SendOutcome {
  const reaction = reactionToAnswer(status, code);
  if (reaction.kind === "retry-later") return { kind: "throttled", code, retryAfterMs: reaction.waitMs };
  if (status === TOO_MANY_REQUESTS || reaction.kind === "slow-down") return { kind: "throttled", code, retryAfterMs: RETRY_AFTER_MS };
  return { kind: "rejected", code, reaction, reason };
}

/** An answer that refuses the credentials and names no code that we know still stops the account: the next message would fare the same. */
function reactionToAnswer(status: number, code: number | null): Reaction {
  const isKnown = code !== null && knownError(code) !== null;
  if (!isKnown && (status === UNAUTHORISED || status === FORBIDDEN)) return { kind: "stop-account" };
  return reactionTo({ code });
}

type Answer = { status: number; code: number | null; reason: string };

/** The SDK throws more than one class for an answered error; all carry a numeric `status`. Twilio's sentence may quote the number written to. */
function answerIn(error: unknown): Answer | null {
  if (!(error instanceof Error) || !("status" in error) || typeof error.status !== "number") return null;
  const code = "code" in error && typeof error.code === "number" ? error.code : null;
  // An error whose body was a web page has no message, whatever its type says.
  const said: unknown = error.message;
  return { status: error.status, code, reason: typeof said === "string" ? maskPhonesIn(said).slice(0, REASON_LENGTH_MAX) : "Twilio gave no reason." };
}
