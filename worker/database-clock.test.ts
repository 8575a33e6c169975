/** The clock of the database steps in the middle of a campaign, for all connections at once. */
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { resumeCampaign } from "#lib/commands/resume-campaign.ts";
import { pool } from "#lib/db/connection.ts";
import { freshDatabase } from "#lib/db/testing.ts";
import type { OpenDrain } from "#lib/drain/open-drain.ts";
import { runDrain } from "#lib/drain/run-drain.ts";
import { acceptTimesBySender } from "../soak/evidence.ts";
import { messageInvariants } from "../soak/message-invariants.ts";
import { rateInvariant } from "../soak/rate-invariant.ts";
import { rowInvariants } from "../soak/row-invariants.ts";
import { seenBy } from "./test-drains.ts";
import { drainOf, launchTo, openTestWorld, statesOf, until, type TestWorld } from "./test-world.ts";

const MPS = 40;

let world: TestWorld;
let drain: OpenDrain;
let stop: AbortController;
let running: Promise<unknown>;

beforeAll(async () => {
  await freshDatabase();
  // The offset that tests set counts from the next connection on; a clock that steps, steps for everybody.
  await pool().query(`
    create table stepped_clock (ahead interval not null);
    insert into stepped_clock values ('0');
    create or replace function app_now() returns timestamptz language sql volatile as $$ select clock_timestamp() + (select ahead from stepped_clock) $$;
    create or replace function app_now_stable() returns timestamptz language sql stable as $$ select statement_timestamp() + (select ahead from stepped_clock) $$;
  `);
});
beforeEach(async () => {
  await pool().query(`truncate account, person cascade`);
  await step("0");
  world = await openTestWorld({ mps: 400 });
});
afterEach(async () => {
  stop.abort();
  await running;
  await drain.close();
  await world.close();
});

const step = (ahead: string) => pool().query(`update stepped_clock set ahead = $1::interval`, [ahead]);
const acceptedNow = async () => world.simulator.stats().totals.accepted;
const stateOf = async (campaignId: string) => (await pool().query<{ state: string }>(`select state from campaign where id = $1`, [campaignId])).rows[0]?.state;

async function begin(): Promise<{ campaignId: string; queued: number }> {
  const launched = await launchTo(world, { people: 120, mps: MPS });
  await pool().query(`update message set due_at = now() - interval '2 hours'`);
  drain = drainOf(world, "drain");
  stop = new AbortController();
  running = runDrain(drain.world, stop.signal);
  await until(acceptedNow, (accepted) => accepted >= 20);
  return launched;
}

async function everybodyOnceAtTheRate(queued: number): Promise<void> {
  const seen = seenBy(world);
  const rates = [{ atMs: 0, mps: MPS }];
  expect([...acceptTimesBySender(seen)].flatMap(([sender, times]) => rateInvariant(sender, times, { rates, allowance: "storm", stalls: [] }))).toEqual([]);
  await world.simulator.quiet();
  expect(await messageInvariants({ db: pool(), seen })).toEqual([]);
  expect(await rowInvariants(pool(), "at rest")).toEqual([]);
  expect(seen).toHaveLength(queued);
}

test("an hour forward earns no burst; what is late by it goes on when a person says so", async () => {
  const { campaignId, queued } = await begin();
  await step("61 minutes");
  await until(() => stateOf(campaignId), (state) => state === "held" || state === "completed");
  if ((await stateOf(campaignId)) === "held") expect(await resumeCampaign(world.personId, { accountId: world.accountId, campaignId })).toEqual({ kind: "moved" });
  await until(() => stateOf(campaignId), (state) => state === "completed");
  expect(await statesOf(campaignId)).toEqual({ accepted: queued });
  await everybodyOnceAtTheRate(queued);
});

test("an hour back holds nothing up: the next slot is no further away than one claim leaves it", async () => {
  const { campaignId, queued } = await begin();
  await step("-1 hour");
  await until(() => stateOf(campaignId), (state) => state === "completed");
  expect(await statesOf(campaignId)).toEqual({ accepted: queued });
  await everybodyOnceAtTheRate(queued);
});
