import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { pool } from "#lib/db/connection.ts";
import { freshDatabase } from "#lib/db/testing.ts";
import { settings } from "#lib/env.ts";
import { launchTo, openTestWorld, statesOf, type TestWorld } from "../../../../worker/test-world.ts";
import { POST } from "./route.ts";

let world: TestWorld;

beforeAll(async () => void (await freshDatabase()));
beforeEach(async () => {
  await pool().query(`truncate account, person cascade`);
  world = await openTestWorld();
  vi.stubEnv("PUBLIC_BASE_URL", world.publicBaseUrl);
  vi.stubEnv("TWILIO_API_BASE_URL", world.simulator.url);
});
afterEach(async () => {
  vi.stubEnv("PUBLIC_BASE_URL", undefined);
  await world.close();
});

function drain(query: string, authorization = `Bearer ${settings().workerSecret}`): Promise<Response> {
  return POST(new Request(`http://localhost/api/worker/drain${query}`, { method: "POST", headers: { authorization } }));
}

test.each(["", "Bearer", "Bearer wrong", `Basic ${"w".repeat(40)}`])("the authorization %j opens nothing", async (authorization) => {
  const { queued, campaignId } = await launchTo(world, { people: 3, mps: 80 });
  const answer = await drain("", authorization);
  expect(answer.status).toBe(401);
  expect(await statesOf(campaignId)).toEqual({ queued });
});

test.each(["?seconds=0", "?seconds=-1", "?seconds=61", "?seconds=nonsense", "?seconds="])("%s is refused with a sentence", async (query) => {
  const answer = await drain(query);
  expect(answer.status).toBe(400);
  expect(await answer.json()).toEqual({ error: "seconds must be a number above 0 and at most 60." });
});

test("a slice of two seconds sends what the rate allows and says what it did", async () => {
  const { queued, campaignId } = await launchTo(world, { people: 300, mps: 50 });
  const answer = await drain("?seconds=2");
  const told: Record<string, number> = await answer.json();
  const { accepted = 0, queued: left = 0 } = await statesOf(campaignId);
  expect(told).toEqual({ claimed: expect.any(Number), accepted, rejected: 0, ambiguous: 0, seconds: expect.any(Number) });
  expect(accepted).toBe(world.simulator.stats().totals.accepted);
  expect(accepted).toBeGreaterThan(20);
  expect(accepted).toBeLessThanOrEqual(2 * 51 + 5);
  expect(accepted + left).toBe(queued);
  expect(told.seconds).toBeLessThan(10);
});

test.each(["?every=0", "?every=31", "?every=often"])("%s is refused with a sentence", async (query) => {
  const answer = await drain(query);
  expect(answer.status).toBe(400);
  expect(await answer.json()).toEqual({ error: "every must be a number of minutes, above 0 and at most 30." });
});

const held = async () => (await pool().query(`select 1 from account where engine_hold_reason is not null`)).rowCount;

test("a clock that says how seldom it comes is held only when it stayed away for twice as long", async () => {
  await launchTo(world, { people: 300, mps: 50 });
  await pool().query(`update account set simulated = false`);
  const away = (minutes: number) => pool().query(`update engine_home set beat_at = app_now() - make_interval(mins => $1)`, [minutes]);
  await drain("?seconds=1");
  await away(9);
  await drain("?seconds=1&every=1");
  await away(40);
  await drain("?seconds=1&every=30");
  expect(await held()).toBe(0);
  expect(world.simulator.stats().totals.accepted).toBeGreaterThan(0);
  await away(40);
  await drain("?seconds=1&every=15");
  expect(await held()).toBe(1);
  await pool().query(`update account set engine_held_at = null, engine_hold_reason = null`);
  await away(40);
  await drain("?seconds=1");
  expect(await held()).toBe(1);
});

test("without an address for Twilio's callbacks nothing is sent", async () => {
  vi.stubEnv("PUBLIC_BASE_URL", "");
  expect((await drain("?seconds=1")).status).toBe(503);
});
