/** A group of status callbacks, committed together with what they say about people; what they say about senders and templates follows. */
import { crashpoint, crashpointOnceAsked } from "#lib/crashpoint.ts";
import { inTransaction, type Pool } from "#lib/db/connection.ts";
import { followEvents, isMoreThanRecord, NEWS_CODES, recordAndObey } from "#lib/db/obey-events.ts";
import type { Say } from "#lib/db/react-to-events.ts";
import { recordStatusEvents, type StatusEvent } from "#lib/db/record-status-events.ts";
import { untilTaken } from "#lib/db/until-taken.ts";
import type { RefusalCounts } from "#lib/domain/refusal-counts.ts";

export type EventRecorder = { db: Pool; shard: number; refusals: RefusalCounts; say: Say };

/** How long a group is tried, in milliseconds: Twilio waits 15 s for the answer, and the next group waits for this one. */
const TRY_FOR_MS = 3_000;

/**
 * Records a group. Who has refused our messages, by what a callback says for the first time, is opted out in the same
 * commit, and what failed for a while only is queued again in it, and its sender rests from it on; senders and campaigns are held after
 * it, so that no lock on a message is kept while one on a campaign is waited for.
 */
export async function recordEvents(recorder: EventRecorder, events: StatusEvent[]): Promise<void> {
  const { db, shard, refusals, say } = recorder;
  const hasMore = isMoreThanRecord(events);
  crashpointOnceAsked("W2");
  const recorded = await untilTaken(TRY_FOR_MS, () => (hasMore ? inTransaction((tx) => recordAndObey(tx, events, shard), db) : recordStatusEvents(db, events, shard, NEWS_CODES)));
  crashpoint("W3");
  refusals.add("other-message-sid", recorded.otherSid);
  refusals.add("unknown-attempt", recorded.unknownAttempt);
  refusals.add("denied-attempt", recorded.deniedAttempt);
  // The one thing that must never happen: such a message may have gone out a second time.
  if (recorded.deniedAttempt > 0) say("ALARM: Twilio reports on messages that count as not sent", { callbacks: recorded.deniedAttempt });
  await followEvents(recorder, recorded);
}
