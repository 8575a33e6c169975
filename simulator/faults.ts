/** What becomes of a Messages create, by a script, by rates or by a function: the ways in which a network and a busy Twilio are unkind. */
import { chanceFor } from "./chance.ts";

/**
 * `accept…` fates take the message (it gets its SID, its log entry and its deliveries) if the request itself is in order, and then answer as they say.
 * `refuse…`, `hang` and `dropConnection` take nothing.
 */
export const FATE_NAMES = [
  "accept",
  "acceptThen500",
  "acceptThenDropConnection",
  "acceptThenHang",
  "refuse429",
  "refuse500",
  "hang",
  "dropConnection",
] as const;
export type FateName = (typeof FATE_NAMES)[number];
/** A refusal with an error body of the given HTTP status and Twilio code. */
export type Refusal = { refuse: { status: number; code: number } };
export type Fate = FateName | Refusal;

/** `number` counts the Messages creates since the start or the last reset, from 1. */
export type FaultRequest = { number: number; seed: number; accountSid: string; from: string; to: string };
export type FaultFunction = (request: FaultRequest) => Fate;

/** Consulted in this order: recipients, script, rates. What none of them names is accepted. */
export type FaultPlan = {
  /** By To address (`whatsapp:+…`): the fates of the next creates to it, used up one by one. */
  recipients?: Record<string, Fate[]>;
  /** The fates of the next creates in order of arrival, used up one by one. */
  script?: Fate[];
  /** Shares between 0 and 1 that add up to at most 1, drawn from the seed and the request number. */
  rates?: Partial<Record<FateName, number>>;
};

/** A function that follows a plan. The plan itself is not changed. */
export function followPlan(plan: FaultPlan): FaultFunction {
  const script = [...(plan.script ?? [])];
  const recipients = new Map(Object.entries(plan.recipients ?? {}).map(([to, fates]) => [to, [...fates]]));
  const rates = FATE_NAMES.flatMap((name) => (plan.rates?.[name] ? [{ name, share: plan.rates[name] }] : []));
  return (request) => recipients.get(request.to)?.shift() ?? script.shift() ?? drawn(rates, request);
}

function drawn(rates: { name: FateName; share: number }[], request: FaultRequest): Fate {
  if (rates.length === 0) return "accept";
  let left = chanceFor(request.seed, `fault ${request.number}`)(0);
  for (const { name, share } of rates) {
    if (left < share) return name;
    left -= share;
  }
  return "accept";
}
