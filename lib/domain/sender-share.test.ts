import fc from "fast-check";
import { expect, test } from "vitest";
import { ALONE_MAX_MS, fairShare, senderToLeave, sendersToTake, type ServedSender } from "./sender-share.ts";

const sender = (n: number, changes: Partial<ServedSender> = {}): ServedSender => ({ senderId: `s${n}`, elsewhere: false, aloneMs: 0, ...changes });

test("a worker alone takes everything, one of two takes half", () => {
  const senders = [1, 2, 3, 4].map((n) => sender(n));
  expect(sendersToTake({ senders, here: new Set(), workers: 1 })).toHaveLength(4);
  expect(sendersToTake({ senders, here: new Set(), workers: 2 })).toEqual(["s1", "s2"]);
});

test("what nobody has served for a while is taken beyond the share", () => {
  const senders = [sender(1), sender(2, { aloneMs: ALONE_MAX_MS + 1 }), sender(3, { elsewhere: true, aloneMs: 10_000 })];
  expect(sendersToTake({ senders, here: new Set(["s1"]), workers: 3 })).toEqual(["s2"]);
});

test("whoever has more than its share leaves one, whoever has not leaves none", () => {
  const senders = [1, 2, 3].map((n) => sender(n));
  expect(senderToLeave({ senders, here: new Set(["s1", "s2", "s3"]), workers: 2 })).toBe("s3");
  expect(senderToLeave({ senders, here: new Set(["s1", "s2"]), workers: 2 })).toBeNull();
  expect(senderToLeave({ senders, here: new Set(["s1", "s2", "s3"]), workers: 0 })).toBeNull();
});

test("workers that all go by it end with every sender served once, and nobody with two more than another", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 9 }), fc.array(fc.nat(8), { maxLength: 30 }), (count, workers, begun) => {
      const servedBy = new Map<string, number>(begun.slice(0, count).map((worker, index) => [`s${index + 1}`, worker % workers]));
      for (let round = 0; round < 4 * count; round += 1) {
        for (let worker = 0; worker < workers; worker += 1) {
          const here = new Set([...servedBy].flatMap(([id, by]) => (by === worker ? [id] : [])));
          const senders = Array.from({ length: count }, (_, index) => sender(index + 1, { elsewhere: servedBy.has(`s${index + 1}`) && !here.has(`s${index + 1}`) }));
          for (const id of sendersToTake({ senders, here, workers })) servedBy.set(id, worker);
          const left = senderToLeave({ senders, here, workers });
          if (left !== null) servedBy.delete(left);
        }
      }
      const loads = Array.from({ length: workers }, (_, worker) => [...servedBy.values()].filter((by) => by === worker).length);
      expect(servedBy.size).toBe(count);
      expect(Math.max(...loads)).toBeLessThanOrEqual(fairShare({ senders: Array.from({ length: count }, (_, n) => sender(n)), workers }));
    }),
  );
});
