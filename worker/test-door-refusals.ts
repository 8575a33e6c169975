/** What both doors refuse, and what they tell whoever is refused. */
import { createHmac, randomUUID } from "node:crypto";
import twilio from "twilio";
import { expect, test } from "vitest";
import { connectAccount } from "#lib/commands/connect-account.ts";
import { inTransaction, pool } from "#lib/db/connection.ts";
import { saveAccount } from "#lib/db/save-account.ts";
import type { RefusalReason } from "#lib/domain/refusal-counts.ts";
import { settings } from "#lib/env.ts";
import { statusCallbackPath } from "#lib/twilio/callback-address.ts";
import { simulatedAccounts } from "#simulator/fixtures.ts";
import { connectable } from "./test-world.ts";
import { type DoorStage, everyRow, FORM, jsonPost, type Post, SID } from "./test-door.ts";

/** Another account of this installation, connected and genuine. */
async function sandboxOf(stage: DoorStage) {
  const account = simulatedAccounts.find((each) => each.kind === "sandbox");
  if (!account) throw new Error("The simulator has no sandbox account.");
  const connected = await connectAccount(connectable(account), stage.world().simulator.url);
  return { ...account, accountId: connected.kind === "connected" ? connected.accountId : "" };
}

async function forgeriesFor(stage: DoorStage): Promise<[RefusalReason, Post][]> {
  const other = await sandboxOf(stage);
  const { token, params, target } = { token: stage.world().account.authToken, params: stage.params(), target: stage.target() };
  const { accountId } = stage.world();
  const signed = (signedParams: Record<string, string>, signedTarget = target) => twilio.getExpectedTwilioSignature(token, stage.publicBaseUrl() + signedTarget, signedParams);
  const anybodys = createHmac("sha1", "").update(stage.publicBaseUrl() + target + Object.entries(params).sort().flat().join("")).digest("base64");
  const failed = stage.params({ ChannelToAddress: "+4930XXXX", ErrorCode: "63050", MessageStatus: "undelivered" });
  const unharmed = stage.params({ ChannelToAddress: "+4930XXXXErrorCode63050", MessageStatus: "undelivered" });
  const page = "<html><head><title>502 Bad Gateway</title></head></html>";
  return [
    ["no-signature", { signature: "" }],
    ["bad-signature", { signature: "garbage" }],
    ["bad-signature", { signature: anybodys }],
    ["bad-signature", { token: other.authToken }],
    ["bad-signature", { token: other.authToken, params: stage.params({ AccountSid: other.sid }) }],
    ["other-account", { params: stage.params({ AccountSid: other.sid }) }],
    ["bad-token", { target: target.replace(accountId, other.accountId), token: other.authToken, params: stage.params({ AccountSid: other.sid }) }],
    ["unknown-account", { target: target.replace(accountId, randomUUID()) }],
    ["unknown-account", { target: target.replace(accountId, randomUUID()), token: "" }],
    ["bad-token", { target: target.replace(/\.[0-9a-f]{32}$/, `.${"0".repeat(32)}`) }],
    ["bad-token", { target: statusCallbackPath({ ...stage.claimed(), messageId: "999999" }, "another key") }],
    ["bad-token", { target: statusCallbackPath(stage.claimed(), "another key") }],
    ["status-word", { params: stage.params({ MessageStatus: "delivered\n" }) }],
    ["status-word", { params: stage.params({ MessageStatus: "nonsense" }) }],
    ["status-word", { params: stage.params({ MessageStatus: "received" }) }],
    ["status-word", { params: stage.params({ MessageStatus: "nonsense", EventType: "READ" }) }],
    ["status-word", { params: stage.params({ MessageStatus: "" }) }],
    ["message-sid", { params: stage.params({ MessageSid: "SM1" }) }],
    ["message-sid", { params: stage.params({ MessageSid: `${SID}; drop table message` }) }],
    ["error-code", { params: stage.params({ MessageStatus: "failed", ErrorCode: "63050; drop table message" }) }],
    ["error-code", { params: stage.params({ MessageStatus: "failed", ErrorCode: "-1" }) }],
    ["other-account", { body: "", signature: signed({}) }],
    ["content-type", { type: "text/html", body: page }],
    ["content-type", { type: "" }],
    ["parameters", { body: page }],
    ["bad-signature", { type: "application/json", body: page }],
    ["parameters", { ...jsonPost(stage, page) }],
    ["parameters", { ...jsonPost(stage, "[]") }],
    ["parameters", { body: Array.from({ length: 10_000 }, (_, index) => `p${index % 500}=`).join("&") }],
    ["bad-signature", { body: `${new URLSearchParams(params)}&MessageStatus=read` }],
    ["parameters", { body: `${new URLSearchParams(params)}&MessageStatus=read`, signature: twilio.getExpectedTwilioSignature(token, stage.publicBaseUrl() + target, { ...params, MessageStatus: ["delivered", "read"] }) }],
    ["parameters", { body: `${new URLSearchParams(params)}&=&%00=x` }],
    ["shifted-border", { body: new URLSearchParams(unharmed).toString(), signature: signed(failed) }],
    ["message-sid", { target: `/api/twilio/inbound/${accountId}`, params: { AccountSid: params.AccountSid ?? "", Body: "stop" } }],
    ["address", { target: `/api/twilio/inbound/${accountId}`, params: stage.params({ From: "+4930231250001" }) }],
    ["address", { target: `/api/twilio/inbound/${accountId}`, params: stage.params({ To: "whatsapp:shop" }) }],
    ["bad-signature", { target: `/api/twilio/inbound/${accountId}`, params: stage.params({ Body: "stop" }), token: other.authToken }],
  ];
}

/** Defines the tests; the stage is set before each. */
export function refusalTests(stage: DoorStage): void {
  test("no forged, borrowed, shifted or malformed webhook changes a row, each is counted, and none learns why it was refused", async () => {
    const all = await forgeriesFor(stage);
    const before = await everyRow();
    const answers: unknown[] = [];
    for (const [reason, forgery] of all) {
      const { status, headers, body } = await stage.post(forgery);
      const { date: _date, ...told } = headers;
      answers.push({ status, told, body });
      expect(stage.refusals(), JSON.stringify(forgery).slice(0, 500)).toEqual({ [reason]: 1 });
    }
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]).toMatchObject({ status: 403, body: "" });
    expect(await everyRow()).toEqual(before);
  });

  test("a callback that was proved once proves nothing under another address", async () => {
    const { accountId } = stage.world();
    const params = stage.params();
    const signature = twilio.getExpectedTwilioSignature(stage.world().account.authToken, stage.publicBaseUrl() + stage.target(), params);
    const folded = stage.target() + Object.entries(params).sort().flat().join("");
    const targets = [folded, `${stage.target()}?${new URLSearchParams(params)}`, `${stage.target()}?bodySHA256=1`, `${stage.target()}/`, `${stage.target()}/..%2f`, "/api/twilio/status/x/y", `/api/twilio/inbound/${accountId.toUpperCase()}`, `/api/twilio/inbound/${accountId}?To=x`];
    const before = await everyRow();
    for (const target of targets) {
      expect((await stage.post({ target, signature, body: "" })).status, target).toBe(404);
      expect((await stage.post({ target })).status, target).toBe(404);
    }
    expect(await everyRow()).toEqual(before);
  });

  test("a body larger than any webhook is not read to its end", async () => {
    const before = await everyRow();
    expect((await stage.post({ body: `a=${"x".repeat(70_000)}` })).status).toBe(413);
    expect(stage.refusals()).toEqual({ "too-large": 1 });
    expect(await everyRow()).toEqual(before);
  });

  test("a body that comes too slowly is not waited for", async () => {
    const before = await everyRow();
    const startedMs = performance.now();
    const endless = new ReadableStream<Uint8Array>({ start: (sink) => sink.enqueue(Buffer.from("MessageSid=")) });
    const answer = await stage.send({ target: stage.target(), headers: { "content-type": FORM, "x-twilio-signature": "x" }, body: endless });
    expect(answer.status).toBe(408);
    expect(performance.now() - startedMs).toBeLessThan(3_000);
    expect(stage.refusals()).toEqual({ "slow-body": 1 });
    expect(await everyRow()).toEqual(before);
  });

  accountTests(stage);
}

function accountTests(stage: DoorStage): void {
  test("however many accounts strangers make up, what Twilio signed is taken, and it is they who are refused", async () => {
    const strangers = Array.from({ length: 200 }, () => stage.post({ target: stage.target().replace(stage.world().accountId, randomUUID()) }));
    const refusedOnes = await Promise.all(strangers);
    expect(await stage.callback()).toBe(204);
    expect(new Set(refusedOnes.map(({ status }) => status))).toEqual(new Set([403]));
    expect(stage.refusals()).toEqual({ "unknown-account": 200 });
  });

  test("while the accounts cannot be read nobody is refused: whoever did not prove themselves is asked to come again, and so is whoever named no account", async () => {
    await pool().query(`alter table account rename to account_away`);
    try {
      const unproved: Post[] = [{ signature: "garbage" }, { target: stage.target().replace(stage.world().accountId, randomUUID()) }];
      for (const post of unproved) expect(await stage.post(post)).toMatchObject({ status: 503, body: "" });
      expect(stage.refusals()).toEqual({});
    } finally {
      await pool().query(`alter table account_away rename to account`);
    }
  });

  test("an account without a token refuses what anybody can sign", async () => {
    const other = await sandboxOf(stage);
    await inTransaction((tx) => saveAccount(tx, { ...connectable(other), authToken: "", secondaryAuthToken: "" }));
    const target = statusCallbackPath({ ...stage.claimed(), accountId: other.accountId }, settings().encryptionKey);
    const params = stage.params({ AccountSid: other.sid });
    const anybodys = createHmac("sha1", "").update(stage.publicBaseUrl() + target + Object.entries(params).sort().flat().join("")).digest("base64");
    expect((await stage.post({ target, params, signature: anybodys })).status).toBe(403);
    expect(stage.refusals()).toEqual({ "bad-signature": 1 });
  });
}
