import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { MUTANTS } from "./mutant-list.ts";
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
