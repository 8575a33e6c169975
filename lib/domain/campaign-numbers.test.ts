import { expect, test } from "vitest";
import { failedOf, leftOutByReason, leftOutOf, noReportOf, reachedPhoneOf, sentOf, settledOf, waitingOf, type CampaignTotals } from "./campaign-numbers.ts";

const totals: CampaignTotals = {
  audience: 100,
  queued: 90,
  suppressedAtLaunch: { opted_out: 4, no_consent: 6 },
  accepted: 60,
  rejected: 3,
  unknown: 2,
  cancelled: 0,
  expired: 1,
  suppressedSince: 5,
  sent: 7,
  delivered: 20,
  read: 25,
  undelivered: 2,
  failed: 1,
};

test("the audience is what was queued and what was left out at launch", () => {
  expect(totals.queued + leftOutOf(totals.suppressedAtLaunch)).toBe(totals.audience);
});

test("what was queued is what is settled and what still waits", () => {
  expect(settledOf(totals) + waitingOf(totals)).toBe(totals.queued);
  expect(waitingOf(totals)).toBe(19);
});

test("accepted is what reached a phone, what failed, and what nothing final is known of", () => {
  expect(reachedPhoneOf(totals)).toBe(45);
  expect(failedOf(totals)).toBe(3);
  expect(noReportOf(totals)).toBe(12);
});

test("a message of which we cannot tell counts as sent, because it may be", () => {
  expect(sentOf(totals)).toBe(62);
});

test("those who opted out after the launch are among the opted out, and the reasons come most first", () => {
  expect(leftOutByReason(totals)).toEqual([
    { reason: "opted_out", people: 9 },
    { reason: "no_consent", people: 6 },
  ]);
});
