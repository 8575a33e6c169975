import { expect, test } from "vitest";
import { channelLimitOf, PAIR_PER_MINUTE_MAX, type LimitContext } from "./channel-limit.ts";

test.each<[string, LimitContext, string]>([
  ["nothing is known", {}, "pace"],
  ["the channel says nothing", { channelText: "" }, "pace"],
  ["the channel gives Meta's code of the pair", { channelText: "(#131056) Rate limit hit" }, "pair"],
  ["the channel speaks of a pair", { channelText: "(Business Account, Consumer Account) pair rate limit hit" }, "pair"],
  ["the channel speaks of one recipient", { channelText: "Too many messages to the same recipient" }, "pair"],
  ["the channel gives Meta's code of the portfolio", { channelText: "131048: rate limit hit" }, "portfolio"],
  ["the channel speaks of spam", { channelText: "Spam rate limit hit" }, "portfolio"],
  ["the channel speaks of the messaging limit", { channelText: "Messaging limit of the portfolio reached" }, "portfolio"],
  ["the channel gives Meta's code of the pace", { channelText: "130429: messaging limit per second" }, "pace"],
  ["the channel's words are new", { channelText: "Slow down" }, "pace"],
  ["we wrote often to the person", { counts: { toPersonInMinute: PAIR_PER_MINUTE_MAX + 1 } }, "pair"],
  ["we wrote as often as is allowed", { counts: { toPersonInMinute: PAIR_PER_MINUTE_MAX } }, "pace"],
  ["the day's reach is used up", { counts: { peopleInDay: 2_000, peopleInDayMax: 2_000 } }, "portfolio"],
  ["the day's reach is not used up", { counts: { peopleInDay: 1_999, peopleInDayMax: 2_000 } }, "pace"],
  ["the reach has no limit", { counts: { peopleInDay: 900_000, peopleInDayMax: null } }, "pace"],
  ["the channel's words are against our counters", { channelText: "pair rate limit", counts: { peopleInDay: 9, peopleInDayMax: 9 } }, "pair"],
])("when %s, the limit is that of the %s", (_when, context, limit) => {
  expect(channelLimitOf(context)).toBe(limit);
});
