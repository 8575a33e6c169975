/** How many tests passed and failed, and what the failed ones say, read from what the tools write down. */
import { z } from "zod";

export type Tally = {
  passed: number;
  failed: number;
  /** What failed and why, a few lines each: who reads only the end of a long output should find them. */
  failures: string[];
};

const VitestReport = z.object({
  success: z.boolean(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().default(""),
      assertionResults: z.array(z.object({ status: z.string(), fullName: z.string(), failureMessages: z.array(z.string()).nullish() })),
    }),
  ),
});
const PlaywrightError = z.object({ message: z.string().default("") });
const PlaywrightSpec = z.object({ title: z.string(), file: z.string(), ok: z.boolean(), tests: z.array(z.object({ status: z.string(), results: z.array(z.object({ errors: z.array(PlaywrightError) })) })) });
type Suite = { specs: z.infer<typeof PlaywrightSpec>[]; suites?: Suite[] | undefined };
const PlaywrightSuite: z.ZodType<Suite> = z.lazy(() => z.object({ specs: z.array(PlaywrightSpec), suites: z.array(PlaywrightSuite).optional() }));
const PlaywrightReport = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number() }),
  errors: z.array(PlaywrightError),
  suites: z.array(PlaywrightSuite),
});

/** So many lines of what a test says are told again, each of so many letters. */
const LINES_MAX = 12;
const LETTERS_MAX = 300;
const COLOURS = /\u001b\[[0-9;]*m/g;

/** A check that is one test: its tool's exit code decides. */
export function tallyOfCheck(name: string, exitCode: number): Tally {
  return exitCode === 0 ? { passed: 1, failed: 0, failures: [] } : { passed: 0, failed: 1, failures: [failure(name, `It ended with ${exitCode}.`)] };
}

/** Vitest's JSON report. A file that could not be loaded counts as one failed test; so does a failure outside every test. */
export function tallyOfVitest(name: string, report: string, exitCode: number): Tally {
  const { testResults } = VitestReport.parse(JSON.parse(report));
  const tests = testResults.flatMap((file) => file.assertionResults.map((test) => ({ ...test, file: file.name })));
  const passed = tests.filter((test) => test.status === "passed").length;
  const broken = testResults.filter((file) => file.status === "failed" && file.assertionResults.every((test) => test.status !== "failed"));
  const failed = tests.filter((test) => test.status === "failed");
  const failures = [...failed.map((test) => failure(`${test.file} › ${test.fullName}`, (test.failureMessages ?? []).join("\n"))), ...broken.map((file) => failure(file.name, file.message))];
  return orOne(name, { passed, failed: failures.length, failures }, exitCode);
}

/** Playwright's JSON report. A test that passed only at another try did not pass. */
export function tallyOfPlaywright(name: string, report: string, exitCode: number): Tally {
  const { stats, errors, suites } = PlaywrightReport.parse(JSON.parse(report));
  const unwell = specsOf(suites).filter(({ ok, tests }) => !ok || tests.some(({ status }) => status === "flaky"));
  const messages = (spec: Suite["specs"][number]) => spec.tests.flatMap(({ results }) => results.flatMap((result) => result.errors.map(({ message }) => message)));
  const failures = [...unwell.map((spec) => failure(`${spec.file} › ${spec.title}`, messages(spec).join("\n"))), ...errors.map(({ message }) => failure(name, message))];
  return orOne(name, { passed: stats.expected, failed: stats.unexpected + stats.flaky + errors.length, failures }, exitCode);
}

function specsOf(suites: Suite[]): Suite["specs"] {
  return suites.flatMap((suite) => [...suite.specs, ...specsOf(suite.suites ?? [])]);
}

export function sum(tallies: Tally[]): Tally {
  const add = (total: Tally, each: Tally) => ({ passed: total.passed + each.passed, failed: total.failed + each.failed, failures: [...total.failures, ...each.failures] });
  return tallies.reduce(add, { passed: 0, failed: 0, failures: [] });
}

/** One failure, named, with the first lines of why. */
export function failure(name: string, why: string): string {
  const lines = why.replaceAll(COLOURS, "").split("\n").filter((line) => line.trim() !== "");
  return [name, ...lines.slice(0, LINES_MAX).map((line) => `    ${line.slice(0, LETTERS_MAX)}`)].join("\n");
}

/** A tool that ends unwell and names no failed test has failed all the same, and one that ran no test has proved nothing. */
function orOne(name: string, { passed, failed, failures }: Tally, exitCode: number): Tally {
  if (failed > 0 || (exitCode === 0 && passed > 0)) return { passed, failed, failures };
  return { passed, failed: 1, failures: [failure(name, exitCode === 0 ? "It ran no test." : `It ended with ${exitCode}, and no test of it had failed.`)] };
}
