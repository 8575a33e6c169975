import twilio from "twilio";
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { pool } from "#lib/db/connection.ts";
import { TooManyWaiting } from "#lib/db/group-commit.ts";
import { saveAccount } from "#lib/db/save-account.ts";
import { freshDatabase } from "#lib/db/testing.ts";
import { answerWebhook } from "./answer-webhook.ts";
import { type OpenIngress, openIngress } from "./open-ingress.ts";
import { NoRoom } from "./waiting-room.ts";

const PUBLIC = "https://hooks.example.com";
const TOKEN = "a".repeat(32);
const ACCOUNT_SID = `AC${"1".repeat(32)}`;
let accountId: string;
let world: OpenIngress;

beforeAll(async () => {
  await freshDatabase();
  accountId = (await saveAccount(pool(), { slug: "live", name: "Live", kind: "live", simulated: true, twilioSid: ACCOUNT_SID, authToken: TOKEN, apiKey: null, sandboxJoinWords: null })) ?? "";
});
beforeEach(() => void (world = openIngress({ publicBaseUrl: PUBLIC, callbackKey: "key" })));
afterEach(() => world.close());

test("ten thousand callbacks wait to be written, the next are refused at once, and those that waited are written", async () => {
  const added = Array.from({ length: 10_200 }, (_, index) =>
    world.statusEvents.add({ accountId, messageId: String(index), n: 1, messageSid: `SM${String(index).padStart(32, "0")}`, delivery: "sent", errorCode: null, body: {} }),
  );
  const ended = await Promise.allSettled(added);
  const refused = ended.filter((each) => each.status === "rejected");
  expect(refused).toHaveLength(200);
  expect(refused.every(({ reason }) => reason instanceof TooManyWaiting)).toBe(true);
  expect((await pool().query(`select 1 from provider_event`)).rowCount).toBe(10_000);
});

test("a message of a person for which there is no room is not taken, and is when it comes again", async () => {
  const { promise: leaving, resolve: leave } = Promise.withResolvers<void>();
  const inside = Array.from({ length: 1_000 }, () => world.inboundRoom.enter(() => leaving));
  const target = `/api/twilio/inbound/${accountId}`;
  const params = { MessageSid: `SM${"2".repeat(32)}`, AccountSid: ACCOUNT_SID, From: "whatsapp:+4930231250001", To: "whatsapp:+442079460142", Body: "STOP" };
  const body = new URLSearchParams(params).toString();
  const signature = twilio.getExpectedTwilioSignature(TOKEN, PUBLIC + target, params);
  const post = () => answerWebhook(world, { method: "POST", target, signature, contentType: "application/x-www-form-urlencoded", readBody: async () => ({ kind: "body", text: body }) });
  await expect(post()).rejects.toBeInstanceOf(NoRoom);
  leave();
  await Promise.all(inside);
  expect(await post()).toMatchObject({ status: 200 });
  expect((await pool().query(`select 1 from suppression`)).rowCount).toBe(1);
});
