/** `npm run mutants -- [words of names]`: makes named mistakes in a copy of the tree, one at a time, and says which test noticed each. Ends with 1 when one survives. */
import { spawn } from "node:child_process";
import { chmodSync, cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { z } from "zod";
import { startEmbedded } from "#lib/db/embedded-postgres.ts";
import { MUTANTS, type Mutant } from "./mutant-list.ts";
import { mutate } from "./mutate.ts";

const ROOT = path.resolve(import.meta.dirname, "..");
/** What a test run needs of the tree. */
const COPIED = ["app", "bench", "components", "e2e", "lib", "prisma", "samples", "scripts", "simulator", "soak", "worker", "package.json", "tsconfig.json", "vitest.config.ts"];
/** As the tests' own server: a crash of the machine may lose it. */
const POSTGRES = { fsync: "off", full_page_writes: "off", synchronous_commit: "on", track_commit_timestamp: "on", max_connections: "300" };
/** A mistake that lets a test hang is noticed too. */
const RUN_MAX_MS = 300_000;

const Results = z.object({ testResults: z.array(z.object({ name: z.string(), message: z.string().optional(), status: z.string(), assertionResults: z.array(z.object({ title: z.string(), status: z.string() })) })) });

/** Titles of the tests that failed; empty when all passed. */
type Verdict = string[];

const words = process.argv.slice(2);
const chosen = MUTANTS.filter(({ name }) => words.length === 0 || words.some((word) => name.includes(word)));
const folder = mkdtempSync(path.join(tmpdir(), "drumbeat-mutants-"));
chmodSync(folder, 0o755);
const server = await startEmbedded({ folder: path.join(folder, "postgres"), password: "mutants", settings: POSTGRES });
const tree = path.join(folder, "tree");
for (const name of COPIED) cpSync(path.join(ROOT, name), path.join(tree, name), { recursive: true });
symlinkSync(path.join(ROOT, "node_modules"), path.join(tree, "node_modules"));

let wrong = 0;
try {
  wrong = await judgeAll();
} finally {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
process.exit(wrong === 0 ? 0 : 1);

async function judgeAll(): Promise<number> {
  const ill = await failingAnyway();
  if (ill.size > 0) console.log(`Without any mistake these fail, so they prove nothing:\n  ${[...ill].join("\n  ")}`);
  let survivors = 0;
  for (const mutant of chosen) {
    const noticed = (await judge(mutant)).filter((title) => !ill.has(title));
    if (noticed.length === 0) survivors += 1;
    console.log(`${noticed.length === 0 ? "SURVIVED" : "caught  "}  ${mutant.name.padEnd(58)}  ${noticed[0] ?? ""}${noticed.length > 1 ? ` (and ${noticed.length - 1} more)` : ""}`);
  }
  console.log(`${chosen.length - survivors} of ${chosen.length} mutants caught`);
  return survivors;
}

/** What fails in the tree as it is. */
async function failingAnyway(): Promise<Set<string>> {
  const ill = new Set<string>();
  for (const [only, mutants] of Map.groupBy(chosen, (mutant) => mutant.only)) {
    for (const title of await run([...new Set(mutants.flatMap(({ tests }) => tests))], only)) ill.add(title);
  }
  return ill;
}

async function judge({ patches, tests, only }: Mutant): Promise<Verdict> {
  const undo = mutate(tree, patches);
  try {
    return await run(tests, only);
  } finally {
    undo();
  }
}

/** Runs test files in the copy, or those of their tests whose names fit. */
async function run(tests: string[], only: string | undefined): Promise<Verdict> {
  const out = path.join(folder, "results.json");
  rmSync(out, { force: true });
  const vitest = path.join(ROOT, "node_modules/vitest/vitest.mjs");
  const child = spawn(process.execPath, [vitest, "run", "--reporter=json", `--outputFile=${out}`, ...(only === undefined ? [] : ["-t", only]), ...tests], { cwd: tree, stdio: "ignore", env: { ...process.env, TEST_DATABASE_URL: server.urlOf("postgres") } });
  const late = setTimeout(() => child.kill("SIGKILL"), RUN_MAX_MS);
  const { code, signal } = await new Promise<{ code: number | null; signal: string | null }>((resolve) => child.once("exit", (exit, by) => resolve({ code: exit, signal: by })));
  clearTimeout(late);
  if (signal !== null) return ["the run did not end"];
  const failed = failedIn(out);
  return failed.length === 0 && code !== 0 ? ["the run could not be made"] : failed;
}

function failedIn(file: string): Verdict {
  try {
    const { testResults } = Results.parse(JSON.parse(readFileSync(file, "utf8")));
    return testResults.flatMap(({ name, status, assertionResults }) => {
      const titles = assertionResults.filter((each) => each.status === "failed").map(({ title }) => title);
      return titles.length === 0 && status === "failed" ? [`${path.basename(name)} could not be run`] : titles;
    });
  } catch {
    return ["the run left no results"];
  }
}
