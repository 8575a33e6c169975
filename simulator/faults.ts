/** What becomes of a Messages create, by a script, by rates or by a function: the ways in which a network and a busy Twilio are unkind. */
import { chanceFor } from "./chance.ts";

/**
 * `accept…` fates take the message (it gets its SID, its log entry and its deliveries) if the request itself is in order, and then answer as they say.
 * All others take nothing.
 */
export const FATE_NAMES = [
  "accept",
  // Answered with an error, or with nothing, although the message was taken.
  "acceptThen500",
  "acceptThen502",
  "acceptThen503",
  "acceptThen504",
  "acceptThenDropConnection",
  "acceptThenDropMidBody",
  "acceptThenHang",
  // Answered with 201 and a body that is not the message.
  "acceptThenEmpty",
  "acceptThenGarbage",
  "acceptThenHtml",
  "acceptThenTruncated",
  "acceptThenWrongSid",
  "acceptThenFailed",
  // Taken at once and answered late; taken and answered late.
  "acceptSlowly",
  "acceptLate",
  "refuse400",
  "refuse429",
  "refuse429RetryAfter",
  "refuse500",
  "refuse502",
  "refuse503",
  "refuse504",
  // No answer and nothing taken: silence, a reset before the body is read, a reset after it.
  "hang",
  "resetBeforeReading",
  "dropConnection",
] as const;
export type FateName = (typeof FATE_NAMES)[number];
/** A refusal with an error body of the given HTTP status and Twilio code. */
export type Refusal = { refuse: { status: number; code: number } };
export type Fate = FateName | Refusal;

/** `number` counts the Messages creates since the start or the last reset, from 1. */
export type FaultRequest = { number: number; seed: number; accountSid: string; from: string; to: string };
/** A function sees whole requests only: its `resetBeforeReading` resets after reading. */
export type FaultFunction = (request: FaultRequest) => Fate;
/** `number` counts the creates whose headers came, from 1. */
export type Head = { number: number; seed: number };
/** Asked twice of each create: when its headers are there, whether to reset the connection unread, and when it is whole. */
export type Faults = { resetsUnread: (head: Head) => boolean; fateOf: FaultFunction };

/** Consulted in this order: recipients, script, rates. What none of them names is accepted. A reset before reading cannot know the recipient: in a recipient's list it is a reset after reading. */
export type FaultPlan = {
  /** By To address (`whatsapp:+…`): the fates of the next creates to it, used up one by one. */
  recipients?: Record<string, Fate[]>;
  /** The fates of the next creates in order of arrival, used up one by one. */
  script?: Fate[];
  /** Shares between 0 and 1 that add up to at most 1, drawn from the seed and the request number. */
  rates?: Rates;
};
export type Rates = Partial<Record<FateName, number>>;

const EARLY = "resetBeforeReading";
/** Sums of many small shares may be this far above 1. */
const ROUNDING = 1e-9;

/** Even rates over every fate but `accept`, which together are `share` of all creates. */
export function everyFault(share: number): Rates {
  const faulty = FATE_NAMES.filter((name) => name !== "accept");
  return Object.fromEntries(faulty.map((name) => [name, share / faulty.length]));
}

/** Faults that follow a plan or a function. The plan itself is not changed. Throws a RangeError when its rates add up to more than 1. */
export function faultsFrom(faults: FaultFunction | FaultPlan): Faults {
  return typeof faults === "function" ? { resetsUnread: () => false, fateOf: faults } : followPlan(faults);
}

function followPlan(plan: FaultPlan): Faults {
  const script = [...(plan.script ?? [])];
  const recipients = new Map(Object.entries(plan.recipients ?? {}).map(([to, fates]) => [to, [...fates]]));
  const early = plan.rates?.[EARLY] ?? 0;
  const rates = FATE_NAMES.flatMap((name) => (name !== EARLY && plan.rates?.[name] ? [{ name, share: plan.rates[name] }] : []));
  const sum = rates.reduce((total, { share }) => total + share, early);
  if (sum > 1 + ROUNDING) throw new RangeError(`The rates of the fates add up to ${sum}, which is more than 1.`);
  return {
    resetsUnread: ({ number, seed }) => {
      if (script[0] === EARLY) return script.shift() === EARLY;
      return script.length === 0 && early > 0 && chanceFor(seed, `early ${number}`)(0) < early;
    },
    fateOf: (request) => recipients.get(request.to)?.shift() ?? script.shift() ?? drawn(rates, { request, early }),
  };
}

/** Those that were reset unread are not here any more, so the other shares are of what is left. */
function drawn(rates: { name: FateName; share: number }[], { request, early }: { request: FaultRequest; early: number }): Fate {
  if (rates.length === 0) return "accept";
  let left = chanceFor(request.seed, `fault ${request.number}`)(0) * (1 - early);
  for (const { name, share } of rates) {
    if (left < share) return name;
    left -= share;
  }
  return "accept";
}
