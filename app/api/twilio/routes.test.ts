import { randomUUID } from "node:crypto";
import twilio from "twilio";
import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { claimDue } from "#lib/db/claim-due.ts";
import { pool } from "#lib/db/connection.ts";
import { markDeparted } from "#lib/db/mark-departed.ts";
import { freshDatabase } from "#lib/db/testing.ts";
import { settings } from "#lib/env.ts";
import { statusCallbackPath } from "#lib/twilio/callback-address.ts";
import { launchTo, openTestWorld, type TestWorld } from "../../../worker/test-world.ts";
import { POST as postInbound } from "./inbound/[account]/route.ts";
import { POST as postStatus } from "./status/[account]/[token]/route.ts";

const PUBLIC = "https://console.example.com";
let world: TestWorld;
let path: string;

beforeAll(async () => void (await freshDatabase()));
beforeEach(async () => {
  await pool().query(`truncate account, person cascade`);
  vi.stubEnv("PUBLIC_BASE_URL", PUBLIC);
  world = await openTestWorld();
  await launchTo(world, { people: 2, mps: 80 });
  const { rows } = await pool().query<{ id: string }>(`select sender_id as id from message where sender_id is not null limit 1`);
  const { messages } = await claimDue(pool(), { senderId: rows[0]?.id ?? "", claimToken: randomUUID(), worker: "test", horizonMs: 0, batchMax: 1 });
  await markDeparted(pool(), messages);
  path = statusCallbackPath(messages[0] ?? { accountId: "", messageId: "", n: 0 }, settings().encryptionKey);
});
afterEach(async () => {
  vi.stubEnv("PUBLIC_BASE_URL", undefined);
  await world.close();
});

/** A request as it arrives behind a proxy: to another host than the public one. */
function request(target: string, params: Record<string, string>, token: string): Request {
  const headers = { "content-type": "application/x-www-form-urlencoded", "x-twilio-signature": twilio.getExpectedTwilioSignature(token, PUBLIC + target, params) };
  return new Request(`http://10.0.0.7:3000${target}`, { method: "POST", headers, body: new URLSearchParams(params).toString() });
}

function status(params: Record<string, string> = {}, token = world.account.authToken): Promise<Response> {
  const [account = "", named = ""] = path.split("/").slice(-2);
  const all = { MessageSid: `SM${"a".repeat(32)}`, MessageStatus: "sent", AccountSid: world.account.sid, ...params };
  return postStatus(request(path, all, token), { params: Promise.resolve({ account, token: named }) });
}

async function deliveries(): Promise<string[]> {
  return (await pool().query<{ delivery: string }>(`select delivery from message where delivery <> 'none'`)).rows.map((row) => row.delivery);
}

test("the console's own route takes what Twilio signed for the public address", async () => {
  expect((await status()).status).toBe(204);
  expect(await deliveries()).toEqual(["sent"]);
});

test("the console's own route refuses a forgery and learns nothing from it", async () => {
  expect((await status({}, "f".repeat(32))).status).toBe(403);
  expect((await status({ MessageStatus: "nonsense" })).status).toBe(403);
  expect((await status({ Body: "x".repeat(70_000) })).status).toBe(413);
  expect(await deliveries()).toEqual([]);
});

test("an inbound message is answered with an empty reply, a forged one with nothing", async () => {
  const target = `/api/twilio/inbound/${world.accountId}`;
  const params = { MessageSid: `SM${"1".repeat(32)}`, AccountSid: world.account.sid, From: "whatsapp:+493023125001", To: "whatsapp:+442079460142", Body: "Hello" };
  const named = { params: Promise.resolve({ account: world.accountId }) };
  const answer = await postInbound(request(target, params, world.account.authToken), named);
  expect([answer.status, answer.headers.get("content-type"), await answer.text()]).toEqual([200, "text/xml", '<?xml version="1.0" encoding="UTF-8"?><Response/>']);
  expect((await postInbound(request(target, params, "f".repeat(32)), named)).status).toBe(403);
  expect((await pool().query(`select body from inbound_message`)).rows).toEqual([{ body: "Hello" }]);
});

test("without a public address no signature can be checked, and Twilio is asked to come again", async () => {
  vi.stubEnv("PUBLIC_BASE_URL", "");
  expect((await status()).status).toBe(503);
});
