/** Runs test files in a copy of the tree, and reads from their report what they noticed. */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { stopping } from "#scripts/stopping.ts";

/** `tests`: titles of those that failed, the first first · `broken`: the run says nothing, because what was run does not run. */
export type Noticed = { kind: "tests"; titles: string[] } | { kind: "broken"; why: string };

export type Copy = { root: string; /** Where the report is written. */ folder: string; databaseUrl: string };

/** However many tests there are, they end within this, in milliseconds. */
const RUN_MAX_MS = 600_000;
/** How long a run that is told to end may take to do so, in milliseconds. */
const END_WITHIN_MS = 5_000;

const Report = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      message: z.string().optional(),
      status: z.string(),
      startTime: z.number(),
      assertionResults: z.array(z.object({ title: z.string(), status: z.string(), startTime: z.number().nullish(), failureMessages: z.array(z.string()).nullish() })),
    }),
  ),
});

/** A mistake that does not even run fails every test, whatever that test is about. */
const DOES_NOT_RUN = /SyntaxError|ReferenceError|TransformError|syntax error at|could not determine data type|missing FROM-clause|bind message supplies|(column|relation|function) \S+ does not exist/;

/** Runs test files, or those of their tests whose names fit `only`. Throws when somebody wants all of it to end. */
export async function runTests(copy: Copy, tests: string[], only: string | undefined): Promise<Noticed> {
  const report = path.join(copy.folder, "results.json");
  rmSync(report, { force: true });
  const code = await runVitest(copy, ["--reporter=json", `--outputFile=${report}`, ...(only === undefined ? [] : ["-t", only]), ...tests]);
  if (code === null) return { kind: "broken", why: "the run did not end" };
  if (!existsSync(report)) return { kind: "broken", why: "the run left no results" };
  return noticedIn(readFileSync(report, "utf8"), code === 0);
}

/** Reads Vitest's JSON report; `passed` is what its exit code says. */
export function noticedIn(report: string, passed: boolean): Noticed {
  const { testResults } = Report.parse(JSON.parse(report));
  const failures = testResults.flatMap(({ startTime, assertionResults }) =>
    assertionResults.filter(({ status }) => status === "failed").map((each) => ({ title: each.title, message: each.failureMessages?.[0] ?? "", atMs: each.startTime ?? startTime })),
  );
  const inOrder = failures.toSorted((left, right) => left.atMs - right.atMs);
  const [first] = inOrder;
  if (first && DOES_NOT_RUN.test(first.message)) return { kind: "broken", why: lineOf(first.message) };
  if (first) return { kind: "tests", titles: inOrder.map(({ title }) => title) };
  const unloadable = testResults.find(({ status }) => status === "failed");
  if (unloadable) return { kind: "broken", why: `${path.basename(unloadable.name)} does not load: ${lineOf(unloadable.message ?? "")}` };
  if (!testResults.some(({ assertionResults }) => assertionResults.some(({ status }) => status === "passed"))) return { kind: "broken", why: "no test was run" };
  return passed ? { kind: "tests", titles: [] } : { kind: "broken", why: "the run failed outside every test" };
}

function lineOf(message: string): string {
  return message.split("\n", 1)[0] ?? "";
}

/** The exit code, or null when the run had to be ended. */
async function runVitest({ root, databaseUrl }: Copy, args: string[]): Promise<number | null> {
  stopping.throwIfAborted();
  // In a group of its own, so that the processes of its tests end with it.
  const child = spawn(process.execPath, [path.join(root, "node_modules/vitest/vitest.mjs"), "run", ...args], { cwd: root, stdio: "ignore", detached: true, env: { ...process.env, TEST_DATABASE_URL: databaseUrl } });
  const end = () => endGroup(child);
  const late = setTimeout(end, RUN_MAX_MS);
  stopping.addEventListener("abort", end, { once: true });
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once("error", reject);
      child.once("close", resolve);
    });
    stopping.throwIfAborted();
    return code;
  } finally {
    clearTimeout(late);
    stopping.removeEventListener("abort", end);
    signalGroup(child, "SIGKILL");
  }
}

function endGroup(child: ChildProcess): void {
  signalGroup(child, "SIGTERM");
  setTimeout(() => signalGroup(child, "SIGKILL"), END_WITHIN_MS).unref();
}

/** A group of which nobody is left cannot be told anything. */
function signalGroup({ pid }: ChildProcess, signal: "SIGTERM" | "SIGKILL"): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    return;
  }
}
