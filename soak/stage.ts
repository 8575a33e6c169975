/** The whole system of a soak: PostgreSQL that can crash, a simulator, lines that can be cut, and a crew of workers. */
import { type ChildProcess, spawn } from "node:child_process";
import { chmod, mkdtemp, readFile, rm } from "node:fs/promises";
import { setPriority, tmpdir } from "node:os";
import path from "node:path";
import { connectAccount } from "#lib/commands/connect-account.ts";
import { disconnect, pool } from "#lib/db/connection.ts";
import { startEmbedded, type EmbeddedServer } from "#lib/db/embedded-postgres.ts";
import { migrate } from "#lib/db/migrate.ts";
import type { LogPage } from "#simulator/request-log.ts";
import type { Simulator } from "#simulator/simulator.ts";
import { connectable, live } from "../worker/test-world.ts";
import type { Draw } from "../bench/seeded.ts";
import { Crew } from "./crew.ts";
import type { Stall } from "./rate-invariant.ts";
import { FromProxy, FromSimulator, type ToProxy } from "./stage-shapes.ts";

const ROOT = path.resolve(import.meta.dirname, "..");
/** What arrives must be seen when it arrives, however busy the machine is. Only root may ask for that. */
const FIRST = -15;
/** fsync off: processes are killed here, not the machine. */
const POSTGRES = { track_commit_timestamp: "on", fsync: "off", full_page_writes: "on", synchronous_commit: "on", max_connections: "200" };
/** The network behind Twilio runs so much faster. */
const SPEED = "10";

type Pending = ReturnType<Simulator["pending"]>;
export type Size = { senders: number; workers: number; mps: number; seed: number };

export type Stage = {
  accountId: string;
  twilioSid: string;
  personId: string;
  crew: Crew;
  line: (order: ToProxy) => void;
  /** PostgreSQL ends as if its machine did, and is there again after so many milliseconds. */
  crashDatabase: (awayMs: number) => Promise<void>;
  pending: () => Promise<Pending>;
  log: (since: number, limit: number) => Promise<LogPage>;
  order: (path: string, body: object) => Promise<void>;
  /** When the simulator itself was late. */
  stalls: Stall[];
  close: () => Promise<void>;
};

export async function openStage(size: Size, draw: Draw): Promise<Stage> {
  const folder = await mkdtemp(path.join(tmpdir(), "drumbeat-soak-"));
  await chmod(folder, 0o755);
  const cluster = { folder: path.join(folder, "postgres"), password: "soak", settings: POSTGRES };
  let server: EmbeddedServer = await startEmbedded(cluster);
  const stalls: Stall[] = [];
  const { simulator, url } = await startSimulatorProcess(size, stalls);
  const proxy = child("soak/proxy-process.ts", []);
  const ports = FromProxy.parse(await firstMessage(proxy));
  const line = (order: ToProxy) => void proxy.send(order);
  line({ kind: "to", proxy: "database", ports: [server.port] });

  const secret = "soak".repeat(10);
  const environment = { DATABASE_URL: server.urlOf("postgres"), NEXTAUTH_SECRET: secret, ENCRYPTION_KEY: secret, WORKER_SECRET: secret, TWILIO_API_BASE_URL: url, PUBLIC_BASE_URL: `http://127.0.0.1:${ports.webhooks}` };
  Object.assign(process.env, environment);
  await migrate(environment.DATABASE_URL);
  const connected = await connectAccount(connectable(live()), url);
  if (connected.kind !== "connected") throw new Error(connected.sentence);
  const { rows } = await pool().query<{ id: string }>(`insert into person (email, name, password_hash) values ('soak@example.test', 'Soak', 'none') returning id`);

  const seenByWorkers = Object.assign(new URL(environment.DATABASE_URL), { port: String(ports.database) }).toString();
  const crew = new Crew(size.workers, {
    draw,
    environment: { ...process.env, DATABASE_URL: seenByWorkers, DRUMBEAT_CRASH_POINTS: "this-process-is-a-test" },
    changed: (ready) => proxy.connected && line({ kind: "to", proxy: "webhooks", ports: ready }),
  });
  const order = async (name: string, body: object) => {
    const answer = await fetch(`${url}/__sim/${name}`, { method: "POST", body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`The simulator does not take the order ${name}: ${await answer.text()}`);
  };
  await order("webhooks", { accountSid: live().sid, inboundUrl: `${environment.PUBLIC_BASE_URL}/api/twilio/inbound/${connected.accountId}` });
  const crashDatabase = async (awayMs: number) => {
    const [pid] = (await readFile(path.join(cluster.folder, "postmaster.pid"), "utf8")).split("\n");
    process.kill(Number(pid), "SIGQUIT");
    await server.ended;
    await new Promise((resolve) => setTimeout(resolve, awayMs));
    server = await startEmbedded(cluster);
    line({ kind: "to", proxy: "database", ports: [server.port] });
  };
  const close = async () => {
    await crew.end();
    for (const each of [proxy, simulator]) each.disconnect();
    await disconnect();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
  const ask = async (what: string) => (await fetch(`${url}/__sim/${what}`)).json();
  return {
    accountId: connected.accountId,
    twilioSid: live().sid,
    personId: rows[0]?.id ?? "",
    crew,
    line,
    crashDatabase,
    pending: async () => readPending(await ask("pending")),
    log: async (since, limit) => readLog(await ask(`log?since=${since}&limit=${limit}`)),
    order,
    stalls,
    close,
  };
}

async function startSimulatorProcess(size: Size, stalls: Stall[]): Promise<{ simulator: ChildProcess; url: string }> {
  const simulator = child("soak/simulator-process.ts", [String(size.senders), String(size.mps), String(size.seed), SPEED]);
  try {
    setPriority(simulator.pid ?? 0, FIRST);
  } catch {
    // Then the log of its own lateness has to do.
  }
  const first = FromSimulator.parse(await firstMessage(simulator));
  simulator.on("message", (message) => {
    const told = FromSimulator.parse(message);
    if (told.kind === "late") stalls.push({ endMs: told.endMs, ms: told.lateMs });
  });
  if (first.kind !== "ready") throw new Error("The simulator did not say where it listens.");
  return { simulator, url: first.url };
}

function child(file: string, args: string[]): ChildProcess {
  return spawn(process.execPath, [file, ...args], { cwd: ROOT, stdio: ["ignore", "inherit", "inherit", "ipc"] });
}

function firstMessage(of: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    of.once("message", resolve);
    of.once("exit", (code) => reject(new Error(`A process of the soak ended with ${code}.`)));
  });
}

/** The simulator is ours and its answers are its own types. */
function readPending(answer: unknown): Pending {
  return answer as Pending;
}

function readLog(answer: unknown): LogPage {
  return answer as LogPage;
}
