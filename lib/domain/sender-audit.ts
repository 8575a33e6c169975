/** Both books of one sender and one day in UTC: what the provider lists, and what we say it took. When they are compared, and what a comparison finds. */
import { DELIVERY_STATES, type DeliveryState } from "./states.ts";

/** A day is compared so long after its end, in hours: what was sent late in it has been handed on by then. */
export const SETTLED_HOURS = 4;
/** The night of an account is when nothing has left it for so long, in minutes. */
export const QUIET_MINUTES = 10;
/** An account that is never quiet is compared all the same so long after the day's end, in hours. */
export const LATEST_HOURS = 16;
/** Days that are made up for after nobody worked. */
export const DAYS_BACK = 3;
/** Twilio's clock, and the time that a request is under way, put a message up to so far into the day beside its own, in seconds. */
export const BESIDE_SECONDS = 600;
/** Kept of each kind of difference; beyond it they are counted. */
export const DIFFERENCES_MAX = 200;
/** Attempts that the list does not show and that are asked for one by one. A list that has lost more is itself the news. */
export const ASKED_MAX = 200;
/** More than the list of the longest day fills, with the hours after it: at 400 a second, 50 million messages in pages of 500. */
export const PAGES_MAX = 120_000;

export const AUDIT_STAGES = ["theirs", "ours", "done"] as const;
export type AuditStage = (typeof AUDIT_STAGES)[number];

/**
 * `foreign`: the provider has it, and no attempt of ours can be its · `orphan`: the provider has it, and an attempt of ours left to the same
 * number at that time whose SID we do not know · `found`: such a one, which was certain and is written down · `missing`: we know it as
 * taken, and the provider does not have it · `report`: the provider says more of it than we had heard; it is written down.
 */
export const DIFFERENCE_KINDS = ["foreign", "orphan", "missing", "found", "report"] as const;
export type DifferenceKind = (typeof DIFFERENCE_KINDS)[number];

/** One of the differences that were kept, with whose it is. */
export type ListedDifference = {
  id: string;
  kind: DifferenceKind;
  messageSid: string;
  messageId: string | null;
  n: number | null;
  at: Date;
  delivery: DeliveryState | null;
  errorCode: number | null;
  /** Of the attempt, where it is known. */
  contactId: string | null;
  campaign: { id: string; name: string } | null;
};

/** `sealed`: our credentials do not open · `endless`: the list has no end that could be found. The others are what kept it from being read. */
export const AUDIT_PROBLEMS = ["sealed", "refused", "unreachable", "throttled", "broken", "endless"] as const;
export type AuditProblem = (typeof AUDIT_PROBLEMS)[number];

/** The day, less what lies before the account was known here. Its end does not belong to it. */
export type AuditWindow = { from: Date; until: Date };

/** One entry of the provider's list. */
export type ListedMessage = {
  messageSid: string;
  /** E.164 with plus; null for an address that is no number. */
  to: string | null;
  createdAt: Date;
  /** Null for a word that is not documented. */
  state: DeliveryState | null;
  errorCode: number | null;
};

export type AttemptRef = { messageId: string; n: number };
/** An attempt whose SID we know. `isLive`: it is what its message stands by, and did not make room for another. */
export type KnownAttempt = AttemptRef & { messageSid: string; isLive: boolean; delivery: DeliveryState };
/** An attempt that left and whose SID we do not know. */
export type NamelessAttempt = AttemptRef & { to: string; departedAt: Date };

export type Unmatched = { kind: "foreign" | "orphan"; messageSid: string; at: Date; delivery: DeliveryState | null; errorCode: number | null; attempt: AttemptRef | null };
export type LostReport = AttemptRef & { messageSid: string; at: Date; delivery: DeliveryState; errorCode: number | null };

export type PageComparison = {
  /** Entries of the day. */
  theirs: number;
  /** Our messages that the list shows, those of the hours beside the day included. */
  seen: string[];
  unmatched: Unmatched[];
  reports: LostReport[];
  /** All of the page is older than anything that matters; so is what follows. */
  isPast: boolean;
};

/** What callbacks tell of a message. That it waits is told by none. */
const TOLD_FROM = DELIVERY_STATES.indexOf("sent");
/** A message is made within so many seconds of its request: Twilio's whole seconds and its clock before, the time-out of a request and as much again for its way after. */
const MADE_BEFORE_SECONDS = 5;
const MADE_AFTER_SECONDS = 60;

/** Entries of the day, once each, that none of the known attempts is. Of these one asks which attempts without a SID could be theirs. */
export function unknownIn(listed: ListedMessage[], known: KnownAttempt[], window: AuditWindow): ListedMessage[] {
  const sids = new Set(known.map(({ messageSid }) => messageSid));
  return onceEach(listed).filter((each) => isOfDay(each, window) && !sids.has(each.messageSid));
}

/** What one page of the provider's list says, against our attempts with these SIDs and those without one to these numbers. */
export function comparePage(listed: ListedMessage[], ours: { known: KnownAttempt[]; nameless: NamelessAttempt[] }, window: AuditWindow): PageComparison {
  const bySid = new Map(ours.known.map((attempt) => [attempt.messageSid, attempt]));
  const entries = onceEach(listed);
  const near = entries.filter(({ createdAt }) => isNear(createdAt, window));
  const ofDay = near.filter((each) => isOfDay(each, window));
  return {
    theirs: ofDay.length,
    seen: near.flatMap(({ messageSid }) => {
      const attempt = bySid.get(messageSid);
      return attempt?.isLive ? [attempt.messageId] : [];
    }),
    unmatched: unknownIn(ofDay, ours.known, window).map((each) => unmatched(each, ours.nameless)),
    reports: ofDay.flatMap((each) => lostReport(each, bySid.get(each.messageSid)) ?? []),
    isPast: entries.length > 0 && entries.every(({ createdAt }) => createdAt.getTime() < window.from.getTime() - BESIDE_SECONDS * 1000),
  };
}

/** Nothing but the number and the time says whose a message is: where two of ours could be meant, none is named. */
function unmatched({ messageSid, to, createdAt, state, errorCode }: ListedMessage, nameless: NamelessAttempt[]): Unmatched {
  const fitting = nameless.filter((attempt) => attempt.to === to && isMadeBy(createdAt, attempt.departedAt));
  const [only, ...others] = fitting;
  const attempt = only !== undefined && others.length === 0 ? { messageId: only.messageId, n: only.n } : null;
  return { kind: only === undefined ? "foreign" : "orphan", messageSid, at: createdAt, delivery: state, errorCode, attempt };
}

function isMadeBy(createdAt: Date, departedAt: Date): boolean {
  const seconds = (createdAt.getTime() - departedAt.getTime()) / 1000;
  return seconds >= -1 - MADE_BEFORE_SECONDS && seconds <= MADE_AFTER_SECONDS;
}

/** A state only moves up its ranks, so one that ranks no higher than ours is no news. */
function lostReport({ messageSid, createdAt, state, errorCode }: ListedMessage, attempt: KnownAttempt | undefined): LostReport | null {
  if (!attempt?.isLive || state === null) return null;
  const rank = DELIVERY_STATES.indexOf(state);
  if (rank < TOLD_FROM || rank <= DELIVERY_STATES.indexOf(attempt.delivery)) return null;
  return { messageId: attempt.messageId, n: attempt.n, messageSid, at: createdAt, delivery: state, errorCode };
}

function isOfDay({ createdAt }: ListedMessage, { from, until }: AuditWindow): boolean {
  return createdAt >= from && createdAt < until;
}

function isNear(at: Date, { from, until }: AuditWindow): boolean {
  return at.getTime() >= from.getTime() - BESIDE_SECONDS * 1000 && at.getTime() < until.getTime() + BESIDE_SECONDS * 1000;
}

function onceEach(listed: ListedMessage[]): ListedMessage[] {
  return [...new Map(listed.map((each) => [each.messageSid, each])).values()];
}

/** Of orphans, those of which one message and one attempt have nobody but each other. */
export function certainPairs<Pair extends { messageSid: string; attempt: AttemptRef | null }>(orphans: Pair[]): (Pair & { attempt: AttemptRef })[] {
  const wanted = new Map<string, number>();
  for (const { attempt } of orphans) if (attempt) wanted.set(keyOf(attempt), (wanted.get(keyOf(attempt)) ?? 0) + 1);
  return orphans.flatMap((pair) => (pair.attempt && wanted.get(keyOf(pair.attempt)) === 1 ? [{ ...pair, attempt: pair.attempt }] : []));
}

function keyOf({ messageId, n }: AttemptRef): string {
  return `${messageId}-${n}`;
}
