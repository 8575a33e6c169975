/** What the invariants are held against: the simulator's own log, and the rows of our database. */
import type { Queryable } from "#lib/db/connection.ts";
import { isCreate, type LogEntry } from "#simulator/request-log.ts";

/** One request to send, as the simulator saw it. Which attempt it was stands in its callback address. Times are ms since 1970. */
export type Seen = {
  accountId: string;
  messageId: string;
  n: number;
  /** Whose credentials came with it. */
  accountSid: string | null;
  /** E.164 with plus. */
  from: string;
  to: string;
  contentSid: string | null;
  receivedAt: number;
  acceptedAt: number | null;
  sid: string | null;
};

export type Evidence = { db: Queryable; seen: readonly Seen[] };

/** What was found broken; none has a count of 0. */
export type Violation = { invariant: Invariant; what: string; count: number; examples: string[] };
export type Invariant = `V${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14}`;

const CALLBACK = /\/api\/twilio\/status\/([0-9a-f-]{36})\/(\d+)-(\d+)\./;
const EXAMPLES_MAX = 5;

/** The request as the invariants need it; null for every request that was not to send. */
export function seenIn(entry: LogEntry): Seen | null {
  if (!isCreate(entry)) return null;
  const [, accountId = "", messageId = "", n = "0"] = CALLBACK.exec(entry.callbackUrl ?? "") ?? [];
  const { accountSid, contentSid, receivedAt, acceptedAt, sid } = entry;
  return { accountId, messageId, n: Number(n), accountSid, from: phoneIn(entry.from), to: phoneIn(entry.to), contentSid, receivedAt, acceptedAt, sid };
}

/** Those that were accepted, by the message that they belong to. */
export function acceptsByMessage(seen: readonly Seen[]): Map<string, Seen[]> {
  return Map.groupBy(seen.filter(({ acceptedAt }) => acceptedAt !== null), ({ messageId }) => messageId);
}

/** When each sender's messages were accepted, in rising order. */
export function acceptTimesBySender(seen: readonly Seen[]): Map<string, number[]> {
  const bySender = new Map<string, number[]>();
  for (const { from, acceptedAt } of seen) {
    if (acceptedAt === null) continue;
    const times = bySender.get(from);
    if (times) times.push(acceptedAt);
    else bySender.set(from, [acceptedAt]);
  }
  for (const times of bySender.values()) times.sort((one, other) => one - other);
  return bySender;
}

/** The violation that some broken things are, or none. */
export function violation(invariant: Invariant, what: string, broken: readonly string[]): Violation[] {
  return broken.length === 0 ? [] : [{ invariant, what, count: broken.length, examples: broken.slice(0, EXAMPLES_MAX) }];
}

function phoneIn(address: string | null): string {
  return (address ?? "").replace(/^whatsapp:/, "");
}
