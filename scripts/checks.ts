/** Everything that can be checked, part by part, with plain names. */
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { buildConsole, NEXT } from "./build.ts";
import { ROOT } from "./places.ts";
import { runQuietly } from "./run-quietly.ts";
import { stopping } from "./stopping.ts";
import { failure, type Tally, tallyOfCheck, tallyOfPlaywright, tallyOfVitest } from "./tally.ts";

export type Check = { name: string; run: () => Promise<Tally> };

const REPORTS = path.join(ROOT, "test-results");
const PLAYWRIGHT_REPORT = path.join(REPORTS, "report.json");
const ENVIRONMENT = { NEXT_TELEMETRY_DISABLED: "1", DO_NOT_TRACK: "1", FORCE_COLOR: process.stdout.isTTY ? "1" : "0" };

export const build: Check = { name: "build", run: () => made(buildConsole) };
export const routeTypes: Check = {
  name: "route types",
  run: () => made(() => runQuietly({ script: NEXT, args: ["typegen"], sentence: "The types of the routes cannot be generated; Next.js says why above." })),
};
export const types: Check = { name: "types", run: () => check("types", "node_modules/typescript/bin/tsc", ["--noEmit", "--incremental", "false"]) };
export const lint: Check = { name: "lint", run: () => check("lint", "node_modules/oxlint/bin/oxlint", ["--type-aware", "--deny-warnings"]) };
export const architecture: Check = { name: "architecture", run: () => vitest("architecture", ["lib/architecture.test.ts"]) };
export const unit: Check = { name: "unit", run: () => vitest("unit", ["--project", "unit", "--exclude", "lib/architecture.test.ts"]) };
export const database: Check = { name: "database", run: () => vitest("database", ["--project", "database"]) };
export const endToEnd: Check = { name: "end to end", run: playwright };

/** Runs one part and says how it went. What cannot run at all is one failure. */
export async function tallyOf({ name, run }: Check): Promise<Tally> {
  console.log(`\n== ${name}`);
  const startedMs = performance.now();
  const tally = await run().catch((error: unknown) => {
    if (stopping.aborted) throw error;
    const why = error instanceof Error ? error.message : String(error);
    console.error(why);
    return { passed: 0, failed: 1, failures: [failure(name, why)] };
  });
  console.log(`== ${name}: ${tally.passed} passed, ${tally.failed} failed (${Math.round((performance.now() - startedMs) / 1000)} s)`);
  return tally;
}

async function made(make: () => Promise<void>): Promise<Tally> {
  await make();
  return { passed: 1, failed: 0, failures: [] };
}

async function check(name: string, tool: string, args: string[]): Promise<Tally> {
  return tallyOfCheck(name, await runTool(tool, args));
}

async function vitest(name: string, args: string[]): Promise<Tally> {
  const report = path.join(REPORTS, `${name}.json`);
  rmSync(report, { force: true });
  const code = await runTool("node_modules/vitest/vitest.mjs", ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`, ...args]);
  return existsSync(report) ? tallyOfVitest(name, readFileSync(report, "utf8"), code) : noReport(name, code);
}

async function playwright(): Promise<Tally> {
  rmSync(PLAYWRIGHT_REPORT, { force: true });
  const code = await runTool("node_modules/@playwright/test/cli.js", ["test"]);
  return existsSync(PLAYWRIGHT_REPORT) ? tallyOfPlaywright(endToEnd.name, readFileSync(PLAYWRIGHT_REPORT, "utf8"), code) : noReport(endToEnd.name, code);
}

function noReport(name: string, code: number): Tally {
  return { passed: 0, failed: 1, failures: [failure(name, `It ended with ${code} and left no report.`)] };
}

/** The exit code of a tool that writes straight to the screen and reads nothing. */
async function runTool(tool: string, args: string[]): Promise<number> {
  stopping.throwIfAborted();
  mkdirSync(REPORTS, { recursive: true });
  const child = spawn(process.execPath, [path.join(ROOT, tool), ...args], { cwd: ROOT, stdio: ["ignore", "inherit", "inherit"], env: { ...process.env, ...ENVIRONMENT } });
  const end = () => child.kill("SIGTERM");
  stopping.addEventListener("abort", end, { once: true });
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  stopping.removeEventListener("abort", end);
  stopping.throwIfAborted();
  return code ?? 1;
}
