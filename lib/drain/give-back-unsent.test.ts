import { randomUUID } from "node:crypto";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { claimDue, type ClaimedMessage } from "#lib/db/claim-due.ts";
import { pool } from "#lib/db/connection.ts";
import { attemptId, markDeparted } from "#lib/db/mark-departed.ts";
import { seedCampaign } from "#lib/db/testing-campaign.ts";
import { freshDatabase } from "#lib/db/testing.ts";
import type { DeadProcess, DepartureLog } from "./departure-log.ts";
import type { DrainWorld } from "./drain-world.ts";
import { giveBackUnsent, type KnownDead } from "./give-back-unsent.ts";

let claimed: ClaimedMessage[];
let senderId: string;
let nowMs: number;
let forgotten: string[];

beforeAll(async () => void (await freshDatabase()));
beforeEach(async () => {
  await pool().query(`truncate account cascade`);
  nowMs = 0;
  forgotten = [];
  senderId = (await seedCampaign(pool(), { people: 6, mps: 80 })).senderId;
  claimed = (await claimDue(pool(), { senderId, claimToken: randomUUID(), worker: "victim", horizonMs: 100, batchMax: 4 })).messages;
  await markDeparted(pool(), claimed);
});

function dead(worker: string, mayHaveLeft: ClaimedMessage[]): DeadProcess {
  return { worker, mayHaveLeft: new Set(mayHaveLeft.map(attemptId)), forget: () => void forgotten.push(worker) };
}

/** A machine on which these processes are dead. */
function world(...found: DeadProcess[]): DrainWorld {
  const departureLog: Pick<DepartureLog, "listDead" | "note" | "settled"> = { listDead: async () => found.filter(({ worker }) => !forgotten.includes(worker)), note: () => undefined, settled: () => undefined };
  return { worker: "survivor", shard: 5, db: pool(), monotonicMs: () => nowMs, departureLog, roomOf: () => 250, send: async () => ({ kind: "not_sent", reason: "" }), say: () => undefined };
}

async function passes(drain: DrainWorld): Promise<number> {
  const known: KnownDead = new Map();
  const first = await giveBackUnsent(drain, known);
  nowMs += 2_000;
  return first + (await giveBackUnsent(drain, known));
}

async function states(): Promise<Record<string, number>> {
  const { rows } = await pool().query<{ state: string; n: number }>(`select state, count(*)::int as n from message group by state`);
  return Object.fromEntries(rows.map(({ state, n }) => [state, n]));
}

test("what was marked and never left waits again, and what may have left does not", async () => {
  expect(await passes(world(dead("victim", claimed.slice(0, 1))))).toBe(3);
  expect(await states()).toEqual({ queued: 5, sending: 1 });
  const { rows } = await pool().query(`select outcome, count(*)::int as n from attempt group by outcome order by outcome`);
  expect(rows).toEqual([{ outcome: "open", n: 1 }, { outcome: "not_sent", n: 3 }]);
  expect(forgotten).toEqual(["victim"]);
});

test("what a dead process asked for just before its end, and was committed after it, is given back too", async () => {
  const drain = world(dead("victim", []));
  const known: KnownDead = new Map();
  expect(await giveBackUnsent(drain, known)).toBe(4);
  const late = (await claimDue(pool(), { senderId, claimToken: randomUUID(), worker: "victim", horizonMs: 200, batchMax: 2 })).messages;
  await markDeparted(pool(), late);
  nowMs += 1_999;
  expect(await giveBackUnsent(drain, known)).toBe(2);
  expect(forgotten).toEqual([]);
  nowMs += 1;
  await giveBackUnsent(drain, known);
  expect(forgotten).toEqual(["victim"]);
});

test("a dead process says nothing of what another one sends", async () => {
  expect(await passes(world(dead("somebody else", [])))).toBe(0);
  expect(await states()).toEqual({ queued: 2, sending: 4 });
});

test("what is settled stays as it is", async () => {
  await pool().query(`update attempt set outcome = 'accepted', message_sid = 'SM' || md5(message_id::text) where message_id = $1`, [claimed[0]?.messageId]);
  await pool().query(`update message set state = 'accepted' where id = $1`, [claimed[0]?.messageId]);
  expect(await passes(world(dead("victim", [])))).toBe(3);
  expect(await states()).toEqual({ queued: 5, accepted: 1 });
});

test("where no log can be kept, nothing is proved", async () => {
  expect(await passes({ ...world(), departureLog: null })).toBe(0);
});
