import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { MUTANTS } from "./mutant-list.ts";
import { noticedIn } from "./mutant-run.ts";
import { patched } from "./mutate.ts";

const ROOT = path.resolve(import.meta.dirname, "..");
const patches = MUTANTS.flatMap((mutant) => mutant.patches);

test("every mutant still fits the code that it is a mistake in, has a name of its own and tests that are there", () => {
  for (const patch of patches) {
    const text = readFileSync(path.join(ROOT, patch.file), "utf8");
    expect(patched(text, patch)).not.toBe(text);
  }
  expect(MUTANTS.flatMap(({ tests }) => tests).filter((file) => !existsSync(path.join(ROOT, file)))).toEqual([]);
  expect(new Set(MUTANTS.map(({ name }) => name)).size).toBe(MUTANTS.length);
  expect(MUTANTS.length).toBeGreaterThanOrEqual(24);
});

test("a patch for code that has changed fails loudly", () => {
  expect(() => patched("one two", { file: "f.ts", find: "three", put: "" })).toThrow("f.ts has 0 times instead of 1: three");
  expect(() => patched("one one", { file: "f.ts", find: "one", put: "" })).toThrow("2 times instead of 1");
});

const failed = (title: string, startTime: number, message: string) => ({ title, status: "failed", startTime, failureMessages: [message] });
const report = (assertionResults: object[], status = "passed") => JSON.stringify({ testResults: [{ name: "/tree/lib/a.test.ts", message: "Cannot find b", status, startTime: 1, assertionResults }] });

test.each([
  ["what failed first is told first", report([failed("later", 7, "AssertionError"), failed("sooner", 3, "AssertionError")]), { kind: "tests", titles: ["sooner", "later"] }],
  ["what passes noticed nothing", report([{ title: "one", status: "passed" }]), { kind: "tests", titles: [] }],
  ["a statement that PostgreSQL cannot read proves no test", report([failed("one", 3, 'error: syntax error at or near "set"\n  at pg')]), { kind: "broken", why: 'error: syntax error at or near "set"' }],
  ["a file that does not load proves no test", report([], "failed"), { kind: "broken", why: "a.test.ts does not load: Cannot find b" }],
  ["names that fit no test prove nothing", report([{ title: "one", status: "skipped" }]), { kind: "broken", why: "no test was run" }],
])("%s", (_name, written, noticed) => {
  expect(noticedIn(written, true)).toEqual(noticed);
});
