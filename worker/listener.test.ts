import { createHmac, randomUUID } from "node:crypto";
import { once } from "node:events";
import { Agent, request as openRequest } from "node:http";
import twilio from "twilio";
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { connectAccount } from "#lib/commands/connect-account.ts";
import { claimDue, type ClaimedMessage } from "#lib/db/claim-due.ts";
import { pool } from "#lib/db/connection.ts";
import { markDeparted } from "#lib/db/mark-departed.ts";
import { freshDatabase } from "#lib/db/testing.ts";
import { settings } from "#lib/env.ts";
import { statusCallbackPath } from "#lib/twilio/callback-address.ts";
import { simulatedAccounts } from "#simulator/fixtures.ts";
import { connectable, launchTo, openTestWorld, until, type TestWorld } from "./test-world.ts";

const SID = `SM${"a".repeat(32)}`;
const FORM = "application/x-www-form-urlencoded";
let world: TestWorld;
let claimed: ClaimedMessage;

beforeAll(async () => void (await freshDatabase()));
beforeEach(async () => {
  await pool().query(`truncate account, person cascade`);
  world = await openTestWorld();
  await launchTo(world, { people: 5, mps: 80 });
  const { rows } = await pool().query<{ senderId: string }>(`select sender_id as "senderId" from message where sender_id is not null limit 1`);
  const { messages } = await claimDue(pool(), { senderId: rows[0]?.senderId ?? "", claimToken: randomUUID(), worker: "test", horizonMs: 0, batchMax: 1 });
  const [only] = messages;
  if (!only) throw new Error("Nothing was claimed.");
  claimed = only;
  await markDeparted(pool(), [claimed]);
});
afterEach(async () => world.close());

type Post = { path?: string; params?: Record<string, string>; token?: string; signature?: string; body?: string; type?: string };

function genuine(): Required<Pick<Post, "path" | "params" | "token">> {
  const params = { MessageSid: SID, SmsSid: SID, MessageStatus: "delivered", AccountSid: world.account.sid, From: "whatsapp:+442079460142", To: "whatsapp:+49302", ApiVersion: "2010-04-01" };
  return { path: statusCallbackPath(claimed, settings().encryptionKey), params, token: world.account.authToken };
}

async function post(request: Post): Promise<number> {
  const { path, params, token } = { ...genuine(), ...request };
  const signature = request.signature ?? twilio.getExpectedTwilioSignature(token, world.publicBaseUrl + path, params);
  const body = request.body ?? new URLSearchParams(params).toString();
  const answer = await fetch(world.publicBaseUrl + path, { method: "POST", body, headers: { "content-type": request.type ?? FORM, "x-twilio-signature": signature } });
  await answer.arrayBuffer();
  return answer.status;
}

/** A message that a person wrote. */
function inbound(changes: Record<string, string>): Promise<number> {
  const params = { MessageSid: `SM${randomUUID().replaceAll("-", "")}`, AccountSid: world.account.sid, To: "whatsapp:+442079460142", NumMedia: "0", ...changes };
  return post({ path: `/api/twilio/inbound/${world.accountId}`, params });
}

/** Everything that a callback could change. */
async function state(): Promise<unknown> {
  const { rows } = await pool().query(
    `select (select jsonb_agg(m order by id) from message m) as messages, (select jsonb_agg(a order by message_id, n) from attempt a) as attempts,
            (select count(*) from provider_event) as events, (select count(*) from campaign_tally) as tallies,
            (select jsonb_agg(r order by id) from contact r) as contacts, (select count(*) from inbound_message) as inbound`,
  );
  return rows[0];
}

test("a genuine callback is committed before it is answered", async () => {
  expect(await post({})).toBe(204);
  const { rows } = await pool().query(`select state, delivery from message where id = $1`, [claimed.messageId]);
  expect(rows).toEqual([{ state: "accepted", delivery: "delivered" }]);
});

test("the same callback a hundred times changes nothing after the first", async () => {
  await post({});
  const before = await state();
  const answers = await Promise.all(Array.from({ length: 100 }, () => post({})));
  expect(new Set(answers)).toEqual(new Set([204]));
  expect(await state()).toEqual(before);
});

test("no forged, borrowed, shifted or malformed callback changes a row, and none learns why it was refused", async () => {
  const other = simulatedAccounts.find((each) => each.kind === "sandbox");
  if (!other) throw new Error("The simulator has no sandbox account.");
  const connected = await connectAccount(connectable(other), world.simulator.url);
  const otherId = connected.kind === "connected" ? connected.accountId : "";
  const { path, params, token } = genuine();
  const anybodysSignature = createHmac("sha1", "").update(world.publicBaseUrl + path + Object.entries(params).sort().flat().join("")).digest("base64");
  const forgeries: Post[] = [
    { signature: "" },
    { signature: "garbage" },
    { signature: anybodysSignature },
    { token: other.authToken },
    { params: { ...params, AccountSid: other.sid } },
    { params: { ...params, AccountSid: other.sid }, token: other.authToken },
    { path: path.replace(world.accountId, otherId), token: other.authToken, params: { ...params, AccountSid: other.sid } },
    { path: path.replace(world.accountId, randomUUID()) },
    { path: statusCallbackPath({ ...claimed, messageId: "999999" }, "another key") },
    { path: path.replace(/\.[0-9a-f]{32}$/, `.${"0".repeat(32)}`) },
    { path: statusCallbackPath(claimed, "another key") },
    { params: { ...params, MessageStatus: "delivered\n" } },
    { params: { ...params, MessageStatus: "nonsense" } },
    { params: { ...params, MessageSid: "SM1" } },
    { params: { ...params, MessageSid: `${SID}; drop table message` } },
    { body: "", signature: twilio.getExpectedTwilioSignature(token, world.publicBaseUrl + path, {}) },
    { type: "application/json" },
    { body: Array.from({ length: 5_000 }, (_, index) => `p${index}=1`).join("&") },
  ];
  const before = await state();
  for (const forgery of forgeries) expect(await post(forgery), JSON.stringify(forgery)).toBe(403);
  expect(await state()).toEqual(before);
});

test("a path of another shape, another method or a body larger than any webhook is not taken", async () => {
  const before = await state();
  expect(await post({ path: "/api/twilio/status/x/y" })).toBe(404);
  expect(await post({ path: `${genuine().path}/..%2f` })).toBe(404);
  expect((await fetch(world.publicBaseUrl + genuine().path)).status).toBe(404);
  expect(await post({ body: `a=${"x".repeat(70_000)}` })).toBe(413);
  expect(await state()).toEqual(before);
});

test("a callback of an attempt that the database does not know is recorded and changes no message", async () => {
  expect(await post({ path: statusCallbackPath({ ...claimed, messageId: "999999" }, settings().encryptionKey) })).toBe(204);
  const { rows } = await pool().query(`select state from message where id = $1`, [claimed.messageId]);
  expect(rows).toEqual([{ state: "sending" }]);
});

test("STOP from a person suppresses what is queued for them, START lifts it, and the window opens", async () => {
  const { rows } = await pool().query<{ phone: string }>(`select r.phone from message m join contact r on r.id = m.contact_id where m.state = 'queued' limit 1`);
  const phone = rows[0]?.phone ?? "";
  const path = `/api/twilio/inbound/${world.accountId}`;
  const saying = (sid: string, body: string) => ({ MessageSid: sid, AccountSid: world.account.sid, From: `whatsapp:${phone}`, To: "whatsapp:+442079460142", Body: body, NumMedia: "0" });
  const optedOut = async () => (await pool().query(`select opted_out_at is not null as out from contact where phone = $1`, [phone])).rows[0]?.out;
  expect(await post({ path, params: saying(`SM${"1".repeat(32)}`, "Stop!") })).toBe(200);
  expect(await optedOut()).toBe(true);
  expect((await pool().query(`select 1 from message m join contact r on r.id = m.contact_id where r.phone = $1 and m.state = 'suppressed'`, [phone])).rowCount).toBe(1);
  expect(await post({ path, params: saying(`SM${"2".repeat(32)}`, "start") })).toBe(200);
  expect(await optedOut()).toBe(false);
  expect(await post({ path, params: saying(`SM${"1".repeat(32)}`, "Stop!") })).toBe(200);
  expect(await optedOut()).toBe(false);
  expect((await pool().query(`select 1 from service_window`)).rowCount).toBe(1);
  expect(await post({ path, params: saying(`SM${"3".repeat(32)}`, "stop"), token: "f".repeat(32) })).toBe(403);
});

test("STOP under another spelling of the same number opts out the person who is written to, and the spelling that may come", async () => {
  await pool().query(`update contact set phone = '+525512345678' where id = (select contact_id from message order by id desc limit 1)`);
  expect(await inbound({ From: "whatsapp:+5215512345678", Body: "STOP" })).toBe(200);
  const { rows } = await pool().query(`select phone, opted_out_at is not null as out from contact where phone like '+52%' order by phone`);
  expect(rows).toEqual([{ phone: "+5215512345678", out: true }, { phone: "+525512345678", out: true }]);
  expect((await pool().query(`select 1 from message where suppression = 'opted_out'`)).rowCount).toBe(1);
});

test("STOP to a number of ours that was never read from Twilio is obeyed all the same", async () => {
  const { rows } = await pool().query<{ phone: string }>(`select r.phone from message m join contact r on r.id = m.contact_id order by m.id desc limit 1`);
  expect(await inbound({ From: `whatsapp:${rows[0]?.phone}`, To: "whatsapp:+442079460999", Body: "STOP" })).toBe(200);
  expect((await pool().query(`select 1 from contact where phone = $1 and opted_out_at is not null`, [rows[0]?.phone])).rowCount).toBe(1);
});

test("somebody whom WhatsApp names by an id is recorded, and no number is made of it", async () => {
  const contacts = (await pool().query(`select 1 from contact`)).rowCount;
  const params = { MessageSid: `SM${"4".repeat(32)}`, AccountSid: world.account.sid, From: "whatsapp:US.13491208655302741918", To: "whatsapp:+442079460142", Body: "stop" };
  expect(await post({ path: `/api/twilio/inbound/${world.accountId}`, params })).toBe(200);
  expect((await pool().query(`select address from inbound_message`)).rows).toEqual([{ address: "US.13491208655302741918" }]);
  expect((await pool().query(`select 1 from contact`)).rowCount).toBe(contacts);
});

test("a listener that closes finishes what it is receiving, and does not wait for a connection that is kept alive after it", async () => {
  const { path, params, token } = genuine();
  const agent = new Agent({ keepAlive: true });
  const headers = { "content-type": FORM, "x-twilio-signature": twilio.getExpectedTwilioSignature(token, world.publicBaseUrl + path, params), "transfer-encoding": "chunked" };
  const slow = openRequest(world.publicBaseUrl + path, { method: "POST", agent, headers });
  const body = new URLSearchParams(params).toString();
  slow.write(body.slice(0, 20));
  await until(async () => Object.values(agent.sockets).flat().some((socket) => socket?.readyState === "open"), Boolean);
  const closing = world.listener.close();
  const startedMs = performance.now();
  const answered = once(slow, "response");
  slow.end(body.slice(20));
  const [answer] = await answered;
  answer.resume();
  expect(answer.statusCode).toBe(204);
  await closing;
  expect(performance.now() - startedMs).toBeLessThan(2_000);
  agent.destroy();
});
