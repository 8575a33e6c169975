/** A group of status callbacks, committed together with what they say about people; what they say about senders and templates follows. */
import { crashpoint, crashpointOnceAsked } from "#lib/crashpoint.ts";
import { recordAudits } from "#lib/db/audit.ts";
import { inTransaction, type Pool, type Tx } from "#lib/db/connection.ts";
import { optOutEach } from "#lib/db/opt-out.ts";
import { recordStatusEvents, type RecordedEvents, type StatusEvent, type TellingEvent } from "#lib/db/record-status-events.ts";
import { suppressedBy, suppressionReason, TELLING_CODES } from "#lib/domain/reaction.ts";
import type { RefusalCounts } from "#lib/domain/refusal-counts.ts";
import { RETRYABLE_CODES } from "#lib/domain/retry-rule.ts";
import { obeyPassingFailures } from "./passing-failures.ts";
import { breakCircuits, reactToEvents, type Say } from "./react-to-events.ts";
import { untilTaken } from "./until-taken.ts";

export type EventRecorder = { db: Pool; shard: number; refusals: RefusalCounts; say: Say };

/** The errors of which more follows than the failure of their own message. */
const NEWS_CODES = [...TELLING_CODES, ...RETRYABLE_CODES];
/** How long a group is tried, in milliseconds: Twilio waits 15 s for the answer, and the next group waits for this one. */
const TRY_FOR_MS = 3_000;

/**
 * Records a group. Who has refused our messages, by what a callback says for the first time, is opted out in the same
 * commit, and what failed for a while only is queued again in it, and its sender rests from it on; senders and campaigns are held after
 * it, so that no lock on a message is kept while one on a campaign is waited for.
 */
export async function recordEvents(recorder: EventRecorder, events: StatusEvent[]): Promise<void> {
  const { db, shard, refusals, say } = recorder;
  const hasMore = events.some(({ errorCode }) => errorCode !== null && (RETRYABLE_CODES.includes(errorCode) || suppressedBy(errorCode) !== null));
  crashpointOnceAsked("W2");
  const recorded = await untilTaken(TRY_FOR_MS, () => (hasMore ? inTransaction((tx) => recordAndObey(tx, events, shard), db) : recordStatusEvents(db, events, shard, NEWS_CODES)));
  crashpoint("W3");
  refusals.add("other-message-sid", recorded.otherSid);
  refusals.add("unknown-attempt", recorded.unknownAttempt);
  refusals.add("denied-attempt", recorded.deniedAttempt);
  // The one thing that must never happen: such a message may have gone out a second time.
  if (recorded.deniedAttempt > 0) say("ALARM: Twilio reports on messages that count as not sent", { callbacks: recorded.deniedAttempt });
  await reactToEvents(recorder, recorded.telling);
  await breakCircuits(recorder, recorded.troubled);
}

async function recordAndObey(tx: Tx, events: StatusEvent[], shard: number): Promise<RecordedEvents> {
  const recorded = await recordStatusEvents(tx, events, shard, NEWS_CODES);
  await obeyPassingFailures(tx, { telling: recorded.telling, events, shard });
  const optedOut = await optOutEach(tx, recorded.telling.flatMap(optOutBy));
  // One line for a person, however many spellings of the number there are.
  const entries = Array.from(new Set(optedOut.map(({ entry }) => entry)));
  await recordAudits(tx, entries.map(({ accountId, messageId, code, scope }) => ({ accountId, actorId: null, action: "contact.opted-out", subjectKind: "message", subjectId: messageId, detail: { source: "callback", code, scope } })));
  return recorded;
}

function optOutBy({ accountId, messageId, phone, errorCode: code }: TellingEvent) {
  const scope = suppressedBy(code);
  return scope === null ? [] : [{ accountId, phone, reason: suppressionReason(code, scope), source: "callback", messageId, code, scope }];
}
