/** PostgreSQL and doors as processes of their own, each where it may be pinned to a processor. */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { availableParallelism } from "node:os";
import path from "node:path";
import { closing } from "./closing.ts";
import { openOwnPostgres } from "./own-postgres.ts";
import { cpuSecondsOfProcess } from "./processes.ts";

export type DoorName = "listener" | "route" | "bare";
export type RunningDoor = { port: number; child: ChildProcess };

export type WebhookStage = {
  publicBaseUrl: string;
  openDoor: (name: DoorName) => Promise<RunningDoor>;
  kill: (door: RunningDoor, signal?: NodeJS.Signals) => Promise<void>;
  close: () => Promise<void>;
};

const ROOT = path.resolve(import.meta.dirname, "..");
const PUBLIC_BASE_URL = "https://hooks.example.com";
/** The door has the first processor to itself, as far as the machine can promise that; everything else the second. */
const DOOR_CPU = "0";
const OTHERS_CPU = "1";

/** Sets the stage. With `pinned`, and where `taskset` and two processors are, doors run on one and the rest on the other. */
export async function openWebhookStage({ pinned }: { pinned: boolean }): Promise<WebhookStage> {
  const server = await openOwnPostgres();
  process.env["PUBLIC_BASE_URL"] = PUBLIC_BASE_URL;
  const pins = pinned && canPin();
  if (pins) pin(process.pid);
  const doors: RunningDoor[] = [];

  const openDoor = async (name: DoorName): Promise<RunningDoor> => {
    const door = await spawnDoor(name, pins ? DOOR_CPU : undefined);
    doors.push(door);
    return door;
  };
  const endDoors = closing(async () => void (await Promise.all(doors.map((door) => endDoor(door)))));
  const close = async () => {
    await endDoors();
    await server.close();
  };
  return { publicBaseUrl: PUBLIC_BASE_URL, openDoor, kill: endDoor, close };
}

/** Starts a door as a process of its own, with the settings of this one, on a free port; on one processor where one is named. */
export async function spawnDoor(name: DoorName, cpu?: string): Promise<RunningDoor> {
  const command = [process.execPath, path.join(ROOT, "bench/door-process.ts"), name];
  const [program = "", ...args] = cpu === undefined ? command : ["taskset", "-c", cpu, ...command];
  const child = spawn(program, args, { cwd: ROOT, stdio: ["ignore", "pipe", "inherit"] });
  return { child, port: await listeningPort(child) };
}

function canPin(): boolean {
  if (availableParallelism() < 2) return false;
  try {
    execFileSync("taskset", ["-c", OTHERS_CPU, "true"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

function pin(pid: number): void {
  execFileSync("taskset", ["-a", "-cp", OTHERS_CPU, String(pid)], { stdio: "ignore" });
}

/** The processor time that a door has used so far, in seconds; null where it cannot be read. */
export function cpuSecondsOf({ child }: RunningDoor): number | null {
  return cpuSecondsOfProcess(child.pid);
}

function listeningPort(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.stdout?.on("data", (chunk) => {
      const port = /listening on (\d+)/.exec(String(chunk))?.[1];
      if (port) resolve(Number(port));
    });
    child.once("exit", (code) => reject(new Error(`A door ended with ${code}.`)));
  });
}

/** Ends a door, by default with kill -9; resolves when it is gone. */
export function endDoor({ child }: RunningDoor, signal: NodeJS.Signals = "SIGKILL"): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.once("exit", () => resolve());
    child.kill(signal);
  });
}
