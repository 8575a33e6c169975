/**
 * How exactly a rate is kept and what that costs: this drain with 1, 2 and 8 workers, and what a Node team would reach for
 * instead, each alone on the same machine, with the same messages over the same client, measured where the messages arrive.
 */
import { setTimeout } from "node:timers/promises";
import { mostInAnyWindow } from "#simulator/stats.ts";
import { launchTo, until } from "../worker/test-world.ts";
import { atLeast, atMost, observed, type Figure } from "./figure.ts";
import { findRedis, startRedis } from "./peers/redis.ts";
import type { PeerPlan } from "./peers/plan.ts";
import { planFor } from "./peer-plan.ts";
import { cpuSecondsOfFamily, cpuSecondsOfProcess } from "./processes.ts";
import { numberIn, wordsIn } from "./sized.ts";
import { openStage, type Stage } from "./stage.ts";

const RATES = [80, 400];
const SECONDS = 15;
/** Compilers warm up and windows fill: until so many sends, and so many seconds at most, nothing is counted but the worst second. */
const WARM_UP_SENDS = 1_200;
const WARM_UP_SECONDS_MIN = 3;
const WARM_UP_SECONDS_MAX = 15;
/** So much more is queued than the time needs: whoever goes too fast must not run dry. */
const SPARE = 1.5;
const FIRST_WITHIN_SECONDS = 60;
const LOOK_EVERY_MS = 200;
const SHARE_AIM = 0.99;
const CPU_AIM = 1.5;
const MICROSECONDS = 1_000_000;

/** Where a contender keeps its queue. */
type Store = "memory" | "database" | "redis";
type Contender = { name: string; store: Store; workers: number; isOurs: boolean };
type Measured = { share: number; worst: number; workerUs: number; storeUs: number };

const CONTENDERS: Contender[] = [
  { name: "bare", store: "memory", workers: 1, isOurs: false },
  ...[1, 2, 8].map((workers) => ({ name: `drumbeat ${workers}`, store: "database" as const, workers, isOurs: true })),
  { name: "p-queue", store: "memory", workers: 1, isOurs: false },
  { name: "p-queue strict", store: "memory", workers: 1, isOurs: false },
  { name: "bullmq", store: "redis", workers: 1, isOurs: false },
  { name: "pg-boss", store: "database", workers: 1, isOurs: false },
  { name: "graphile-worker", store: "database", workers: 1, isOurs: false },
];

/** `--seconds=N` counts longer or shorter, `--only=NAME,…` and `--mps=N,…` leave others out. The bare loop always runs: it is what others are compared with. */
export async function* drainFigures(args: string[]): AsyncGenerator<Figure> {
  const seconds = numberIn(args, "seconds", SECONDS);
  const only = wordsIn(args, "only", CONTENDERS.map(({ name }) => name));
  const rates = wordsIn(args, "mps", RATES.map(String)).map(Number);
  for (const mps of rates) {
    let bareUs = 0;
    for (const contender of CONTENDERS.filter(({ name }) => name === "bare" || only.includes(name))) {
      const redis = contender.store === "redis" ? findRedis() : null;
      if (contender.store === "redis" && redis === null) {
        yield observed(`${contender.name} at ${mps}: skipped, for there is no redis-server on this machine`, 0, "");
        continue;
      }
      const measured = await measure(contender, { mps, seconds, redis });
      if (contender.name === "bare") bareUs = measured.workerUs;
      yield* told(contender, mps, measured, bareUs);
    }
  }
}

/** Ratios first. Of the others it is told and not judged. */
function* told({ name, isOurs, store }: Contender, mps: number, { share, worst, workerUs, storeUs }: Measured, bareUs: number): Generator<Figure> {
  const at = `${name}${isOurs ? " worker(s)" : ""} at ${mps}`;
  const windowAim = Math.floor(mps * 1.02 + 1);
  yield isOurs ? atLeast(`${at}: rate, of the configured`, share, "times", SHARE_AIM) : observed(`${at}: rate, of the configured`, share, "times");
  yield isOurs ? atMost(`${at}: most in any second`, worst, "messages", windowAim) : observed(`${at}: most in any second`, worst, "messages");
  const ratio = `${at}: worker's processor time a send, of the bare loop's`;
  yield isOurs ? atMost(ratio, workerUs / bareUs, "times", CPU_AIM) : observed(ratio, workerUs / bareUs, "times");
  if (store !== "memory") yield observed(`${at}: store's processor time a send, of the bare loop's`, storeUs / bareUs, "times");
  yield observed(`${at}: worker's processor time a send`, workerUs, "µs");
  if (store !== "memory") yield observed(`${at}: store's processor time a send`, storeUs, "µs");
}

type Run = { mps: number; seconds: number; redis: string | null };

/** The simulator posts no callbacks: what they cost is measured elsewhere, and no other contender has a door for them. */
async function measure(contender: Contender, { mps, seconds, redis }: Run): Promise<Measured> {
  const stage = await openStage(["--mps", String(mps), "--lost-rate", "1"]);
  const running = redis === null ? null : await startRedis(redis);
  try {
    const warmUpSeconds = Math.min(WARM_UP_SECONDS_MAX, Math.max(WARM_UP_SECONDS_MIN, WARM_UP_SENDS / mps));
    const messages = Math.ceil(mps * (seconds + warmUpSeconds) * SPARE);
    const workers = contender.isOurs ? await startOurs(stage, contender.workers, { mps, messages }) : [startPeer(stage, contender.name, await planFor(stage, { mps, messages, redisPort: running?.port ?? null }))];
    const storePid = contender.store === "database" ? stage.pids.database : contender.store === "redis" ? running?.pid : undefined;
    const spent = () => ({ worker: cpuSecondsOfAll(workers), store: storePid === undefined ? 0 : (cpuSecondsOfFamily(storePid) ?? 0) });
    await until(async () => (await pausedStats(stage)).totals.accepted, (accepted) => accepted > 0, FIRST_WITHIN_SECONDS);
    await setTimeout(warmUpSeconds * 1000);
    const before = { ...spent(), atMs: Date.now() };
    await setTimeout(seconds * 1000);
    const after = { ...spent(), atMs: Date.now() };
    const times = [...(await stage.acceptTimes()).values()].flat().filter((at) => at < after.atMs);
    const counted = times.filter((at) => at >= before.atMs).length;
    return {
      share: (counted * 1000) / (after.atMs - before.atMs) / mps,
      worst: mostInAnyWindow(times),
      workerUs: ((after.worker - before.worker) * MICROSECONDS) / counted,
      storeUs: ((after.store - before.store) * MICROSECONDS) / counted,
    };
  } finally {
    await stage.close();
    await running?.close();
  }
}

async function startOurs(stage: Stage, workers: number, { mps, messages }: { mps: number; messages: number }): Promise<(number | undefined)[]> {
  await launchTo(stage, { people: messages, mps, senders: 1 });
  return Array.from({ length: workers }, () => stage.startWorker().pid);
}

function startPeer(stage: Stage, name: string, plan: PeerPlan): number | undefined {
  return stage.startProgram("bench/peers/process.ts", [name], { BENCH_PLAN: JSON.stringify(plan) }).pid;
}

function cpuSecondsOfAll(pids: (number | undefined)[]): number {
  let seconds = 0;
  for (const pid of pids) seconds += cpuSecondsOfProcess(pid) ?? 0;
  return seconds;
}

async function pausedStats(stage: Stage) {
  await setTimeout(LOOK_EVERY_MS);
  return stage.stats();
}
