import { expect, test } from "vitest";
import { auditSentence, booksDiffer, nextTry, type AuditCounts } from "./audit-words.ts";

const counts = (more: Partial<AuditCounts> = {}): AuditCounts => ({ theirs: 1_204, ours: 1_204, theirsUnmatched: 0, oursUnmatched: 0, mended: 0, unreadable: 0, ...more });

test.each<[Partial<AuditCounts>, string]>([
  [{}, "Both books agree on 1,204 messages."],
  [{ theirs: 1, ours: 1 }, "Both books agree on 1 message."],
  [{ theirs: 0, ours: 0 }, "Both books are empty."],
  [{ mended: 3 }, "Both books agree on 1,204 messages. Twilio’s list told what had become of 3 messages."],
  [{ theirsUnmatched: 1 }, "Twilio lists 1 message that matches none of ours."],
  [{ theirsUnmatched: 2, oursUnmatched: 1 }, "Twilio lists 2 messages that match none of ours. Twilio no longer has 1 message that it had taken from us."],
  [{ unreadable: 1 }, "Both books agree on 1,204 messages. 1 entry of Twilio’s list could not be read."],
])("%o is said as it is", (more, sentence) => {
  expect(auditSentence(counts(more))).toBe(sentence);
});

test("only what is on one side alone needs a person", () => {
  expect([booksDiffer(counts()), booksDiffer(counts({ mended: 9, unreadable: 9 })), booksDiffer(counts({ oursUnmatched: 1 })), booksDiffer(counts({ theirsUnmatched: 1 }))]).toEqual([false, false, true, true]);
});

test("a comparison that fails is tried for about a day, less and less often, and then given up", () => {
  const now = new Date("2026-11-25T04:00:00Z");
  const waits: number[] = [];
  let failures = 1;
  for (let next = nextTry(failures, now); next !== null; next = nextTry(failures, now)) {
    waits.push((next.getTime() - now.getTime()) / 1000);
    failures += 1;
  }
  expect(waits.slice(0, 8)).toEqual([60, 120, 240, 480, 960, 1_920, 3_600, 3_600]);
  expect(waits.reduce((sum, seconds) => sum + seconds, 0)).toBeGreaterThan(20 * 3_600);
  expect(waits).toHaveLength(29);
});
