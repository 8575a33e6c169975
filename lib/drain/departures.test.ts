import { randomUUID } from "node:crypto";
import { beforeAll, beforeEach, expect, test, vi } from "vitest";
import { claimDue, type ClaimedMessage } from "#lib/db/claim-due.ts";
import { pool } from "#lib/db/connection.ts";
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

test("what leaves in time is noted immediately before", async () => {
  await depart(worldThatWaits(50));
  expect(outcomes).toMatchObject([{ kind: "accepted" }]);
  expect(noted).toEqual(claimed.map(attemptId));
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
