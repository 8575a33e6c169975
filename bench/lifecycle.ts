/** The whole life of messages at full load: sent by several senders, reported on three times each, counted, with Twilio's side and the database on the same machine. */
import { setTimeout } from "node:timers/promises";
import { pool } from "#lib/db/connection.ts";
import type { SimulatorStats } from "#simulator/stats.ts";
import { launchTo, until } from "../worker/test-world.ts";
import { atLeast, exactly, type Figure, observed } from "./figure.ts";
import { cpuSecondsOfFamily, cpuSecondsOfMachine, cpuSecondsOfProcess } from "./processes.ts";
import { numberIn } from "./sized.ts";
import { openStage, type Stage } from "./stage.ts";

const SENDERS = 4;
/** Together a fifth above the aim, so that the aim is no accident. */
const MPS = 300;
const WORKERS = 2;
const SECONDS = 60;
/** Until messages are read as often as others are sent. */
const WARM_UP_SECONDS = 10;
const SENDS_AIM = 1_000;
const CALLBACKS_AIM = 3_000;
const FIRST_WITHIN_SECONDS = 60;
const FINISH_WITHIN_SECONDS = 180;
const QUIET_WITHIN_SECONDS = 60;
const LOOK_EVERY_MS = 1_000;
const STRETCH_MS = 10_000;
const MICROSECONDS = 1_000_000;

/** Everybody gets and reads it, so that each message is reported on three times, soon after one another. */
const NETWORK = ["--delivered-rate", "1", "--failed-rate", "0", "--read-rate", "1", "--speed", "5"];

/** What tells of each statement. It costs a little itself, so it is only loaded when asked for. */
const TELLING = { shared_preload_libraries: "pg_stat_statements", "pg_stat_statements.track_planning": "on" };
const STATEMENTS_MAX = 8;
const STATEMENT_WORDS = 60;

/** `--seconds=N`, `--senders=N`, `--mps=N` and `--workers=N` change the size; `--statements` tells where PostgreSQL's time goes, too. */
export async function* lifecycleFigures(args: string[]): AsyncGenerator<Figure> {
  const [seconds, senders, mps, workers] = [numberIn(args, "seconds", SECONDS), numberIn(args, "senders", SENDERS), numberIn(args, "mps", MPS), numberIn(args, "workers", WORKERS)];
  const stage = await openStage(["--mps", String(mps), ...NETWORK], { senders, settings: args.includes("--statements") ? TELLING : {} });
  try {
    const { campaignId, queued } = await launchTo(stage, { people: mps * senders * (WARM_UP_SECONDS + seconds), mps, senders });
    const pids = Array.from({ length: workers }, () => stage.startWorker().pid);
    await until(() => calmStats(stage), ({ totals }) => totals.accepted > 0, FIRST_WITHIN_SECONDS);
    await setTimeout(WARM_UP_SECONDS * 1000);
    if (args.includes("--statements")) await pool().query(`create extension if not exists pg_stat_statements`);
    const before = await snapshot(stage, pids);
    await setTimeout(seconds * 1000);
    const after = await snapshot(stage, pids);
    const times = [...(await stage.acceptTimes()).values()].flat().filter((at) => at >= before.atMs && at < after.atMs).sort((one, other) => one - other);
    const took = (after.atMs - before.atMs) / 1000;
    yield atLeast(`sends a second, of ${senders} senders at ${mps} each`, times.length / took, "per second", SENDS_AIM);
    yield atLeast("callbacks a second, answered 2xx", (after.answered - before.answered) / took, "per second", CALLBACKS_AIM);
    yield observed("sends a second in the slowest 10 s", slowestStretch(times, before.atMs, after.atMs) / (STRETCH_MS / 1000), "per second");
    yield* whereTheTimeGoes(before, after, times.length);
    if (args.includes("--statements")) yield* dearestStatements(times.length);
    yield* endFigures(stage, { campaignId, queued });
  } finally {
    await stage.close();
  }
}

type Snapshot = { atMs: number; answered: number; cpu: Map<string, number> };

async function snapshot(stage: Stage, workers: (number | undefined)[]): Promise<Snapshot> {
  const { callbacks } = await stage.stats();
  const cpu = new Map<string, number>();
  const add = (name: string, seconds: number | null) => void cpu.set(name, (cpu.get(name) ?? 0) + (seconds ?? 0));
  for (const pid of workers) add("workers", cpuSecondsOfProcess(pid));
  add("simulator", cpuSecondsOfProcess(stage.pids.simulator));
  add("PostgreSQL", cpuSecondsOfFamily(stage.pids.database));
  const { rows } = await pool().query<{ pid: number; purpose: string }>(`select pid, case when backend_type = 'client backend' then coalesce(nullif(application_name, ''), 'everything else') else backend_type end as purpose from pg_stat_activity`);
  for (const { pid, purpose } of rows) add(`PostgreSQL, ${purpose}`, cpuSecondsOfProcess(pid));
  add("whole machine", cpuSecondsOfMachine());
  return { atMs: Date.now(), answered: callbacks.answered2xx, cpu };
}

function* whereTheTimeGoes(before: Snapshot, after: Snapshot, sends: number): Generator<Figure> {
  for (const [name, seconds] of after.cpu) {
    const spent = seconds - (before.cpu.get(name) ?? 0);
    const perSend = (spent * MICROSECONDS) / sends;
    // Dozens of processes of PostgreSQL do nothing to speak of.
    if (perSend >= 1) yield observed(`processor time a send: ${name}`, perSend, "µs");
  }
}

/** Since the start of the server: what a warm-up adds, it adds to all alike. */
async function* dearestStatements(sends: number): AsyncGenerator<Figure> {
  const { rows } = await pool().query<{ words: string; ms: number; calls: number; rows: number }>(
    `select left(regexp_replace(btrim(query), '\\s+', ' ', 'g'), ${STATEMENT_WORDS}) as words, total_exec_time + total_plan_time as ms, calls::int, rows::int from pg_stat_statements order by 2 desc limit ${STATEMENTS_MAX}`,
  );
  for (const { words, ms, calls, rows: found } of rows) yield observed(`time a send, ${(calls / sends).toFixed(2)} calls, ${(found / calls).toFixed(1)} rows each: ${words}`, (ms * 1000) / sends, "µs");
}

/** Messages in the stretch of ten seconds that has the fewest. */
function slowestStretch(times: number[], fromMs: number, toMs: number): number {
  let fewest = times.length;
  for (let start = fromMs; start + STRETCH_MS <= toMs; start += STRETCH_MS) fewest = Math.min(fewest, times.filter((at) => at >= start && at < start + STRETCH_MS).length);
  return fewest;
}

/** When everything has arrived, the counters must say what happened. */
async function* endFigures(stage: Stage, { campaignId, queued }: { campaignId: string; queued: number }): AsyncGenerator<Figure> {
  await until(() => calmStats(stage), ({ totals }) => totals.accepted >= queued, FINISH_WITHIN_SECONDS).catch(() => undefined);
  await until(() => calmStats(stage), ({ callbacks, movesToCome }) => callbacks.underWay === 0 && movesToCome === 0, QUIET_WITHIN_SECONDS).catch(() => undefined);
  const { totals, recipients, statuses, callbacks } = await stage.stats();
  yield exactly(`accepted by the simulator, of ${queued} queued`, totals.accepted, "messages", queued);
  yield exactly("recipients accepted more than once", recipients.acceptedMoreThanOnce, "people", 0);
  yield exactly("callbacks that were not answered 2xx", callbacks.failed, "requests", 0);
  const counted = await until(() => countersOf(campaignId), ({ accepted, read }) => accepted === totals.accepted && read === statuses.read, QUIET_WITHIN_SECONDS).catch(() => countersOf(campaignId));
  yield exactly("accepted, as the counters say", counted.accepted, "messages", totals.accepted);
  yield exactly("read, as the counters say", counted.read, "messages", statuses.read);
}

async function countersOf(campaignId: string): Promise<{ accepted: number; read: number }> {
  const { rows } = await pool().query<{ accepted: number; read: number }>(`select coalesce(sum(accepted), 0)::int as accepted, coalesce(sum(read), 0)::int as read from campaign_tally where campaign_id = $1`, [campaignId]);
  return rows[0] ?? { accepted: 0, read: 0 };
}

/** Counting keeps the simulator from its work, so it is asked seldom. */
async function calmStats(stage: Stage): Promise<SimulatorStats> {
  await setTimeout(LOOK_EVERY_MS);
  return stage.stats();
}
