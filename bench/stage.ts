/** A whole Drumbeat of real processes for a bench: PostgreSQL, a simulator, and workers that can be killed. */
import { type ChildProcess, spawn } from "node:child_process";
import { setPriority } from "node:os";
import path from "node:path";
import { connectAccount } from "#lib/commands/connect-account.ts";
import { pool } from "#lib/db/connection.ts";
import { freePort } from "#lib/db/free-port.ts";
import type { FaultPlan } from "#simulator/faults.ts";
import type { LogEntry, LogPage } from "#simulator/request-log.ts";
import type { SimulatorStats } from "#simulator/stats.ts";
import { connectable, live, type LaunchWorld } from "../worker/test-world.ts";
import { closing } from "./closing.ts";
import { openOwnPostgres } from "./own-postgres.ts";

export type Stage = LaunchWorld & {
  databaseUrl: string;
  simulatorUrl: string;
  /** The processes of PostgreSQL's parent and of the simulator. */
  pids: { database: number; simulator: number };
  /** Starts one more worker process. Twilio reports to the one that is alone when it starts. */
  startWorker: () => ChildProcess;
  /** Starts some other program of the project, which ends with the stage. */
  startProgram: (file: string, args: string[], environment: Record<string, string>) => ChildProcess;
  /** Kills a worker with kill -9; resolves when it is gone. */
  kill: (worker: ChildProcess) => Promise<void>;
  stats: () => Promise<SimulatorStats>;
  /** Every request that the simulator got, in order. */
  log: () => Promise<LogEntry[]>;
  /** What becomes of the next requests to send. */
  setFaults: (plan: FaultPlan) => Promise<void>;
  /** When each sender's messages were accepted, in ms since 1970, in rising order. */
  acceptTimes: () => Promise<Map<string, number[]>>;
  close: () => Promise<void>;
};

const LOG_PAGE = 10_000;
/** More requests than any bench makes. */
const LOG_PAGES_MAX = 200;
const END_WITHIN_MS = 10_000;
/** As a process's nice value. */
const FIRST = -15;
const ROOT = path.resolve(import.meta.dirname, "..");

/** Sets the stage; `simulatorArgs` go to the simulator's command line. Its live account has two senders, unless more are asked for; `settings` are more ones of PostgreSQL. */
export async function openStage(simulatorArgs: string[] = [], { senders, settings }: { senders?: number; settings?: Record<string, string> } = {}): Promise<Stage> {
  const server = await openOwnPostgres(settings);
  const children: ChildProcess[] = [];
  const endChildren = closing(async () => void (await Promise.all(children.map((child) => ended(child, "SIGTERM")))));
  const close = async () => {
    await endChildren();
    await server.close();
  };
  const simulator = spawn(process.execPath, [...(senders === undefined ? ["simulator/main.ts"] : ["bench/wide-simulator.ts", String(senders)]), ...simulatorArgs], { cwd: ROOT, stdio: ["ignore", "pipe", "inherit"] });
  children.push(simulator);
  putFirst(simulator);
  const simulatorUrl = await firstUrl(simulator);
  process.env["TWILIO_API_BASE_URL"] = simulatorUrl;
  const listenerPort = await freePort(0);
  const connected = await connectAccount(connectable(live()), simulatorUrl);
  if (connected.kind !== "connected") throw new Error(connected.sentence);
  const { rows } = await pool().query<{ id: string }>(`insert into person (email, name, password_hash) values ('bench@example.test', 'Bench', 'none') returning id`);
  const workers: ChildProcess[] = [];

  const startProgram = (file: string, args: string[], extra: Record<string, string>) => {
    const program = spawn(process.execPath, [file, ...args], { cwd: ROOT, env: { ...process.env, ...extra }, stdio: ["ignore", "ignore", "inherit"] });
    children.push(program);
    return program;
  };
  const startWorker = () => {
    const first = workers.every((worker) => worker.exitCode !== null || worker.signalCode !== null);
    const reachable = { PUBLIC_BASE_URL: `http://127.0.0.1:${listenerPort}`, ...(first ? { LISTENER_PORT: String(listenerPort) } : {}) };
    const worker = startProgram("worker/main.ts", [], reachable);
    workers.push(worker);
    return worker;
  };
  const stats = async (): Promise<SimulatorStats> => readStats(await (await fetch(`${simulatorUrl}/__sim/stats`)).json());
  const log = async (): Promise<LogEntry[]> => {
    const entries: LogEntry[] = [];
    for (let page = 0; page < LOG_PAGES_MAX; page += 1) {
      const read = readLog(await (await fetch(`${simulatorUrl}/__sim/log?limit=${LOG_PAGE}&since=${entries.length}`)).json());
      entries.push(...read.entries);
      if (read.entries.length === 0 || entries.length >= read.total) return entries;
    }
    throw new Error("The simulator's log does not end.");
  };
  const setFaults = async (plan: FaultPlan): Promise<void> => {
    const answer = await fetch(`${simulatorUrl}/__sim/faults`, { method: "POST", body: JSON.stringify(plan) });
    if (!answer.ok) throw new Error(`The simulator does not take these faults: ${await answer.text()}`);
  };
  const acceptTimes = async (): Promise<Map<string, number[]>> => {
    const accepted = (await log()).flatMap(({ from, acceptedAt }) => (from !== null && acceptedAt !== null ? [{ from, acceptedAt }] : []));
    const bySender = Map.groupBy(accepted, ({ from }) => from);
    return new Map(Array.from(bySender, ([from, each]) => [from, each.map(({ acceptedAt }) => acceptedAt).sort((left, right) => left - right)]));
  };
  const pids = { database: server.pid, simulator: simulator.pid ?? 0 };
  return { accountId: connected.accountId, personId: rows[0]?.id ?? "", databaseUrl: server.url, simulatorUrl, pids, startProgram, startWorker, kill: (worker) => ended(worker, "SIGKILL"), stats, log, setFaults, acceptTimes, close };
}

/** The simulator is the clock that everybody is measured with: it must read the time when a message arrives, and not when a processor is free again. */
function putFirst({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) setPriority(pid, FIRST);
  } catch {
    // Only root may ask for that; then the machine has to be left alone all the more.
  }
}

/** The simulator is ours and its answer is its own type. */
function readStats(answer: unknown): SimulatorStats {
  return answer as SimulatorStats;
}

/** Likewise its log. */
function readLog(answer: unknown): LogPage {
  return answer as LogPage;
}

function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    // Whoever does not end when asked to must not keep the bench.
    const impatience = setTimeout(() => child.kill("SIGKILL"), END_WITHIN_MS);
    child.once("exit", () => {
      clearTimeout(impatience);
      resolve();
    });
    child.kill(signal);
  });
}

function firstUrl(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.stdout?.on("data", (chunk) => {
      const url = /http:\/\/\S+/.exec(String(chunk))?.[0];
      if (url) resolve(url);
    });
    child.once("exit", (code) => reject(new Error(`The simulator ended with ${code}.`)));
  });
}
