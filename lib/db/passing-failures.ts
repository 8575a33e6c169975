/** Failures that pass: their messages go again, and where a limit was full, their senders rest; all in the commit that records them. */
import { CHANNEL_RATE_LIMIT, limitSaid, type LimitContext } from "#lib/domain/channel-limit.ts";
import { retryOf } from "#lib/domain/retry-rule.ts";
import { restFor } from "#lib/domain/sender-rest.ts";
import type { Tx } from "./connection.ts";
import { countRecentSends } from "./count-recent-sends.ts";
import type { StatusEvent, TellingEvent } from "./record-status-events.ts";
import { restSenders, type LimitMet } from "./rest-senders.ts";
import { retryFailed, type FailedAttempt } from "./retry-failed.ts";

/** A failure of a message that departed longer ago says nothing of what its sender may send now, in seconds. */
const LIMIT_NEWS_SECONDS = 15 * 60;

type Failure = TellingEvent & { context: LimitContext };

/** Obeys what the telling events of a group say of themselves; `events` are the group, with the channel's words. */
export async function obeyPassingFailures(tx: Tx, { telling, events, shard }: { telling: TellingEvent[]; events: StatusEvent[]; shard: number }): Promise<void> {
  const failures = await inContext(tx, telling, events);
  await retryFailed(tx, failures.flatMap(retryIn), shard);
  await restSenders(tx, failures.flatMap(restIn));
}

/** The failures among them, with the words that came with each, and our own counts where the words do not tell. */
async function inContext(tx: Tx, telling: TellingEvent[], events: StatusEvent[]): Promise<Failure[]> {
  const failed = new Map(events.flatMap((event) => (event.delivery === "failed" || event.delivery === "undelivered" ? [[keyOf(event), event.body.ChannelStatusMessage ?? null]] : [])));
  const told = telling.filter((event) => failed.has(keyOf(event)));
  const wordless = told.filter((event) => event.errorCode === CHANNEL_RATE_LIMIT && limitSaid(failed.get(keyOf(event))) === undefined);
  const counts = await countRecentSends(tx, wordless);
  return told.map((event) => ({ ...event, context: { channelText: failed.get(keyOf(event)) ?? null, counts: counts.get(event.messageId) } }));
}

function keyOf({ messageId, n, errorCode }: Pick<StatusEvent, "messageId" | "n" | "errorCode">): string {
  return `${messageId}-${n}-${errorCode}`;
}

function retryIn({ accountId, messageId, n, errorCode: code, country, earlierCodes, context }: Failure): FailedAttempt[] {
  // The last digits of an id are spread evenly enough.
  const retry = retryOf({ ...context, code, country, earlierCodes, place: Number(messageId.slice(-2)) / 100 });
  return retry === null ? [] : [{ accountId, messageId, n, code, ...retry }];
}

function restIn({ accountId, messageId, n, errorCode: code, agoSeconds, context }: Failure): LimitMet[] {
  const kind = agoSeconds > LIMIT_NEWS_SECONDS ? null : restFor({ ...context, code });
  return kind === null ? [] : [{ accountId, messageId, n, code, kind }];
}
