/** How many tests passed and failed, read from what the tools write down. */
import { z } from "zod";

export type Tally = { passed: number; failed: number };

const VitestReport = z.object({
  success: z.boolean(),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.object({ status: z.string() })) })),
});
const PlaywrightReport = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number() }),
  errors: z.array(z.unknown()),
});

/** A check that is one test: its tool's exit code decides. */
export function tallyOfCheck(exitCode: number): Tally {
  return exitCode === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** Vitest's JSON report. A file that could not be loaded counts as one failed test; so does a failure outside every test. */
export function tallyOfVitest(report: string, exitCode: number): Tally {
  const { testResults } = VitestReport.parse(JSON.parse(report));
  const tests = testResults.flatMap((file) => file.assertionResults);
  const passed = tests.filter((test) => test.status === "passed").length;
  const broken = testResults.filter((file) => file.status === "failed" && file.assertionResults.every((test) => test.status !== "failed")).length;
  const failed = tests.filter((test) => test.status === "failed").length + broken;
  return orOne({ passed, failed }, exitCode);
}

/** Playwright's JSON report. A test that passed only at another try did not pass. */
export function tallyOfPlaywright(report: string, exitCode: number): Tally {
  const { stats, errors } = PlaywrightReport.parse(JSON.parse(report));
  return orOne({ passed: stats.expected, failed: stats.unexpected + stats.flaky + errors.length }, exitCode);
}

export function sum(tallies: Tally[]): Tally {
  return tallies.reduce((total, each) => ({ passed: total.passed + each.passed, failed: total.failed + each.failed }), { passed: 0, failed: 0 });
}

/** A tool that ends unwell and names no failed test has failed all the same, and one that ran no test has proved nothing. */
function orOne({ passed, failed }: Tally, exitCode: number): Tally {
  return failed === 0 && (exitCode !== 0 || passed === 0) ? { passed, failed: 1 } : { passed, failed };
}
