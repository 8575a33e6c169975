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

test("without an address for Twilio's callbacks nothing is sent", async () => {
  vi.stubEnv("PUBLIC_BASE_URL", "");
  expect((await drain("?seconds=1")).status).toBe(503);
});
