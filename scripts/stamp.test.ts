import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ROOT } from "./places.ts";
import { makeUnlessMade } from "./stamp.ts";

let folder: string;
let made: number;

beforeEach(() => {
  folder = mkdtempSync(path.join(ROOT, "node_modules/.stamp-test-"));
  made = 0;
  write("a.ts", "one");
});
afterEach(() => rmSync(folder, { recursive: true }));

const named = (name: string) => path.relative(ROOT, path.join(folder, name));
const write = (name: string, text: string) => writeFileSync(path.join(folder, name), text);
const make = (work: () => Promise<void> = async () => undefined) =>
  makeUnlessMade({
    sources: [named("."), named("absent.ts")],
    ignore: /\.test\.ts$|stamp$/,
    stamp: named("stamp"),
    make: async () => {
      made += 1;
      await work();
    },
  });

test("what was made from the same sources is not made again", async () => {
  await make();
  await make();
  expect(made).toBe(1);
});

test("a changed, a new and a renamed file each make it again; one that does not matter does not", async () => {
  await make();
  write("a.ts", "two");
  await make();
  write("b.ts", "two");
  await make();
  write("a.test.ts", "a test");
  await make();
  expect(made).toBe(3);
});

test("what broke off does not count as made", async () => {
  await make();
  write("a.ts", "two");
  await expect(make(() => Promise.reject(new Error("broke off")))).rejects.toThrow("broke off");
  write("a.ts", "one");
  await make();
  expect(made).toBe(3);
});
