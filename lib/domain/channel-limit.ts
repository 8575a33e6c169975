/** Which of the limits behind Twilio's one code 63018 was hit: they want seconds, a minute or hours. */

export type ChannelLimit =
  /** Too many per second from the sender or the account. */
  | "pace"
  /** Too many to one person in a short time. */
  | "pair"
  /** As many people as the business portfolio may write to first within a day. */
  | "portfolio";

export type LimitContext = {
  /** Which it was, where that is known. */
  limit?: ChannelLimit | undefined;
  /** What the channel said of it (Twilio, ChannelStatusMessage). Its wording is Meta's and may change: a hint, no contract. */
  channelText?: string | null;
  /** What we counted ourselves; what is not known is left out. */
  counts?: undefined | {
    /** Messages of this sender to this person in the last minute. */
    toPersonInMinute?: number;
    /** People whom the portfolio wrote to within the last 24 hours, or as many messages as it sent, and its limit. */
    peopleInDay?: number;
    peopleInDayMax?: number | null;
  };
};

/** One code for three limits (Twilio, error dictionary 63018). */
export const CHANNEL_RATE_LIMIT = 63018;
/** About one in six seconds (Meta, pair rate limit). */
export const PAIR_PER_MINUTE_MAX = 10;

/** Meta's codes first, since numbers are not reworded; then its words. */
const SAID: readonly [RegExp, ChannelLimit][] = [
  [/\b131056\b/, "pair"],
  [/\b131048\b/, "portfolio"],
  [/\b130429\b/, "pace"],
  [/pair rate|same (?:recipient|user|phone number|number)|to (?:one|this|a single) (?:recipient|user)/i, "pair"],
  [/spam rate|messaging limit|unique (?:users|customers|recipients)|business.initiated|24.?h/i, "portfolio"],
];

/** What the channel's own words say of it, or undefined when they do not. */
export function limitSaid(channelText: string | null | undefined): ChannelLimit | undefined {
  return channelText ? SAID.find(([words]) => words.test(channelText))?.[1] : undefined;
}

/** The channel's own words decide; without any, our counters do. When neither says, it is the pace: the shortest wait, and the same code comes again when that was wrong. */
export function channelLimitOf({ limit, channelText, counts = {} }: LimitContext): ChannelLimit {
  const said = limit ?? limitSaid(channelText);
  if (said) return said;
  const { toPersonInMinute = 0, peopleInDay = 0, peopleInDayMax } = counts;
  if (toPersonInMinute > PAIR_PER_MINUTE_MAX) return "pair";
  if (typeof peopleInDayMax === "number" && peopleInDay >= peopleInDayMax) return "portfolio";
  return "pace";
}
