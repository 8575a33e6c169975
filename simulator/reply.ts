/** What the server does with a request that it has understood. */
import { errorBody, type Refused } from "./error-body.ts";
import type { LogEntry } from "./request-log.ts";

export type Answer = {
  kind: "answer";
  status: number;
  body: string;
  /** The Twilio error code in the body, if it is a refusal. */
  code?: number;
  headers?: Record<string, string>;
  /** Resets the connection when half of the body is out. */
  cutAt?: "middle";
};
/** `drop` resets the connection, `hang` never says a word, `later` says what it comes to. */
export type Reply = Answer | { kind: "drop" } | { kind: "hang" } | { kind: "later"; reply: Promise<Reply> };

/** What the log keeps of a request besides what every request has. */
export type Noted = Partial<Omit<LogEntry, "index" | "receivedAt" | "accountSid" | "method" | "path">>;

/** The answer to a delete. */
export const NO_CONTENT: Answer = { kind: "answer", status: 204, body: "" };

export function json(status: number, value: unknown): Answer {
  return { kind: "answer", status, body: JSON.stringify(value) };
}

export function refusal(refused: Refused): Answer {
  return { kind: "answer", status: refused.status, body: errorBody(refused), code: refused.code };
}
