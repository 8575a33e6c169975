/** What the wire saw of one request: what became of it is told by this, never by the text of an error. */
import { AsyncLocalStorage } from "node:async_hooks";

export type Evidence = {
  /** When a connected socket was given to the request, on the monotonic clock; null when none was, so that no byte can have left. */
  assignedAtMs: number | null;
  /** When all of it had been written into the socket. */
  writtenAtMs: number | null;
  /** The status of the answer; null when no head of an answer came. */
  status: number | null;
  /** `Twilio-Request-Id`: what Twilio's support asks for. */
  requestId: string | null;
  /** `Twilio-Concurrent-Requests`: what Twilio counts for the account, all processes together. */
  concurrentRequests: number | null;
};

/** Of a request that has not begun. */
export function noEvidence(): Evidence {
  return { assignedAtMs: null, writtenAtMs: null, status: null, requestId: null, concurrentRequests: null };
}

export type Passage = {
  /** Called immediately before the first byte leaves; when it throws, none does. */
  departing: () => void;
  /** Filled in while the request is on its way. */
  evidence: Evidence;
};

/** Of the request that is made within it. The SDK passes nothing through to its client but the request itself. */
export const passage = new AsyncLocalStorage<Passage>();

/**
 * The line failed. `departed` is evidence: false means that no byte can have reached Twilio. The message is a sentence
 * that may be kept and shown: it holds no credentials and no number.
 */
export class TransportFailure extends Error {
  readonly departed: boolean;
  constructor(sentence: string, departed: boolean) {
    super(sentence);
    this.name = "TransportFailure";
    this.departed = departed;
  }
}
