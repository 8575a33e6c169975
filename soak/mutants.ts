/** `npm run mutants -- [words of names]`: makes named mistakes in a copy of the tree, one at a time, and says which test noticed each. Ends with 1 unless a test noticed every one. */
import { chmodSync, cpSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { startEmbedded } from "#lib/db/embedded-postgres.ts";
import { Problem, run } from "#scripts/problem.ts";
import { heedSignals, stopping } from "#scripts/stopping.ts";
import { MUTANTS, type Mutant } from "./mutant-list.ts";
import { type Copy, runTests } from "./mutant-run.ts";
import { mutate } from "./mutate.ts";

const ROOT = path.resolve(import.meta.dirname, "..");
/** What a test run needs of the tree. */
const COPIED = ["app", "bench", "components", "e2e", "lib", "prisma", "samples", "scripts", "simulator", "soak", "worker", "package.json", "tsconfig.json", "vitest.config.ts"];
/** As the tests' own server: a crash of the machine may lose it. */
const POSTGRES = { fsync: "off", full_page_writes: "off", synchronous_commit: "on", track_commit_timestamp: "on", max_connections: "300" };
const NAME_WIDTH = Math.max(...MUTANTS.map(({ name }) => name.length));

heedSignals();
await run(async () => {
  const words = process.argv.slice(2);
  const chosen = MUTANTS.filter(({ name }) => words.length === 0 || words.some((word) => name.includes(word)));
  if (chosen.length === 0) throw new Problem(`No mutant has ${words.map((word) => `"${word}"`).join(" or ")} in its name. There are:\n  ${MUTANTS.map(({ name }) => name).join("\n  ")}`);
  const folder = mkdtempSync(path.join(tmpdir(), "drumbeat-mutants-"));
  try {
    await inCopy(folder, (copy) => judgeAll(copy, chosen));
  } catch (error) {
    if (!stopping.aborted) throw error;
    throw new Problem("Interrupted: not every mutant was judged.");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

/** Nothing of the tree itself is written to, and nothing of the copy is left. */
async function inCopy(folder: string, work: (copy: Copy) => Promise<void>): Promise<void> {
  chmodSync(folder, 0o755);
  const root = path.join(folder, "tree");
  for (const name of COPIED) cpSync(path.join(ROOT, name), path.join(root, name), { recursive: true });
  symlinkSync(path.join(ROOT, "node_modules"), path.join(root, "node_modules"));
  const server = await startEmbedded({ folder: path.join(folder, "postgres"), password: "mutants", settings: POSTGRES });
  try {
    await work({ root, folder, databaseUrl: server.urlOf("postgres") });
  } finally {
    await server.stop();
  }
}

async function judgeAll(copy: Copy, chosen: readonly Mutant[]): Promise<void> {
  const ill = await failingAnyway(copy, chosen);
  if (ill.size > 0) console.log(`Without any mistake these fail, so they prove nothing:\n  ${[...ill].join("\n  ")}`);
  let caught = 0;
  for (const mutant of chosen) caught += (await judge(copy, mutant, ill)) ? 1 : 0;
  console.log(`${caught} of ${chosen.length} mutants caught`);
  process.exitCode = caught === chosen.length ? 0 : 1;
}

/** What fails in the tree as it is. */
async function failingAnyway(copy: Copy, chosen: readonly Mutant[]): Promise<Set<string>> {
  const ill = new Set<string>();
  for (const [only, mutants] of Map.groupBy(chosen, (mutant) => mutant.only)) {
    const found = await runTests(copy, [...new Set(mutants.flatMap(({ tests }) => tests))], only);
    if (found.kind === "broken") throw new Problem(`Without any mistake the tests do not run: ${found.why}.`);
    for (const title of found.titles) ill.add(title);
  }
  return ill;
}

/** Says what became of one, and returns whether a test noticed it. */
async function judge(copy: Copy, { name, patches, tests, only }: Mutant, ill: Set<string>): Promise<boolean> {
  const startedMs = performance.now();
  const undo = mutate(copy.root, patches);
  const found = await runTests(copy, tests, only).finally(undo);
  const took = `${((performance.now() - startedMs) / 1000).toFixed(1).padStart(5)} s`;
  const say = (verdict: string, by: string) => console.log(`${verdict}  ${name.padEnd(NAME_WIDTH)}  ${took}  ${by}`.trimEnd());
  if (found.kind === "broken") {
    say("BROKEN  ", found.why);
    return false;
  }
  const [first, ...others] = found.titles.filter((title) => !ill.has(title));
  say(first === undefined ? "SURVIVED" : "caught  ", `${first ?? ""}${others.length > 0 ? ` (and ${others.length} more)` : ""}`);
  return first !== undefined;
}
