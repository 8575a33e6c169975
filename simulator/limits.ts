/** Meta's limits on who may be written to how often: per portfolio, per pair of sender and person, per person, and marketing in the United States. */
import type { SimulatedCategory } from "./fixtures.ts";
import type { Limits } from "./options.ts";
import { isInUnitedStates } from "./north-america.ts";
import type { AccountState, SenderState, World } from "./world.ts";

/** What was used of the limits of one account. Times in ms since 1970. */
export type Usage = {
  /** People written to outside a window, by address: when last; the longest ago first. */
  people: Map<string, number>;
  /** By sender and person: how many messages may follow at once, at a time. */
  pairs: Map<string, { left: number; at: number }>;
  /** By person: when marketing was sent. */
  marketing: Map<string, number[]>;
};

/** A message that is about to leave, in the light of limits. */
export type Departure = { sender: SenderState; to: string; category: SimulatedCategory | null; at: number };
/** `words` are what the channel says of it (ChannelStatusMessage). */
export type Limited = { code: number; words: string };

const SECOND_MS = 1000;
const DAY_MS = 86_400_000;
const RATE_LIMITED = 63018;
const NO_MARKETING = 63049;

const US: Limited = { code: NO_MARKETING, words: "(#131049) Marketing templates are not delivered to numbers of the United States" };
const PER_USER: Limited = { code: NO_MARKETING, words: "(#131049) This message was not delivered to maintain healthy ecosystem engagement" };
const PAIR: Limited = { code: RATE_LIMITED, words: "(#131056) Pair rate limit hit: too many messages from this sender to this recipient" };
const PORTFOLIO: Limited = { code: RATE_LIMITED, words: "Messaging limit of the business portfolio reached: too many people in 24 hours" };

export function noUsage(): Usage {
  return { people: new Map(), pairs: new Map(), marketing: new Map() };
}

/** The limit that a message meets, or null. Uses nothing up. */
export function limitOf(world: World, state: AccountState, departure: Departure): Limited | null {
  const { limits, speed } = world.settings;
  const { to, category } = departure;
  const day = DAY_MS / speed;
  if (category === "MARKETING") {
    if (limits.usMarketingBlocked && isInUnitedStates(to)) return US;
    const lately = (state.usage.marketing.get(to) ?? []).filter((at) => at > departure.at - day);
    if (limits.marketingPerPerson !== null && lately.length >= limits.marketingPerPerson) return PER_USER;
  }
  if (limits.pairSeconds !== null && leftOfPair(state, departure, { limits, speed }) < 1) return PAIR;
  if (limits.portfolioPeople === null || isInWindow(departure)) return null;
  forgetBefore(state.usage.people, departure.at - day);
  return state.usage.people.has(to) || state.usage.people.size < limits.portfolioPeople ? null : PORTFOLIO;
}

/** Uses the limits up by one message that leaves. */
export function countDeparture(world: World, state: AccountState, departure: Departure): void {
  const { limits, speed } = world.settings;
  const { to, category, at, sender } = departure;
  const { people, pairs, marketing } = state.usage;
  if (limits.portfolioPeople !== null && !isInWindow(departure)) {
    people.delete(to);
    people.set(to, at);
  }
  if (limits.pairSeconds !== null) pairs.set(`${sender.address} ${to}`, { left: leftOfPair(state, departure, { limits, speed }) - 1, at });
  if (limits.marketingPerPerson !== null && category === "MARKETING") marketing.set(to, [...(marketing.get(to) ?? []), at].slice(-limits.marketingPerPerson));
}

/** A burst fills up again by one message every `pairSeconds`. */
function leftOfPair(state: AccountState, { sender, to, at }: Departure, { limits, speed }: { limits: Limits; speed: number }): number {
  const pair = state.usage.pairs.get(`${sender.address} ${to}`);
  if (pair === undefined || limits.pairSeconds === null) return limits.pairBurst;
  return Math.min(limits.pairBurst, pair.left + ((at - pair.at) * speed) / (limits.pairSeconds * SECOND_MS));
}

function isInWindow({ sender, to, at }: Departure): boolean {
  return (sender.windows.get(to) ?? 0) > at;
}

function forgetBefore(people: Map<string, number>, before: number): void {
  for (const [person, at] of people) {
    if (at > before) return;
    people.delete(person);
  }
}
