/** Reports of Twilio with everything that follows from them, whether they were told by a callback or asked for. */
import { suppressedBy, suppressionReason, TELLING_CODES } from "#lib/domain/reaction.ts";
import { RETRYABLE_CODES } from "#lib/domain/retry-rule.ts";
import { recordAudits } from "./audit.ts";
import type { Pool, Tx } from "./connection.ts";
import { optOutEach } from "./opt-out.ts";
import { obeyPassingFailures } from "./passing-failures.ts";
import { breakCircuits, reactToEvents, type Say } from "./react-to-events.ts";
import { recordStatusEvents, type RecordedEvents, type StatusEvent, type TellingEvent } from "./record-status-events.ts";

/** The errors of which more follows than the failure of their own message. */
export const NEWS_CODES = [...TELLING_CODES, ...RETRYABLE_CODES];

/** What is to be followed after the commit that recorded it. */
export type News = Pick<RecordedEvents, "telling" | "troubled">;
export const NO_NEWS: News = { telling: [], troubled: [] };

/** Whether something follows that belongs into the commit of the reports themselves. */
export function isMoreThanRecord(events: StatusEvent[]): boolean {
  return events.some(({ errorCode }) => errorCode !== null && (RETRYABLE_CODES.includes(errorCode) || suppressedBy(errorCode) !== null));
}

/** Records reports; who has refused our messages is opted out in the same commit, and what failed for a while only is queued again in it. `followEvents` does the rest after it. */
export async function recordAndObey(tx: Tx, events: StatusEvent[], shard: number): Promise<RecordedEvents> {
  const recorded = await recordStatusEvents(tx, events, shard, NEWS_CODES);
  await obeyPassingFailures(tx, { telling: recorded.telling, events, shard });
  const optedOut = await optOutEach(tx, recorded.telling.flatMap(optOutBy));
  // One line for a person, however many spellings of the number there are.
  const entries = Array.from(new Set(optedOut.map(({ entry }) => entry)));
  await recordAudits(tx, entries.map(({ accountId, messageId, code, scope }) => ({ accountId, actorId: null, action: "contact.opted-out", subjectKind: "message", subjectId: messageId, detail: { source: "callback", code, scope } })));
  return recorded;
}

/** Holds what the reports say of senders and templates, and what fails too often; after their commit, so that no lock on a message is kept while one on a campaign is waited for. */
export async function followEvents(world: { db: Pool; say: Say }, { telling, troubled }: News): Promise<void> {
  await reactToEvents(world, telling);
  await breakCircuits(world, troubled);
}

function optOutBy({ accountId, messageId, phone, errorCode: code }: TellingEvent) {
  const scope = suppressedBy(code);
  return scope === null ? [] : [{ accountId, phone, reason: suppressionReason(code, scope), source: "callback", messageId, code, scope }];
}
