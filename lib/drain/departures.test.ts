import { randomUUID } from "node:crypto";
import { beforeAll, beforeEach, expect, test, vi } from "vitest";
import { claimDue, type ClaimedMessage } from "#lib/db/claim-due.ts";
import { pool, type Tx } from "#lib/db/connection.ts";
import { attemptId } from "#lib/db/mark-departed.ts";
import { seedCampaign } from "#lib/db/testing-campaign.ts";
import { freshDatabase } from "#lib/db/testing.ts";
import { Departures, type Departed } from "./departures.ts";
import type { DrainWorld } from "./drain-world.ts";

let claimed: ClaimedMessage[];
/** How far the clock of the drain was set forward, in milliseconds. */
let aheadMs: number;
let noted: string[];
let outcomes: Departed[];

beforeAll(async () => void (await freshDatabase()));
beforeEach(async () => {
  await pool().query(`truncate account cascade`);
  const { senderId } = await seedCampaign(pool(), { people: 1, mps: 80 });
  claimed = (await claimDue(pool(), { senderId, claimToken: randomUUID(), worker: "test", horizonMs: 100, batchMax: 1 })).messages;
  aheadMs = 0;
  noted = [];
  outcomes = [];
});

/** A way to Twilio that takes so long before the first byte. */
function worldThatWaits(waitMs: number): DrainWorld {
  const departureLog = { note: (attempt: { messageId: string; n: number }) => void noted.push(attemptId(attempt)), settled: () => undefined, listDead: async () => [] };
  const send: DrainWorld["send"] = async (_message, departing) => {
    aheadMs += waitMs;
    try {
      departing();
    } catch {
      return { kind: "not_sent", reason: "late" };
    }
    return { kind: "accepted", messageSid: `SM${"a".repeat(32)}` };
  };
  return { worker: "test", shard: 5, db: pool(), monotonicMs: () => performance.now() + aheadMs, departureLog, roomOf: () => 250, send, say: () => undefined };
}

async function depart(world: DrainWorld): Promise<void> {
  const departures = new Departures(world, (_message, outcome) => void outcomes.push(outcome));
  departures.add(claimed, world.monotonicMs());
  await vi.waitFor(() => expect(outcomes).toHaveLength(1));
  await departures.stop();
}

test("what waits for its connection until its slot has passed does not leave", async () => {
  await depart(worldThatWaits(300));
  expect(outcomes).toMatchObject([{ kind: "not_sent" }]);
  expect(noted).toEqual([]);
});

test("for how long the claim's answer was on its way counts as well", async () => {
  await pool().query(`update attempt set slot_at = app_now() - interval '60 milliseconds'`);
  await depart(worldThatWaits(210));
  expect(outcomes).not.toMatchObject([{ kind: "accepted" }]);
  expect(noted).toEqual([]);
});

test("what leaves in time is noted immediately before", async () => {
  await depart(worldThatWaits(50));
  expect(outcomes).toMatchObject([{ kind: "accepted" }]);
  expect(noted).toEqual(claimed.map(attemptId));
});

/** Of whoever waits for a lock to write a mark. */
async function markThatWaits(): Promise<number> {
  const asking = () => pool().query<{ pid: number }>(`select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like '%set departed_at%'`);
  return vi.waitFor(async () => {
    const [waiting] = (await asking()).rows;
    if (!waiting) throw new Error("No mark waits.");
    return waiting.pid;
  }, 5_000);
}

test.each([
  ["is refused", (held: Tx) => held.query(`update attempt set outcome = 'not_sent'`)],
  ["never comes", async () => pool().query(`select pg_terminate_backend($1)`, [await markThatWaits()])],
])("nothing leaves while its mark in the database is unanswered, nor when the answer %s", async (_name, end) => {
  const world = worldThatWaits(0);
  const held = await pool().connect();
  const departures = new Departures(world, (_message, outcome) => void outcomes.push(outcome));
  try {
    await held.query(`begin`);
    await held.query(`select 1 from attempt for update`);
    departures.add(claimed, world.monotonicMs());
    await markThatWaits();
    // Its slot passes, and it would still be in time.
    await vi.waitFor(async () => expect((await pool().query(`select 1 from attempt where slot_at < app_now() - interval '30 milliseconds'`)).rowCount).toBe(1), 5_000);
    expect({ noted, outcomes }).toEqual({ noted: [], outcomes: [] });
    await end(held);
  } finally {
    await held.query(`commit`);
    held.release();
  }
  await vi.waitFor(() => expect(outcomes).toHaveLength(1));
  await departures.stop();
  expect({ noted, outcomes }).toEqual({ noted: [], outcomes: [{ kind: "returned", reason: "Its slot had passed." }] });
});

test.each([
  ["stop-sender", 1],
  ["stop-account", 1],
  ["hold-template", 9],
] as const)("after a refusal that says %s, so many of nine requests leave", async (kind, leave) => {
  await pool().query(`truncate account cascade`);
  const { senderId } = await seedCampaign(pool(), { people: 20, mps: 80 });
  claimed = (await claimDue(pool(), { senderId, claimToken: randomUUID(), worker: "test", horizonMs: 100, batchMax: 9 })).messages;
  let requests = 0;
  const refused = { kind: "rejected", code: 63007, reaction: { kind }, reason: "Refused." } as const;
  const departures = new Departures(
    {
      ...worldThatWaits(0),
      send: async (_message, departing) => {
        departing();
        requests += 1;
        return refused;
      },
    },
    (_message, outcome) => void outcomes.push(outcome),
  );
  departures.add(claimed, performance.now());
  await vi.waitFor(() => expect(outcomes).toHaveLength(9));
  departures.add(claimed, performance.now());
  await departures.stop();
  expect(requests).toBe(leave);
});
