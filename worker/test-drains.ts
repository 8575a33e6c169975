/** Drains in processes of their own, for tests that let them meet a fault, and what must hold afterwards whatever it was. */
import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { pool } from "#lib/db/connection.ts";
import { type Seen, seenIn, type Violation } from "../soak/evidence.ts";
import { messageInvariants } from "../soak/message-invariants.ts";
import { rowInvariants } from "../soak/row-invariants.ts";
import { stopInvariants } from "../soak/stop-invariants.ts";
import { type TestWorld, until } from "./test-world.ts";

const ROOT = path.resolve(import.meta.dirname, "..");

export type DrainProcess = {
  child: ChildProcess;
  /** What it calls itself in its attempts. */
  worker: string;
};
/** `orders` are settings of its own, such as PAUSE_AT; `preload` is loaded before anything else. */
export type DrainOrders = { orders?: Record<string, string>; preload?: string };

export function startDrainProcess(world: TestWorld, { orders = {}, preload }: DrainOrders = {}): DrainProcess {
  const env = { ...process.env, DRUMBEAT_CRASH_POINTS: "this-process-is-a-test", ...orders };
  const before = preload === undefined ? [] : ["--import", preload];
  const child = spawn(process.execPath, [...before, "worker/test-drain-process.ts", world.publicBaseUrl, world.simulator.url], { cwd: ROOT, env, stdio: ["ignore", "ignore", "inherit"] });
  return { child, worker: `drain-${child.pid}` };
}

/** Resolves when it has ended, with its code or its signal; sends it `by` first. */
export function ended({ child }: Pick<DrainProcess, "child">, by?: NodeJS.Signals): Promise<number | NodeJS.Signals | null> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve(child.exitCode ?? child.signalCode);
    child.once("exit", (code, signal) => resolve(code ?? signal));
    if (by) child.kill(by);
  });
}

/** Whether it was stopped, by SIGSTOP, and not woken. Linux alone tells it without another program. */
export function isStopped({ child }: DrainProcess): boolean {
  return /\) T /.test(readFileSync(`/proc/${child.pid}/stat`, "utf8"));
}

/** Until nobody of the campaign is waiting any more. */
export async function untilFinished(campaignId: string, seconds = 40): Promise<void> {
  await until(async () => (await pool().query(`select 1 from campaign where id = $1 and finished_at is not null`, [campaignId])).rowCount, (finished) => finished === 1, seconds);
}

/** Every request to send that the simulator has seen. */
export function seenBy(world: TestWorld): Seen[] {
  const { total } = world.simulator.log({ limit: 1 });
  return world.simulator.log({ limit: total }).entries.flatMap((entry) => seenIn(entry) ?? []);
}

/** What is broken, once the network has nothing under way: our rows against the log of the simulator. */
export async function violationsOf(world: TestWorld): Promise<Violation[]> {
  await world.simulator.quiet();
  const evidence = { db: pool(), seen: seenBy(world) };
  return [...(await messageInvariants(evidence)), ...(await rowInvariants(pool(), "at rest")), ...(await stopInvariants(evidence))];
}
