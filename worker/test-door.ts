/** A door for Twilio under test: both run the same tests, over what they know of HTTP. */
import { createHash, randomUUID } from "node:crypto";
import twilio from "twilio";
import { afterEach, beforeEach } from "vitest";
import { claimDue, type ClaimedMessage } from "#lib/db/claim-due.ts";
import { pool } from "#lib/db/connection.ts";
import { markDeparted } from "#lib/db/mark-departed.ts";
import type { RefusalReason } from "#lib/domain/refusal-counts.ts";
import { settings } from "#lib/env.ts";
import { statusCallbackPath } from "#lib/twilio/callback-address.ts";
import { launchTo, openTestWorld, type TestWorld } from "./test-world.ts";

export const SID = `SM${"a".repeat(32)}`;
export const FORM = "application/x-www-form-urlencoded; charset=UTF-8";
/** How long the doors under test wait for a body, in milliseconds. */
export const BODY_WITHIN_MS = 300;
const ROOM = "+442079460142";

export type DoorRequest = { target: string; headers: Record<string, string>; body: string | ReadableStream<Uint8Array> };
export type DoorAnswer = { status: number; headers: Record<string, string>; body: string };
export type Door = {
  /** Opens the door on a test world; called before each test. */
  open: (world: TestWorld) => { publicBaseUrl: string; post: (request: DoorRequest) => Promise<DoorAnswer>; refusals: () => Partial<Record<RefusalReason, number>> };
};

type Params = Record<string, string>;
export type Post = { target?: string; params?: Params; token?: string; signature?: string; body?: string; type?: string };

/** What a test of a door works with; everything is of the present test. */
export type DoorStage = {
  world: () => TestWorld;
  /** An attempt of ours that has departed and that nobody has settled. */
  claimed: () => ClaimedMessage;
  publicBaseUrl: () => string;
  /** The parameters of a genuine callback of that attempt. */
  params: (changes?: Params) => Params;
  /** Where it goes. */
  target: () => string;
  post: (request?: Post) => Promise<DoorAnswer>;
  /** A genuine callback with these parameters changed; its status. */
  callback: (changes?: Params) => Promise<number>;
  /** What a person sent, with these parameters; its status. */
  inbound: (changes: Params) => Promise<number>;
  send: (request: DoorRequest) => Promise<DoorAnswer>;
  /** What was refused since this was last asked. */
  refusals: () => Partial<Record<RefusalReason, number>>;
};

/** Sets the stage before each test of a file that has its own database. */
export function stageFor(door: Door): DoorStage {
  let world: TestWorld;
  let claimed: ClaimedMessage;
  let opened: ReturnType<Door["open"]>;

  beforeEach(async () => {
    await pool().query(`truncate account, person cascade`);
    world = await openTestWorld({ bodyWithinMs: BODY_WITHIN_MS });
    await launchTo(world, { people: 5, mps: 80 });
    claimed = await departed();
    opened = door.open(world);
    opened.refusals();
  });
  afterEach(() => world.close());

  const target = () => statusCallbackPath(claimed, settings().encryptionKey);
  const params = (changes: Params = {}) => ({ MessageSid: SID, SmsSid: SID, MessageStatus: "delivered", SmsStatus: "delivered", AccountSid: world.account.sid, From: `whatsapp:${ROOM}`, To: claimed.to, ApiVersion: "2010-04-01", ...changes });
  const post = (request: Post = {}) => {
    const asked = { target: target(), params: params(), token: world.account.authToken, type: FORM, ...request };
    const signature = request.signature ?? twilio.getExpectedTwilioSignature(asked.token, opened.publicBaseUrl + asked.target, asked.params);
    const body = request.body ?? new URLSearchParams(asked.params).toString();
    return opened.post({ target: asked.target, body, headers: { "content-type": asked.type, "x-twilio-signature": signature } });
  };
  const callback = async (changes: Params = {}) => (await post({ params: params(changes) })).status;
  const inbound = async (changes: Params) => {
    const sent = { MessageSid: `SM${randomUUID().replaceAll("-", "")}`, AccountSid: world.account.sid, To: `whatsapp:${ROOM}`, NumMedia: "0", ...changes };
    return (await post({ target: `/api/twilio/inbound/${world.accountId}`, params: sent })).status;
  };
  return { world: () => world, claimed: () => claimed, publicBaseUrl: () => opened.publicBaseUrl, params, target, post, callback, inbound, send: (request) => opened.post(request), refusals: () => opened.refusals() };
}

async function departed(): Promise<ClaimedMessage> {
  const { rows } = await pool().query<{ senderId: string }>(`select sender_id as "senderId" from message where sender_id is not null limit 1`);
  const { messages } = await claimDue(pool(), { senderId: rows[0]?.senderId ?? "", claimToken: randomUUID(), worker: "test", horizonMs: 0, batchMax: 1 });
  const [only] = messages;
  if (!only) throw new Error("Nothing was claimed.");
  await markDeparted(pool(), [only]);
  return only;
}

/** A JSON webhook as Twilio sends it: the hash of the body is in the address that it signs. */
export function jsonPost(stage: DoorStage, body: string): Post {
  const target = `${stage.target()}?bodySHA256=${createHash("sha256").update(body).digest("hex")}`;
  return { target, body, type: "application/json", params: {}, signature: twilio.getExpectedTwilioSignature(stage.world().account.authToken, stage.publicBaseUrl() + target, {}) };
}

/** Everything that a webhook could change. */
export async function everyRow(): Promise<unknown> {
  const { rows } = await pool().query(
    `select (select jsonb_agg(m order by id) from message m) as messages, (select jsonb_agg(a order by message_id, n) from attempt a) as attempts,
            (select jsonb_agg(e order by id) from provider_event e) as events, (select jsonb_agg(t) from campaign_tally t) as tallies,
            (select jsonb_agg(r order by id) from contact r) as contacts, (select jsonb_agg(i order by id) from inbound_message i) as inbound,
            (select jsonb_agg(s order by id) from suppression s) as suppressions, (select count(*) from audit_event) as audit, (select jsonb_agg(w) from service_window w) as windows`,
  );
  return rows[0];
}

/** One row of a query, or undefined. */
export async function oneRow<T extends Record<string, unknown>>(sql: string, values: unknown[] = []): Promise<T | undefined> {
  return (await pool().query<T>(sql, values)).rows[0];
}
