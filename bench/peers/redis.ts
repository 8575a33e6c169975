/** The system's Redis, if there is one, as a process of its own that keeps nothing when the bench ends. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import { freePort } from "#lib/db/free-port.ts";
import { closing } from "../closing.ts";

export type RunningRedis = { port: number; pid: number | undefined; close: () => Promise<void> };

const PROGRAMS = ["redis-server", "valkey-server"];
const READY_WITHIN_MS = 5_000;
const LOOK_EVERY_MS = 50;

/** The program that is there, or null. */
export function findRedis(): string | null {
  return PROGRAMS.find((program) => spawnSync(program, ["--version"]).status === 0) ?? null;
}

/** Starts it on a free port, with its log on the disk once a second: what BullMQ's guide asks of a Redis that jobs are trusted to. */
export async function startRedis(program: string): Promise<RunningRedis> {
  const folder = await mkdtemp(path.join(tmpdir(), "drumbeat-bench-redis-"));
  const port = await freePort(0);
  const child = spawn(program, ["--port", String(port), "--bind", "127.0.0.1", "--dir", folder, "--save", "", "--appendonly", "yes", "--appendfsync", "everysec"], { stdio: "ignore", detached: true });
  const close = closing(async () => {
    await ended(child);
    await rm(folder, { recursive: true, force: true });
  });
  const lateMs = performance.now() + READY_WITHIN_MS;
  while (!(await answers(port))) {
    if (performance.now() > lateMs) throw new Error(`${program} does not answer.`);
    await setTimeout(LOOK_EVERY_MS);
  }
  return { port, pid: child.pid, close };
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => resolve(true));
    socket.once("error", () => resolve(false));
    socket.once("connect", () => socket.end());
  });
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.once("exit", () => resolve());
    child.kill("SIGKILL");
  });
}
