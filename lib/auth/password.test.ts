import { expect, test } from "vitest";
import { hashPassword, verifyPassword } from "./password.ts";

test("a password is kept as argon2id with at least 19 MiB and two passes, and never twice the same", async () => {
  const [first, second] = [await hashPassword("a".repeat(64)), await hashPassword("a".repeat(64))];
  expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(first).not.toBe(second);
});

test("only the whole password opens, however long it is", async () => {
  const long = `${"x".repeat(1_023)}y`;
  const hash = await hashPassword(long);
  expect(await verifyPassword(hash, long)).toBe(true);
  expect(await verifyPassword(hash, long.slice(0, -1))).toBe(false);
  expect(await verifyPassword(hash, `${long}z`)).toBe(false);
  expect(await verifyPassword(hash, "")).toBe(false);
  await expect(hashPassword(`${long}z`)).rejects.toThrow(RangeError);
  await expect(hashPassword("")).rejects.toThrow(RangeError);
});

test("where nobody has the address, no password opens, and finding out is as much work", async () => {
  const hash = await hashPassword("right");
  expect(await verifyPassword(null, "wrong")).toBe(false);
  const known = await leastWork(() => verifyPassword(hash, "wrong"));
  const unknown = await leastWork(() => verifyPassword(null, "wrong"));
  expect(Math.max(known, unknown) / Math.min(known, unknown)).toBeLessThan(3);
});

/** The least processor time of a few runs, in microseconds: a busy machine makes runs longer, but not more work. */
async function leastWork(work: () => Promise<unknown>): Promise<number> {
  let least = Infinity;
  for (let run = 0; run < 12; run++) {
    const before = process.cpuUsage();
    await work();
    const spent = process.cpuUsage(before);
    least = Math.min(least, spent.user + spent.system);
  }
  return least;
}
