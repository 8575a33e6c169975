/** What `npm start` leaves on disk while it runs: who it is, and where its parts are. */
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { runningCommand } from "#lib/db/running-command.ts";
import { dataFolder, inData } from "./places.ts";
import { Problem } from "./problem.ts";

const Running = z.object({
  pid: z.number(),
  /** The processes of its parts, newest of each name. */
  parts: z.record(z.string(), z.number()),
  webUrl: z.string().nullable(),
  simulatorUrl: z.string().nullable(),
});
export type Running = z.infer<typeof Running>;

export type Claim = {
  /** Writes down what came to be known. */
  note(change: Partial<Omit<Running, "pid">>): void;
  release(): void;
};

/** Parts end by themselves once the process that started them is gone; the worker first finishes what is in hand. */
const LEFTOVER_TIMEOUT_MS = 20_000;
const LOOK_EVERY_MS = 100;
const TRIES_MAX = 3;

const file = () => inData("running.json");

/** What runs from a data folder, this process's own unless another is named, or null. */
export function readRunning(folder: string = dataFolder()): Running | null {
  const noted = path.join(folder, "running.json");
  if (!existsSync(noted)) return null;
  try {
    return Running.parse(JSON.parse(readFileSync(noted, "utf8")));
  } catch {
    return null;
  }
}

/** Makes this process the only one that runs from the data folder, and waits for the parts of one that was killed. */
export async function claimDataFolder(): Promise<Claim> {
  for (let tries = 1; !writeFirst({ pid: process.pid, parts: {}, webUrl: null, simulatorUrl: null }); tries += 1) {
    const before = readRunning();
    const isAlive = before !== null && runningCommand(before.pid).includes("scripts/start.ts");
    if (isAlive || tries === TRIES_MAX) throw new Problem(`Drumbeat already runs from this folder${before?.webUrl ? ` (${before.webUrl})` : ""}: end it first, with Ctrl-C in its window or with kill ${before?.pid}.`);
    await endLeftovers(before);
    rmSync(file(), { force: true });
  }
  return {
    note: (change) => writeFileSync(file(), JSON.stringify({ ...readRunning(), pid: process.pid, ...change })),
    release: () => rmSync(file(), { force: true }),
  };
}

function writeFirst(running: Running): boolean {
  try {
    writeFileSync(file(), JSON.stringify(running), { flag: "wx" });
    return true;
  } catch {
    return false;
  }
}

async function endLeftovers(before: Running | null): Promise<void> {
  const isOurs = (pid: number) => /worker\/main\.ts|simulator\/main\.ts|next-server|dist\/bin\/next/.test(runningCommand(pid));
  const left = Object.values(before?.parts ?? {}).filter(isOurs);
  const deadline = Date.now() + LEFTOVER_TIMEOUT_MS;
  while (left.some(isOurs) && Date.now() < deadline) await sleep(LOOK_EVERY_MS);
  for (const pid of left.filter(isOurs)) process.kill(pid, "SIGKILL");
}
