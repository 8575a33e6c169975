/** What goes wrong during a soak, drawn from its seed. */
import { setTimeout as sleep } from "node:timers/promises";
import { pool } from "#lib/db/connection.ts";
import type { FateName } from "#simulator/faults.ts";
import type { Draw } from "../bench/seeded.ts";
import type { Stage } from "./stage.ts";

/** A worker is killed this often, in milliseconds. */
const KILL_MS = [200, 4_600] as const;
/** Something else goes wrong this often. */
const FAULT_MS = [500, 4_000] as const;

/** Every fault is a verb with its weight. */
type Fault = { name: string; weight: number; strike: (stage: Stage, draw: Draw) => Promise<unknown> | void };

const FAULTS: Fault[] = [
  { name: "worker stopped and woken", weight: 20, strike: ({ crew }, draw) => crew.stopOne(300 + draw.below(8_000)) },
  { name: "all workers killed", weight: 4, strike: ({ crew }) => crew.killAll() },
  { name: "PostgreSQL crashed and back", weight: 3, strike: ({ crashDatabase }, draw) => crashDatabase(draw.below(2_000)) },
  { name: "database connections ended", weight: 8, strike: () => pool().query(`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and application_name = 'drumbeat engine'`) },
  { name: "lines to the database cut", weight: 15, strike: ({ line }) => line({ kind: "cut", proxy: "database" }) },
  { name: "answers of the database lost", weight: 10, strike: ({ line }, draw) => line({ kind: "swallow", proxy: "database", forMs: 50 + draw.below(2_000) }) },
  { name: "webhooks cut", weight: 10, strike: ({ line }) => line({ kind: "cut", proxy: "webhooks" }) },
  { name: "Twilio refuses connections", weight: 10, strike: ({ order }, draw) => order("door", { closedMs: 100 + draw.below(1_500) }) },
  { name: "sends meet faults", weight: 15, strike: ({ order }, draw) => order("faults", { script: Array.from({ length: 1 + draw.below(12) }, () => draw.of(FATES)) }) },
];

/** Fates that a storm is made of. Those that refuse in a row would hold the sender, which is right and ends the soak's sending. */
const FATES: FateName[] = ["acceptThen500", "acceptThenDropConnection", "acceptThenDropMidBody", "acceptThenEmpty", "acceptThenGarbage", "refuse429", "refuse429RetryAfter", "refuse500", "dropConnection", "resetBeforeReading"];

export type Storm = { struck: Record<string, number> };

/** Strikes until the signal. What a strike meets itself, such as a database that is away, is part of the weather. */
export async function rage(stage: Stage, draw: Draw, until: AbortSignal): Promise<Storm> {
  const struck: Record<string, number> = {};
  await Promise.all([killing(stage, draw, until), striking(stage, { draw, until, struck })]);
  return { struck };
}

async function killing({ crew }: Stage, draw: Draw, until: AbortSignal): Promise<void> {
  while (await waited(between(KILL_MS, draw), until)) crew.killOne();
}

async function striking(stage: Stage, { draw, until, struck }: { draw: Draw; until: AbortSignal; struck: Record<string, number> }): Promise<void> {
  while (await waited(between(FAULT_MS, draw), until)) {
    stage.crew.wakeAll();
    const fault = oneOf(draw);
    struck[fault.name] = (struck[fault.name] ?? 0) + 1;
    try {
      await fault.strike(stage, draw);
    } catch {
      // It struck while another fault was on.
    }
  }
}

function oneOf(draw: Draw): Fault {
  let luck = draw.below(FAULTS.reduce((sum, { weight }) => sum + weight, 0));
  for (const fault of FAULTS) {
    luck -= fault.weight;
    if (luck < 0) return fault;
  }
  throw new RangeError("The weights do not add up.");
}

function between([least, most]: readonly [number, number], draw: Draw): number {
  return least + draw.below(most - least);
}

/** False when the signal came first. */
async function waited(ms: number, until: AbortSignal): Promise<boolean> {
  return sleep(ms, !until.aborted, { signal: until }).catch(() => false);
}
