/** How a simulator is set: what a caller may choose, and what holds when nothing is chosen. */
import type { FaultFunction, FaultPlan } from "./faults.ts";
import { type SimulatedAccount, simulatedAccounts } from "./fixtures.ts";

/** Spans in ms from one status to the next; each is drawn evenly between its two ends. */
export type Span = readonly [leastMs: number, mostMs: number];

/** Where in a span the luck of a draw falls, in ms. */
export function within([leastMs, mostMs]: Span, luck: number): number {
  return leastMs + (mostMs - leastMs) * luck;
}

export type Delays = {
  /** From leaving the queue to `sent` or `failed`. */
  sent: Span;
  /** From `sent` to `delivered` or `undelivered`. */
  delivered: Span;
  /** From `delivered` to `read`. */
  read: Span;
  /** From submission of a template to Meta's answer. */
  review: Span;
  /** From an order of a sender to the state it asked for. */
  sender: Span;
};

/** Shares of messages, 0 to 1. What is neither delivered nor failed stays `sent` for ever, as when the person has blocked the business. */
export type Outcomes = {
  delivered: number;
  /** Of the delivered. */
  read: number;
  /** Ends `failed` or `undelivered`, with a code. */
  failed: number;
};

/** Shares of status callbacks, 0 to 1. */
export type CallbackHabits = {
  /** Posted more than once. */
  duplicated: number;
  /** How often at most, the first included. Default 2. */
  copies: number;
  /** Held back by up to `shuffleMs`, so that a later one overtakes it. */
  shuffled: number;
  shuffleMs: number;
  /** Posted late, by a time in `delayMs` (which `speed` divides). */
  delayed: number;
  delayMs: Span;
  /** Never posted. */
  lost: number;
  /** Share of messages whose create is answered only when the first callback has been. */
  beforeAnswer: number;
  /** Signed with the account's secondary token, as while tokens are rotated. */
  secondaryToken: number;
  /** Accompanied by a well-signed callback of an unknown message at an address that nobody has given. */
  noise: number;
  /** Accompanied by a forgery that says the message failed, signed with nobody's token. */
  wrongToken: number;
  /** The same, signed with another account's token. */
  otherAccount: number;
};

/** Meta's limits; those that are null do not hold. `speed` divides their times. */
export type Limits = {
  /** Different people per moving day outside their windows, over all senders of an account (63018). */
  portfolioPeople: number | null;
  /** One message to the same person from the same sender per so many seconds, after a burst (63018). */
  pairSeconds: number | null;
  pairBurst: number;
  /** Marketing templates to one person per moving day (63049). */
  marketingPerPerson: number | null;
  /** Whether marketing templates to numbers of the United States fail (63049). */
  usMarketingBlocked: boolean;
};

export type SimulatorOptions = {
  /** Default 127.0.0.1. */
  host?: string;
  /** Default 0: a free one. */
  port?: number;
  /** Decides every fate. Default 1. */
  seed?: number;
  /** JSON lines, appended to and, when it exists, read at start. Default: memory only. */
  logFile?: string;
  /** Divides every delay of the network behind Twilio, the window and the sandbox membership; request latency and MPS stay as they are. Default 1. */
  speed?: number;
  /** Mean time to answer a REST request; each answer takes between half and one and a half of it. Default 10. */
  latencyMs?: number;
  /** How late the slow fates are. Default 1 to 60 s. */
  slowMs?: Span;
  /** How long a connection may lie idle before it is closed, without a hint in the headers. Default: Node's 5 s, with the hint. */
  keepAliveMs?: number;
  /** Takes the place of every live sender's MPS. */
  mps?: number;
  /** How long a message may wait in a sender's queue: beyond it 21611. Default 4 hours. */
  queueLifeSeconds?: number;
  /** REST requests that an account may have in hand at once: beyond it 20429. Default: no limit. */
  concurrencyMax?: number;
  /** A new message is missing from lists for up to this long. Default 0. */
  listLagMs?: number;
  delays?: Partial<Delays>;
  outcomes?: Partial<Outcomes>;
  /** With this code every message fails that fails by the shares above. Default: people's own reasons, mixed. */
  failWith?: number | null;
  callbacks?: Partial<CallbackHabits>;
  limits?: Partial<Limits>;
  faults?: FaultFunction | FaultPlan;
  /** Where inbound messages go, by account SID. */
  inboundUrls?: Record<string, string>;
  /** Default: the two of fixtures.ts. */
  accounts?: readonly SimulatedAccount[];
};

export type SimulatorSettings = Required<Omit<SimulatorOptions, "delays" | "outcomes" | "callbacks" | "limits" | "logFile" | "mps" | "keepAliveMs">> & {
  logFile: string | undefined;
  keepAliveMs: number | undefined;
  delays: Delays;
  outcomes: Outcomes;
  callbacks: CallbackHabits;
  limits: Limits;
};

const QUEUE_LIFE_SECONDS = 4 * 60 * 60;

export const SLOW_MS: Span = [1_000, 60_000];

const DELAYS: Delays = { sent: [150, 450], delivered: [800, 3_000], read: [3_000, 20_000], review: [4_000, 12_000], sender: [1_000, 3_000] };
const OUTCOMES: Outcomes = { delivered: 0.97, read: 0.6, failed: 0.02 };
const CERTAIN = 1;
export const CALLBACKS: CallbackHabits = {
  duplicated: 0,
  copies: 2,
  shuffled: 0,
  shuffleMs: 5_000,
  delayed: 0,
  delayMs: [60_000, 3_600_000],
  lost: 0,
  beforeAnswer: 0,
  secondaryToken: 0,
  noise: 0,
  wrongToken: 0,
  otherAccount: 0,
};
const LIMITS: Limits = { portfolioPeople: null, pairSeconds: null, pairBurst: 45, marketingPerPerson: null, usMarketingBlocked: false };
/** The most copies of one callback that a test of duplicates needs. */
const COPIES_MAX = 10;

/** The options with every default filled in. Throws a RangeError that names the option when a share or a number cannot be. */
export function settingsFrom(options: SimulatorOptions): SimulatorSettings {
  const accounts = options.accounts ?? simulatedAccounts;
  const settings: SimulatorSettings = {
    host: options.host ?? "127.0.0.1",
    port: options.port ?? 0,
    seed: options.seed ?? 1,
    logFile: options.logFile,
    speed: options.speed ?? 1,
    latencyMs: options.latencyMs ?? 10,
    slowMs: options.slowMs ?? SLOW_MS,
    keepAliveMs: options.keepAliveMs,
    queueLifeSeconds: options.queueLifeSeconds ?? QUEUE_LIFE_SECONDS,
    concurrencyMax: options.concurrencyMax ?? Infinity,
    listLagMs: options.listLagMs ?? 0,
    delays: { ...DELAYS, ...options.delays },
    outcomes: outcomesFrom(options.outcomes ?? {}),
    failWith: options.failWith ?? null,
    callbacks: { ...CALLBACKS, ...options.callbacks },
    limits: { ...LIMITS, ...options.limits },
    faults: options.faults ?? {},
    inboundUrls: options.inboundUrls ?? {},
    accounts: options.mps === undefined ? accounts : accounts.map((account) => atRate(account, options.mps ?? 0)),
  };
  refuseImpossible(settings, options.mps);
  return settings;
}

/** Failures make room when more are to be delivered than the usual rest allows. */
function outcomesFrom(chosen: Partial<Outcomes>): Outcomes {
  const outcomes = { ...OUTCOMES, ...chosen };
  return { ...outcomes, failed: chosen.failed ?? Math.min(OUTCOMES.failed, Math.max(0, CERTAIN - outcomes.delivered)) };
}

function atRate(account: SimulatedAccount, mps: number): SimulatedAccount {
  return account.kind === "live" ? { ...account, senders: account.senders.map((sender) => ({ ...sender, mps })) } : account;
}

function refuseImpossible(settings: SimulatorSettings, mps: number | undefined): void {
  const { outcomes, callbacks } = settings;
  const { copies, shuffleMs, delayMs, ...habits } = callbacks;
  const shares = { ...outcomes, ...habits };
  for (const [name, share] of Object.entries(shares)) {
    if (!(share >= 0 && share <= 1)) throw new RangeError(`The share "${name}" must be between 0 and 1, and is ${share}.`);
  }
  if (outcomes.delivered + outcomes.failed > 1) throw new RangeError("The shares of delivered and of failed messages add up to more than 1.");
  if (!(settings.speed > 0)) throw new RangeError(`The speed must be above 0, and is ${settings.speed}.`);
  if (!(settings.latencyMs >= 0)) throw new RangeError(`The latency must be 0 ms or more, and is ${settings.latencyMs}.`);
  refuseSpan("slowMs", settings.slowMs);
  refuseSpan("delayMs", delayMs);
  if (!(shuffleMs >= 0)) throw new RangeError(`The time "shuffleMs" must be 0 ms or more, and is ${shuffleMs}.`);
  if (!(Number.isInteger(copies) && copies >= 2 && copies <= COPIES_MAX)) throw new RangeError(`The copies of a callback must be 2 to ${COPIES_MAX}, and are ${copies}.`);
  if (settings.keepAliveMs !== undefined && !(settings.keepAliveMs > 0)) throw new RangeError(`The idle time of connections must be above 0 ms, and is ${settings.keepAliveMs}.`);
  const { portfolioPeople, pairSeconds, pairBurst, marketingPerPerson } = settings.limits;
  for (const [name, limit] of Object.entries({ portfolioPeople, pairSeconds, pairBurst, marketingPerPerson })) {
    if (limit !== null && !(limit > 0)) throw new RangeError(`The limit "${name}" must be above 0, and is ${limit}.`);
  }
  if (!(settings.queueLifeSeconds > 0)) throw new RangeError(`The queue's life must be above 0 s, and is ${settings.queueLifeSeconds}.`);
  if (!(settings.concurrencyMax >= 1)) throw new RangeError(`The limit of concurrent requests must be 1 or more, and is ${settings.concurrencyMax}.`);
  if (!(settings.listLagMs >= 0)) throw new RangeError(`The lag of lists must be 0 ms or more, and is ${settings.listLagMs}.`);
  if (mps !== undefined && !(mps > 0)) throw new RangeError(`The MPS must be above 0, and is ${mps}.`);
}

function refuseSpan(name: string, [least, most]: Span): void {
  if (!(least >= 0 && most >= least)) throw new RangeError(`The span "${name}" must go from 0 ms or more to no less, and is ${least} to ${most}.`);
}
