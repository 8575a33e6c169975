/** One soak from its first process to its report. */
import { setTimeout as sleep } from "node:timers/promises";
import { pool } from "#lib/db/connection.ts";
import { drawFrom } from "../bench/seeded.ts";
import { Campaigns, leftToSend } from "./campaigns.ts";
import type { Deaths } from "./crew.ts";
import type { Violation } from "./evidence.ts";
import { violationsAtRest } from "./invariants.ts";
import { lateMs } from "./rate-invariant.ts";
import { openStage, type Size, type Stage } from "./stage.ts";
import { rage } from "./storm.ts";
import { Watch } from "./watch.ts";

export type SoakSize = Size & { minutes: number };
export type Report = {
  size: SoakSize;
  kills: number;
  deaths: Deaths;
  struck: Record<string, number>;
  campaigns: number;
  orders: number;
  requests: number;
  accepted: number;
  /** Attempts of which nobody can tell, listed for a person. */
  inDoubt: number;
  cameToRest: boolean;
  /** How long the simulator was behind itself, in milliseconds, all in all. */
  simulatorLateMs: number;
  violations: Violation[];
};

const LOOK_EVERY_MS = 10_000;
const LAUNCH_EVERY_MS = 1_000;
const ORDER_EVERY_MS = [200, 1_500] as const;
/** As long as something moves, a slow machine may take its time; when nothing has for so long, nothing will. */
const NO_PROGRESS_MS = 90_000;
const REST_WITHIN_MS = 1_800_000;
const REST_LOOK_EVERY_MS = 1_000;
/** A callback that met a cut line comes again by itself, and the last of them a few seconds after all else. */
const STILL_FOR_MS = 5_000;

export async function soak(size: SoakSize, say: (line: string) => void): Promise<Report> {
  const draw = drawFrom(size.seed);
  const stage = await openStage(size, drawFrom(size.seed + 1));
  try {
    const campaigns = new Campaigns(stage, drawFrom(size.seed + 2), size.mps);
    await campaigns.begin();
    const watch = new Watch(stage);
    const over = new AbortController();
    const ends = setTimeout(() => over.abort(), size.minutes * 60_000);
    const [{ struck }] = await Promise.all([rage(stage, draw, over.signal), people(campaigns, drawFrom(size.seed + 3), over.signal), watching(watch, { stage, say, until: over.signal })]);
    clearTimeout(ends);
    say("The storm is over; everything comes to rest.");
    const cameToRest = await rest(stage, campaigns);
    // Who still sends would be ahead of what is read first.
    await stage.crew.end();
    await watch.read();
    const found = await violationsAtRest({ db: pool(), seen: watch.seen, rates: campaigns.rates, allowance: "storm", stalls: stage.stalls, orders: campaigns.orders, doubtful: campaigns.doubtful });
    const { deaths } = stage.crew;
    const kills = deaths.killed + Object.values(deaths.atPoints).reduce((sum, count) => sum + count, 0);
    return {
      size, kills, deaths, struck, campaigns: campaigns.launched.length, orders: campaigns.orders.length, requests: watch.seen.length, accepted: watch.accepted, inDoubt: await inDoubt(), cameToRest,
      simulatorLateMs: Math.round(lateMs(stage.stalls)), violations: [...watch.violations, ...found],
    };
  } finally {
    await stage.close();
  }
}

/** Launches one campaign after the other and does what people do. */
async function people(campaigns: Campaigns, draw: ReturnType<typeof drawFrom>, until: AbortSignal): Promise<void> {
  const launching = async () => {
    while (await waited(LAUNCH_EVERY_MS, until)) await campaigns.launchNext().catch(() => undefined);
  };
  const ordering = async () => {
    while (await waited(ORDER_EVERY_MS[0] + draw.below(ORDER_EVERY_MS[1] - ORDER_EVERY_MS[0]), until)) await campaigns.doSomething().catch(() => undefined);
  };
  await Promise.all([launching(), ordering()]);
}

async function watching(watch: Watch, { stage, say, until }: { stage: Stage; say: (line: string) => void; until: AbortSignal }): Promise<void> {
  while (await waited(LOOK_EVERY_MS, until)) {
    await watch.look().catch(() => undefined);
    const { killed, atPoints, unasked } = stage.crew.deaths;
    say(`${watch.accepted} accepted · ${killed} killed · ${Object.values(atPoints).reduce((sum, count) => sum + count, 0)} died at crash points · ${unasked} ended by themselves · ${watch.violations.length} violations`);
  }
}

/** Nothing is queued, open or on its way any more; false when that does not come. */
async function rest(stage: Stage, campaigns: Campaigns): Promise<boolean> {
  await stage.order("faults", {});
  await stage.crew.becalm();
  const endMs = performance.now() + REST_WITHIN_MS;
  let stillSinceMs = Infinity;
  let movedMs = performance.now();
  let before = "";
  while (performance.now() < endMs && performance.now() - movedMs < NO_PROGRESS_MS) {
    await sleep(REST_LOOK_EVERY_MS);
    await campaigns.resumeAll();
    const { movesToCome, underWay } = await stage.pending();
    const left = [await leftToSend(), await unfinished(), movesToCome, underWay];
    if (left.join() !== before) movedMs = performance.now();
    before = left.join();
    const isStill = left.every((count) => count === 0);
    if (!isStill) stillSinceMs = Infinity;
    else stillSinceMs = Math.min(stillSinceMs, performance.now());
    if (performance.now() - stillSinceMs > STILL_FOR_MS) return true;
  }
  return false;
}

async function unfinished(): Promise<number> {
  const { rows } = await pool().query<{ n: number }>(`select (select count(*) from campaign where launched_at is not null and finished_at is null)::int + (select count(*) from attempt where outcome = 'open')::int as n`);
  return rows[0]?.n ?? 0;
}

async function inDoubt(): Promise<number> {
  const { rows } = await pool().query<{ n: number }>(`select count(*)::int as n from attempt where outcome in ('ambiguous', 'unconfirmed')`);
  return rows[0]?.n ?? 0;
}

async function waited(ms: number, until: AbortSignal): Promise<boolean> {
  return sleep(ms, !until.aborted, { signal: until }).catch(() => false);
}

/** The report for people. */
export function asReport(report: Report): string {
  const { size, kills, deaths, struck, accepted, requests, campaigns, orders, inDoubt: doubts, cameToRest, simulatorLateMs, violations } = report;
  const counts = (of: Record<string, number>) => Object.entries(of).map(([name, count]) => `${name} ${count}`).join(" · ");
  return [
    `${size.minutes} minutes, seed ${size.seed}: ${size.workers} workers, ${size.senders} senders up to ${size.mps} messages per second`,
    `${kills} kills, ${deaths.killed} at random and at crash points: ${counts(deaths.atPoints)}; ${deaths.unasked} ended by themselves`,
    counts(struck),
    `${campaigns} campaigns, ${orders} orders of people, ${requests} requests, ${accepted} accepted, ${doubts} in doubt and listed for a person`,
    `${cameToRest ? "Everything came to rest." : "It did not come to rest in time."} The simulator itself was late by ${simulatorLateMs} ms, all in all.`,
    violations.length === 0 ? "0 violations" : `${violations.length} VIOLATIONS`,
    ...violations.map(({ invariant, what, count, examples }) => `${invariant}  ${count} times: ${what}\n      ${examples.join("\n      ")}`),
  ].join("\n");
}
