/** A real PostgreSQL of our own, from the package registry, for a machine that has none. */
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { chown, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { type Footing, findFooting } from "./embedded-account.ts";
import { freePort } from "./free-port.ts";
import { runningCommand } from "./running-command.ts";

export type Cluster = {
  /** Where the files lie. Made on first use. */
  folder: string;
  password: string;
  /** Settings of the server, such as {"max_connections": "50"}. */
  settings?: Record<string, string>;
};

export type EmbeddedServer = {
  port: number;
  /** An address of one database of the server, which must exist to be connected to. */
  urlOf(database: string): string;
  /** Resolves when the server has ended, whoever ended it. */
  ended: Promise<void>;
  /** Ends open connections, writes everything down and stops. */
  stop(): Promise<void>;
};

const SUPERUSER = "drumbeat";
const START_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 10_000;
const LOOK_EVERY_MS = 50;
/** After `kill -9` of the server its last backends hold the shared memory for a moment. */
const START_TRIES_MAX = 8;
const PID_LINE = 0;
const PORT_LINE = 3;
const STATUS_LINE = 7;

/** Nothing of the caller's settings for PostgreSQL's own tools may leak in. */
const ENVIRONMENT: NodeJS.ProcessEnv = { NODE_ENV: "production", LC_ALL: "C" };

const run = promisify(execFile);

/** Starts the cluster on the port it had last, or on a free one. A server that an earlier process left behind is ended first. */
export async function startEmbedded(cluster: Cluster): Promise<EmbeddedServer> {
  const footing = await findFooting(cluster.folder);
  if (!existsSync(path.join(footing.data, "PG_VERSION"))) await initialise(footing, cluster.password);
  await endLeftover(footing.data);
  const port = await freePort(rememberedPort(cluster.folder));
  writeFileSync(portFile(cluster.folder), String(port));
  const child = await startServer(footing, cluster, port);
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  return { port, urlOf: (database) => addressOf(cluster.password, port, database), ended, stop: () => stopServer(child, ended) };
}

/** The address of a database of a cluster that some process runs, or null. */
export async function findEmbedded(cluster: Cluster, database: string): Promise<string | null> {
  const { data } = await findFooting(cluster.folder);
  const lines = pidLines(data);
  return isServerOf(data, Number(lines[PID_LINE])) ? addressOf(cluster.password, Number(lines[PORT_LINE]), database) : null;
}

/** Ends a server that a process which is gone has left behind in `folder`, if there is one. */
export async function endAbandoned(folder: string): Promise<void> {
  const { data } = await findFooting(folder);
  await endLeftover(data);
}

async function initialise({ bin, data, user }: Footing, password: string): Promise<void> {
  // Made beside its place and moved there when complete, so that an interrupted first start leaves nothing half made.
  const partial = `${data}.new`;
  const scratch = await mkdtemp(path.join(tmpdir(), "drumbeat-initdb-"));
  const passwordFile = path.join(scratch, "password");
  try {
    rmSync(partial, { recursive: true, force: true });
    mkdirSync(partial, { recursive: true, mode: 0o700 });
    await writeFile(passwordFile, password, { mode: 0o600 });
    if (user) await Promise.all([partial, scratch, passwordFile].map((file) => chown(file, user.uid, user.gid)));
    const shape = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--auth=scram-sha-256"];
    await run(path.join(bin, "initdb"), [`--pgdata=${partial}`, `--username=${SUPERUSER}`, `--pwfile=${passwordFile}`, ...shape], { ...user, cwd: "/", env: ENVIRONMENT });
    renameSync(partial, data);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** A server that outlived the process that started it is stopped as if asked to. */
async function endLeftover(data: string): Promise<void> {
  const lines = pidLines(data);
  const pid = Number(lines[PID_LINE]);
  if (isServerOf(data, pid)) {
    process.kill(pid, "SIGINT");
    await until(() => !isServerOf(data, pid), STOP_TIMEOUT_MS, `An earlier PostgreSQL (process ${pid}) does not end: end it, then start again.`);
  } else if (lines.length > 0) {
    // Some other process may have that id by now. The new server believes a note with its parent's id to be old, and
    // still checks the shared memory named further down; without the note it would not wait for backends of the dead one.
    writeFileSync(path.join(data, "postmaster.pid"), lines.with(PID_LINE, String(process.pid)).join("\n"));
  }
}

async function startServer(footing: Footing, cluster: Cluster, port: number): Promise<ChildProcess> {
  const logFile = `${cluster.folder}.log`;
  for (let attempt = 1; ; attempt += 1) {
    const log = openSync(logFile, "w");
    // Terse: the detail of an error quotes rows, and with them people's numbers.
    const settings = { listen_addresses: "127.0.0.1", unix_socket_directories: "", timezone: "UTC", log_error_verbosity: "terse", ...cluster.settings };
    const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
    const child = spawn(path.join(footing.bin, "postgres"), ["-D", footing.data, "-p", String(port), ...flags], {
      ...footing.user,
      cwd: "/",
      env: ENVIRONMENT,
      // In a session of its own: Ctrl-C must reach the web and the worker first.
      detached: true,
      stdio: ["ignore", log, log],
    });
    closeSync(log);
    let ended = false;
    child.once("exit", () => (ended = true));
    child.once("error", () => (ended = true));
    await until(() => ended || isReady(footing.data, child.pid), START_TIMEOUT_MS, `PostgreSQL does not become ready; ${logFile} says why.`);
    if (!ended) return child;
    if (attempt === START_TRIES_MAX) throw new Error(`PostgreSQL does not start; ${logFile} says why.`);
    await sleep(LOOK_EVERY_MS * 2 ** attempt);
  }
}

async function stopServer(child: ChildProcess, ended: Promise<void>): Promise<void> {
  for (const signal of ["SIGINT", "SIGQUIT", "SIGKILL"] as const) {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill(signal);
    // Not referenced: the wait must not outlive a server that ends at once.
    await Promise.race([ended, sleep(STOP_TIMEOUT_MS, undefined, { ref: false })]);
  }
}

function isServerOf(data: string, pid: number): boolean {
  return runningCommand(pid).includes(`-D ${data} `);
}

function isReady(data: string, pid: number | undefined): boolean {
  const lines = pidLines(data);
  return Number(lines[PID_LINE]) === pid && lines[STATUS_LINE]?.trim() === "ready";
}

function pidLines(data: string): string[] {
  const file = path.join(data, "postmaster.pid");
  return existsSync(file) ? readFileSync(file, "utf8").split("\n") : [];
}

function addressOf(password: string, port: number, database: string): string {
  return `postgresql://${SUPERUSER}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;
}

function portFile(folder: string): string {
  return `${folder}.port`;
}

function rememberedPort(folder: string): number {
  return existsSync(portFile(folder)) ? Number(readFileSync(portFile(folder), "utf8")) || 0 : 0;
}

async function until(holds: () => boolean, timeoutMs: number, otherwise: string): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!holds()) {
    if (Date.now() > deadline) throw new Error(otherwise);
    await sleep(LOOK_EVERY_MS);
  }
}
