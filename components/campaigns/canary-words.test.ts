import { expect, test } from "vitest";
import { canaryWords, type ShownCanary } from "./canary-words.ts";

const of = (shown: Partial<ShownCanary>): ShownCanary => ({ state: "waiting", partly: false, size: 20, apart: 0, waiting: 0, sent: 0, arrived: 0, failed: 0, ready: 0, ...shown });

test("while they go alone it says how many are still to leave, and how not to wait", () => {
  expect(canaryWords(of({ waiting: 3, sent: 1, arrived: 15, failed: 1 }))).toEqual({
    title: "The first 20 messages go alone",
    text: "3 are still to leave, 15 arrived and 1 failed. Everybody else waits for what becomes of them. To write to everybody without waiting, pause the campaign and resume it for everybody.",
  });
});

test("it says which cannot leave, and that nobody but their senders' people wait for those", () => {
  expect(canaryWords(of({ size: 10, apart: 10, arrived: 10 }))).toMatchObject({
    title: "The first 20 messages go alone",
    text: expect.stringContaining("10 cannot leave now, because their sender is out or rests, or their time has not come: only the people of the same senders wait for those."),
  });
});

test("once some senders write to everybody it speaks of the others alone", () => {
  expect(canaryWords(of({ partly: true, size: 0, apart: 5 }))).toMatchObject({ title: "Some senders still send their first messages alone", text: expect.stringContaining("the other senders write to everybody") });
  expect(canaryWords(of({ state: "held", partly: true, size: 5, arrived: 2, failed: 3 }))?.text).toBe("Of the other first 5 messages 2 arrived and 3 failed. Whoever was not written to yet still waits; cancel the campaign, or resume it knowingly.");
});

test("when it held the campaign it says what resuming does, and when it is over nothing", () => {
  expect(canaryWords(of({ state: "held", arrived: 12, failed: 8 }))).toEqual({ title: "Resuming it writes to everybody", text: "Of the first 20 messages 12 arrived and 8 failed. Everybody else still waits; cancel the campaign, or resume it knowingly." });
  expect(canaryWords(of({ state: "passed" }))).toBeNull();
  expect(canaryWords(of({ state: "waived" }))).toBeNull();
});
