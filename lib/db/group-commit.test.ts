import { expect, test } from "vitest";
import { GroupCommit, TooManyWaiting } from "./group-commit.ts";

class Refused extends Error {}

/** A database that refuses a group with a bad row in it, and keeps count of what it was given. */
function commitOf(options: { alone: boolean }) {
  const written: string[][] = [];
  const write = async (rows: string[]) => {
    if (rows.includes("bad")) throw new Refused();
    written.push(rows);
  };
  const group = new GroupCommit<string>({ write, gatherMs: 1, rowsMax: 10, ...(options.alone && { isOfOneRow: (error: unknown) => error instanceof Refused }) });
  return { written, group };
}

test("one row that is refused costs the others of its group nothing, and nobody else's answer", async () => {
  const { written, group } = commitOf({ alone: true });
  const answers = await Promise.allSettled(["a", "bad", "b"].map((row) => group.add(row)));
  expect(answers.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  expect(written).toEqual([["a"], ["b"]]);
});

test("without that, a group is written whole or not at all", async () => {
  const { written, group } = commitOf({ alone: false });
  const answers = await Promise.allSettled(["a", "bad", "b"].map((row) => group.add(row)));
  expect(answers.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
  expect(written).toEqual([]);
});

test("behind a write that does not end no more rows wait than may; the next is refused at once, and there is room again afterwards", async () => {
  const { promise: answered, resolve: answer } = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  const written: string[] = [];
  const write = async (rows: string[]) => {
    begun.resolve();
    await answered;
    written.push(...rows);
  };
  const group = new GroupCommit<string>({ write, gatherMs: 1, rowsMax: 10, waitingMax: 3 });
  const first = group.add("first");
  await begun.promise;
  const waiting = ["a", "b", "c"].map((row) => group.add(row));
  await expect(group.add("d")).rejects.toBeInstanceOf(TooManyWaiting);
  answer();
  await Promise.all([first, ...waiting]);
  await group.add("e");
  expect(written).toEqual(["first", "a", "b", "c", "e"]);
});
