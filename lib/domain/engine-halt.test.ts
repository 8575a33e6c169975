import { expect, test } from "vitest";
import { engineHaltOf } from "./engine-halt.ts";

test("without a worker nothing goes out, whatever the senders say", () => {
  expect(engineHaltOf({ workerAlive: false, senders: 2, held: 2 })).toBe("no-worker");
});

test("one sender that may send is enough, and no sender at all is no halt", () => {
  expect(engineHaltOf({ workerAlive: true, senders: 2, held: 2 })).toBe("all-held");
  expect(engineHaltOf({ workerAlive: true, senders: 2, held: 1 })).toBeNull();
  expect(engineHaltOf({ workerAlive: true, senders: 0, held: 0 })).toBeNull();
});
