import { expect, test } from "vitest";
import { sum, tallyOfCheck, tallyOfPlaywright, tallyOfVitest } from "./tally.ts";

const vitest = (...files: { status: string; tests: string[]; message?: string }[]) =>
  JSON.stringify({
    success: false,
    testResults: files.map(({ status, tests, message = "" }, place) => ({
      name: `file-${place}.test.ts`,
      status,
      message,
      assertionResults: tests.map((state, at) => ({ status: state, fullName: `test ${at}`, failureMessages: state === "failed" ? ["\u001b[31mAssertionError: one\u001b[39m\n\n  at here"] : [] })),
    })),
  });
const playwright = (stats: Partial<{ expected: number; unexpected: number; flaky: number }>, errors: unknown[] = [], suites: unknown[] = []) => JSON.stringify({ stats: { expected: 0, unexpected: 0, flaky: 0, ...stats }, errors, suites });
const spec = (title: string, status: string) => ({ title, file: "story.spec.ts", ok: status !== "unexpected", tests: [{ status, results: [{ errors: status === "expected" ? [] : [{ message: "Error: no such button" }] }] }] });

test("tests are counted one by one", () => {
  expect(tallyOfVitest("unit", vitest({ status: "passed", tests: ["passed", "passed"] }, { status: "failed", tests: ["passed", "failed"] }), 1)).toMatchObject({ passed: 3, failed: 1 });
});

test("a failed test is told with its file, its name and why, without colours", () => {
  const { failures } = tallyOfVitest("unit", vitest({ status: "failed", tests: ["passed", "failed"] }, { status: "failed", tests: [], message: "Cannot find module" }), 1);
  expect(failures).toEqual(["file-0.test.ts › test 1\n    AssertionError: one\n      at here", "file-1.test.ts\n    Cannot find module"]);
});

test("so is a story, however deep it stands, and one that needed another try", () => {
  const suites = [{ specs: [spec("one", "expected")], suites: [{ specs: [spec("two", "unexpected"), spec("three", "flaky")] }] }];
  const { failures } = tallyOfPlaywright("end to end", playwright({ expected: 1, unexpected: 1, flaky: 1 }, [], suites), 1);
  expect(failures).toEqual(["story.spec.ts › two\n    Error: no such button", "story.spec.ts › three\n    Error: no such button"]);
});

test("a book of a message is told with its first lines", () => {
  const [told = ""] = tallyOfVitest("unit", vitest({ status: "failed", tests: [], message: Array.from({ length: 50 }, () => "x".repeat(1_000)).join("\n") }), 1).failures;
  expect(told.split("\n")).toHaveLength(1 + 12);
  expect(Math.max(...told.split("\n").map((line) => line.length))).toBe(4 + 300);
});

test("a file that does not load is one failure, however many tests it holds", () => {
  expect(tallyOfVitest("unit", vitest({ status: "failed", tests: [] }, { status: "passed", tests: ["passed"] }), 1)).toMatchObject({ passed: 1, failed: 1 });
});

test("a run that ends unwell though every test passed has failed, and says so", () => {
  expect(tallyOfVitest("unit", vitest({ status: "passed", tests: ["passed"] }), 3)).toEqual({ passed: 1, failed: 1, failures: ["unit\n    It ended with 3, and no test of it had failed."] });
  expect(tallyOfPlaywright("end to end", playwright({ expected: 2 }), 1)).toMatchObject({ passed: 2, failed: 1 });
});

test("a run without a single test has failed", () => {
  expect(tallyOfVitest("unit", vitest(), 0)).toEqual({ passed: 0, failed: 1, failures: ["unit\n    It ran no test."] });
  expect(tallyOfPlaywright("end to end", playwright({}), 0)).toMatchObject({ passed: 0, failed: 1 });
});

test("a story that passed only at another try, or a set-up that broke, is a failure", () => {
  expect(tallyOfPlaywright("end to end", playwright({ expected: 3, flaky: 1 }), 0)).toMatchObject({ passed: 3, failed: 1 });
  expect(tallyOfPlaywright("end to end", playwright({}, [{ message: "no browser" }]), 1)).toEqual({ passed: 0, failed: 1, failures: ["end to end\n    no browser"] });
});

test("a check is one test, and parts add up", () => {
  expect(sum([tallyOfCheck("types", 0), tallyOfCheck("lint", 2), { passed: 5, failed: 2, failures: ["a", "b"] }])).toEqual({ passed: 6, failed: 3, failures: ["lint\n    It ended with 2.", "a", "b"] });
});
