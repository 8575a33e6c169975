/** What the simulator counted: the figures against which a campaign is proved. */
import { addHabits, type HabitCount, type Message, noHabits, type SimulatedStatus, statusOf } from "./message.ts";
import { isCreate, type LogEntry } from "./request-log.ts";

const SECOND_MS = 1000;
/** Below it a `since` is an index: no simulator ran in 1973, and none logs a hundred thousand million requests. */
const TIMES_FROM = 1e11;

export type StatsFilter = {
  accountSid?: string;
  contentSid?: string;
  /** A receive time in ms since 1970, or the index of a log entry; numbers below 10^11 are indexes. */
  since?: number;
};

export type SenderStats = {
  accountSid: string;
  /** `whatsapp:+…` */
  from: string;
  accepted: number;
  /** The most accepts in any window [t, t + 1000 ms), wherever it begins. */
  maxInAnyOneSecondWindow: number;
  /** Accepts per second between the first and the last, without the first and the last second; null when less than a second is left. */
  steadyRate: number | null;
  /** ms since 1970, with fraction. */
  firstAcceptAt: number | null;
  lastAcceptAt: number | null;
};

export type SimulatorStats = {
  totals: {
    /** Messages creates received, whatever became of them. */
    requests: number;
    accepted: number;
    /** By Twilio error code, or by HTTP status where a proxy's answer named no code. */
    refused: Record<string, number>;
    /** Creates that got no answer and were not taken: hung or dropped. */
    vanished: number;
    /** By fate; `accept` too. */
    fates: Record<string, number>;
    /** Every other REST request. */
    otherRequests: number;
  };
  /** Those that something was accepted for. */
  senders: SenderStats[];
  recipients: {
    distinct: number;
    acceptedMoreThanOnce: number;
    /** The most that one recipient got, and who; null when nothing was accepted. */
    worst: { to: string; accepted: number } | null;
  };
  /** How many accepted messages stand in each status now. */
  statuses: Record<SimulatedStatus, number>;
  callbacks: {
    /** Status callbacks that set out. `posted` = `answered2xx` + `failed` + `underWay`. */
    posted: number;
    answered2xx: number;
    failed: number;
    underWay: number;
    /** Left out on purpose, by the loss rate. */
    lost: number;
  };
  /** How often callbacks were unkind because they were asked to be; strays are not among `callbacks`. */
  habits: HabitCount;
  /** Messages that will still change by themselves. 0, with no callback under way, means that the network is quiet. */
  movesToCome: number;
};

/** The most times in any window [t, t + `windowMs`), of times in rising order. */
export function mostInAnyWindow(times: ArrayLike<number>, windowMs: number = SECOND_MS): number {
  let most = 0;
  let start = 0;
  for (let end = 0; end < times.length; end += 1) {
    while ((times[end] ?? 0) - (times[start] ?? 0) >= windowMs) start += 1;
    most = Math.max(most, end - start + 1);
  }
  return most;
}

/** Times per second between the first and the last of rising times, leaving out a second at either end; null when less than a second is left. */
export function steadyRate(times: ArrayLike<number>): number | null {
  const from = (times[0] ?? 0) + SECOND_MS;
  const until = (times[times.length - 1] ?? 0) - SECOND_MS;
  if (until - from < SECOND_MS) return null;
  let within = 0;
  for (let at = 0; at < times.length; at += 1) if ((times[at] ?? 0) >= from && (times[at] ?? 0) < until) within += 1;
  return (within * SECOND_MS) / (until - from);
}

/** Counts what the filter lets through, by one pass over the log and one over the messages. */
export function statsOf(entries: readonly LogEntry[], messages: readonly Message[], filter: StatsFilter = {}): SimulatorStats {
  const wanted = entries.filter((entry) => isWanted(entry, filter));
  const accepted = wanted.filter((entry) => entry.acceptedAt !== null);
  return {
    totals: totalsOf(wanted, accepted.length),
    senders: Array.from(Map.groupBy(accepted, (entry) => `${entry.accountSid} ${entry.from}`).values(), senderStats),
    recipients: recipientsOf(accepted),
    ...standingOf(messages.filter((message) => isWanted(message.entry, filter))),
  };
}

function isWanted(entry: LogEntry, { accountSid, contentSid, since }: StatsFilter): boolean {
  if (accountSid !== undefined && entry.accountSid !== accountSid) return false;
  if (contentSid !== undefined && entry.contentSid !== contentSid) return false;
  if (since === undefined) return true;
  return since < TIMES_FROM ? entry.index >= since : entry.receivedAt >= since;
}

function totalsOf(wanted: LogEntry[], accepted: number): SimulatorStats["totals"] {
  const creates = wanted.filter(isCreate);
  const refused: Record<string, number> = {};
  for (const { code, status, acceptedAt } of creates) {
    const why = code ?? (acceptedAt === null ? status : null);
    if (why !== null) refused[why] = (refused[why] ?? 0) + 1;
  }
  const vanished = creates.filter((entry) => entry.status === null && entry.acceptedAt === null).length;
  const fates: Record<string, number> = {};
  for (const { fate } of creates) if (fate !== null) fates[fate] = (fates[fate] ?? 0) + 1;
  return { requests: creates.length, accepted, refused, vanished, fates, otherRequests: wanted.length - creates.length };
}

function senderStats(accepted: LogEntry[]): SenderStats {
  const times = Float64Array.from(accepted, (entry) => entry.acceptedAt ?? 0).sort();
  return {
    accountSid: accepted[0]?.accountSid ?? "",
    from: accepted[0]?.from ?? "",
    accepted: times.length,
    maxInAnyOneSecondWindow: mostInAnyWindow(times),
    steadyRate: steadyRate(times),
    firstAcceptAt: times[0] ?? null,
    lastAcceptAt: times.at(-1) ?? null,
  };
}

function recipientsOf(accepted: LogEntry[]): SimulatorStats["recipients"] {
  const counts = new Map<string, number>();
  for (const { to } of accepted) counts.set(to ?? "", (counts.get(to ?? "") ?? 0) + 1);
  let worst: SimulatorStats["recipients"]["worst"] = null;
  let acceptedMoreThanOnce = 0;
  for (const [to, count] of counts) {
    if (count > 1) acceptedMoreThanOnce += 1;
    if (worst === null || count > worst.accepted) worst = { to, accepted: count };
  }
  return { distinct: counts.size, acceptedMoreThanOnce, worst };
}

function standingOf(messages: Message[]): Pick<SimulatorStats, "statuses" | "callbacks" | "habits" | "movesToCome"> {
  const statuses = { accepted: 0, scheduled: 0, canceled: 0, queued: 0, sent: 0, delivered: 0, read: 0, undelivered: 0, failed: 0 };
  const callbacks = { posted: 0, answered2xx: 0, failed: 0, underWay: 0, lost: 0 };
  const habits = noHabits();
  let movesToCome = 0;
  for (const message of messages) {
    statuses[statusOf(message)] += 1;
    if (message.ahead.length > 0) movesToCome += 1;
    callbacks.posted += message.callbacks.posted;
    callbacks.answered2xx += message.callbacks.answered2xx;
    callbacks.failed += message.callbacks.failed;
    callbacks.lost += message.callbacks.lost;
    if (message.habits) addHabits(habits, message.habits);
  }
  callbacks.underWay = callbacks.posted - callbacks.answered2xx - callbacks.failed;
  return { statuses, callbacks, habits, movesToCome };
}
