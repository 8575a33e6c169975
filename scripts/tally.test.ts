import { expect, test } from "vitest";
import { sum, tallyOfCheck, tallyOfPlaywright, tallyOfVitest } from "./tally.ts";

const vitest = (...files: { status: string; tests: string[] }[]) =>
  JSON.stringify({ success: false, testResults: files.map(({ status, tests }) => ({ status, assertionResults: tests.map((state) => ({ status: state })) })) });
const playwright = (stats: Partial<{ expected: number; unexpected: number; flaky: number }>, errors: unknown[] = []) =>
  JSON.stringify({ stats: { expected: 0, unexpected: 0, flaky: 0, ...stats }, errors });

test("tests are counted one by one", () => {
  expect(tallyOfVitest(vitest({ status: "passed", tests: ["passed", "passed"] }, { status: "failed", tests: ["passed", "failed"] }), 1)).toEqual({ passed: 3, failed: 1 });
});

test("a file that does not load is one failure, however many tests it holds", () => {
  expect(tallyOfVitest(vitest({ status: "failed", tests: [] }, { status: "passed", tests: ["passed"] }), 1)).toEqual({ passed: 1, failed: 1 });
});

test("a run that ends unwell though every test passed has failed", () => {
  expect(tallyOfVitest(vitest({ status: "passed", tests: ["passed"] }), 1)).toEqual({ passed: 1, failed: 1 });
  expect(tallyOfPlaywright(playwright({ expected: 2 }), 1)).toEqual({ passed: 2, failed: 1 });
});

test("a run without a single test has failed", () => {
  expect(tallyOfVitest(vitest(), 0)).toEqual({ passed: 0, failed: 1 });
  expect(tallyOfPlaywright(playwright({}), 0)).toEqual({ passed: 0, failed: 1 });
});

test("a story that passed only at another try, or a set-up that broke, is a failure", () => {
  expect(tallyOfPlaywright(playwright({ expected: 3, flaky: 1 }), 0)).toEqual({ passed: 3, failed: 1 });
  expect(tallyOfPlaywright(playwright({}, [{ message: "no browser" }]), 1)).toEqual({ passed: 0, failed: 1 });
});

test("a check is one test, and parts add up", () => {
  expect(sum([tallyOfCheck(0), tallyOfCheck(2), { passed: 5, failed: 2 }])).toEqual({ passed: 6, failed: 3 });
});
