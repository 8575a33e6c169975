/** What both doors do with status callbacks. */
import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { liftOptOut } from "#lib/commands/lift-opt-out.ts";
import { inTransaction, pool } from "#lib/db/connection.ts";
import { findCredentials } from "#lib/db/credentials.ts";
import { saveAccount } from "#lib/db/save-account.ts";
import { DELIVERY_STATES, type DeliveryState } from "#lib/domain/states.ts";
import { settings } from "#lib/env.ts";
import { statusCallbackPath } from "#lib/twilio/callback-address.ts";
import { connectable, launchTo } from "./test-world.ts";
import { reactionTests } from "./test-door-reactions.ts";
import { type DoorStage, everyRow, jsonPost, oneRow, SID } from "./test-door.ts";

/** Defines the tests; the stage is set before each. */
export function statusTests(stage: DoorStage): void {
  joinTests(stage);
  suppressionTests(stage);
  reactionTests(stage);
  identityTests(stage);
}

function messageOf(stage: DoorStage) {
  return oneRow(`select state, delivery, error_code as "errorCode" from message where id = $1`, [stage.claimed().messageId]);
}

async function isOptedOut(stage: DoorStage): Promise<boolean | undefined> {
  return (await oneRow<{ out: boolean }>(`select opted_out_at is not null as out from contact r join message m on m.contact_id = r.id where m.id = $1`, [stage.claimed().messageId]))?.out;
}

function joinTests(stage: DoorStage): void {
  test("a genuine callback is committed before it is answered, and settles the attempt", async () => {
    expect(await stage.post()).toMatchObject({ status: 204, body: "" });
    expect(await messageOf(stage)).toMatchObject({ state: "accepted", delivery: "delivered" });
    expect(await oneRow(`select outcome, message_sid as sid from attempt where message_id = $1`, [stage.claimed().messageId])).toEqual({ outcome: "accepted", sid: SID });
  });

  test("the same callback a hundred times changes nothing after the first", async () => {
    await stage.callback();
    const before = await everyRow();
    const answers = await Promise.all(Array.from({ length: 100 }, () => stage.callback()));
    expect(new Set(answers)).toEqual(new Set([204]));
    expect(await everyRow()).toEqual(before);
  });

  test.each([
    ["MessageStatus=read", { MessageStatus: "read" }],
    ["EventType=READ beside another status", { MessageStatus: "delivered", EventType: "READ" }],
    ["EventType=READ without a status", { MessageStatus: "", EventType: "READ" }],
  ])("%s says that it was read", async (_name, changes) => {
    expect(await stage.callback(changes)).toBe(204);
    expect(await messageOf(stage)).toMatchObject({ delivery: "read" });
  });

  test("callbacks in any order, with copies, one by one or at once, leave what the highest of them says", async () => {
    const told = DELIVERY_STATES.filter((each) => each !== "none");
    const drawn = fc.sample(fc.array(fc.tuple(fc.constantFrom(...told), fc.constantFrom(63_003, 63_018, 63_024)), { minLength: 1, maxLength: 6 }), { numRuns: 8, seed: 4 });
    const twice = (first: number, second: number): [DeliveryState, number][] => [["failed", first], ["failed", second]];
    for (const [index, sequence] of [twice(63_003, 63_024), twice(63_024, 63_003), ...drawn].entries()) {
      await pool().query(`update message set state = 'sending', delivery = 'none', error_code = null where id = $1`, [stage.claimed().messageId]);
      await pool().query(`update attempt set outcome = 'open', message_sid = null, settled_at = null where message_id = $1`, [stage.claimed().messageId]);
      await pool().query(`delete from provider_event`);
      const tell = ([status, code]: [DeliveryState, number]) => stage.callback({ MessageStatus: status, ...(isFailure(status) && { ErrorCode: String(code) }) });
      if (index >= 2 && index % 2 === 0) await Promise.all([...sequence, ...sequence.toReversed()].map(tell));
      else for (const each of [...sequence, ...sequence]) await tell(each);
      expect(await messageOf(stage), JSON.stringify(sequence)).toEqual({ state: "accepted", ...highest(sequence) });
    }
  });

  test.each([1, 10_000])("what the channel says of a failure is kept, and a NUL in it costs nobody anything (%i)", async (length) => {
    const told = `Not a valid recipient\0${"x".repeat(length)}`;
    expect(await stage.callback({ MessageStatus: "undelivered", ErrorCode: "63024", ChannelStatusMessage: told })).toBe(204);
    expect(await messageOf(stage)).toMatchObject({ delivery: "undelivered", errorCode: 63_024 });
    const kept = await oneRow<{ said: string }>(`select body ->> 'ChannelStatusMessage' as said from provider_event`);
    expect(kept?.said).toMatch(/^Not a valid recipientx+$/);
    expect(kept?.said.length).toBeLessThan(5_000);
  });
}

function suppressionTests(stage: DoorStage): void {
  test.each([
    ["63033", "meta-63033"],
    ["63050", "meta-63050"],
    ["21610", "twilio-21610"],
    ["30630", "twilio-30630"],
  ])("the error %s says that a person wants no more: at once, once, and again only when it is told again", async (code, reason) => {
    expect(await stage.callback({ MessageStatus: "undelivered", ErrorCode: code })).toBe(204);
    expect(await isOptedOut(stage)).toBe(true);
    expect(await oneRow(`select reason, source from suppression`)).toEqual({ reason, source: "callback" });
    expect(await oneRow(`select count(*)::int as n from audit_event where action = 'contact.opted-out' and account_id = $1`, [stage.world().accountId])).toEqual({ n: 1 });
    const person = await oneRow<{ id: string }>(`select contact_id as id from message where id = $1`, [stage.claimed().messageId]);
    expect(await liftOptOut(stage.world().personId, { accountId: stage.world().accountId, contactId: person?.id ?? "" })).toEqual({ kind: "lifted" });
    expect(await stage.callback({ MessageStatus: "undelivered", ErrorCode: code })).toBe(204);
    expect(await isOptedOut(stage)).toBe(false);
  });

  test("a refusal of marketing takes what is queued for that person, and for nobody else", async () => {
    const { campaignId, queued } = await launchTo(stage.world(), { people: 5, mps: 80 });
    expect(await stage.callback({ MessageStatus: "undelivered", ErrorCode: "63050" })).toBe(204);
    const { rows } = await pool().query(`select r.id = m.contact_id as theirs, count(*)::int as n from message m, (select contact_id as id from message where id = $2) as r
      where m.campaign_id = $1 and m.state = 'suppressed' and m.suppression = 'opted_out' group by 1`, [campaignId, stage.claimed().messageId]);
    expect({ rows, queued }).toEqual({ rows: [{ theirs: true, n: 1 }], queued: 5 });
  });

  test("no other error says anything about what a person wants", async () => {
    expect(await stage.callback({ MessageStatus: "undelivered", ErrorCode: "63024" })).toBe(204);
    expect(await isOptedOut(stage)).toBe(false);
  });
}

function identityTests(stage: DoorStage): void {
  test("a callback for another message than the attempt's is kept, counted, and changes nothing else", async () => {
    await stage.callback({ MessageStatus: "sent" });
    const before = await messageOf(stage);
    expect(await stage.callback({ MessageSid: `SM${"b".repeat(32)}`, MessageStatus: "undelivered", ErrorCode: "63050" })).toBe(204);
    expect(await messageOf(stage)).toEqual(before);
    expect(await isOptedOut(stage)).toBe(false);
    expect(await oneRow(`select message_sid as sid from attempt where message_id = $1`, [stage.claimed().messageId])).toEqual({ sid: SID });
    expect(stage.refusals()).toEqual({ "other-message-sid": 1 });
  });

  test("two messages that name themselves for one attempt at once: the attempt has one of them, and nobody's answer is lost", async () => {
    const sids = [SID, `SM${"b".repeat(32)}`];
    expect(await Promise.all(sids.map((MessageSid) => stage.callback({ MessageSid, MessageStatus: "sent" })))).toEqual([204, 204]);
    expect(sids).toContain((await oneRow<{ sid: string }>(`select message_sid as sid from attempt where message_id = $1`, [stage.claimed().messageId]))?.sid);
    expect(stage.refusals()).toEqual({ "other-message-sid": 1 });
  });

  test("a callback of an attempt that the database does not know is recorded, counted, and changes no message", async () => {
    expect((await stage.post({ target: statusCallbackPath({ ...stage.claimed(), messageId: "999999" }, settings().encryptionKey) })).status).toBe(204);
    expect(await messageOf(stage)).toMatchObject({ state: "sending" });
    expect(stage.refusals()).toEqual({ "unknown-attempt": 1 });
  });

  test.each(["not_sent", "rejected"])("a callback of an attempt that counts as %s is kept, counted for itself, and changes no message", async (outcome) => {
    await pool().query(`update attempt set outcome = $2::attempt_outcome, settled_at = now() where message_id = $1`, [stage.claimed().messageId, outcome]);
    const before = await messageOf(stage);
    expect(await stage.callback({ MessageStatus: "sent" })).toBe(204);
    expect(await messageOf(stage)).toEqual(before);
    expect(stage.refusals()).toEqual({ "denied-attempt": 1 });
  });

  test("after a rotation the first webhook with the new token is taken, and those with the old one still are", async () => {
    await findCredentials(stage.world().accountId);
    const authToken = randomUUID().replaceAll("-", "");
    await inTransaction((tx) => saveAccount(tx, { ...connectable(stage.world().account), authToken }));
    expect((await stage.post({ token: authToken, params: stage.params({ MessageStatus: "delivered" }) })).status).toBe(204);
    expect(await stage.callback({ MessageStatus: "read" })).toBe(204);
    expect(await messageOf(stage)).toMatchObject({ delivery: "read" });
  });

  test("a JSON body is taken when its hash stands in the signed address, and refused when it does not fit", async () => {
    const genuine = jsonPost(stage, JSON.stringify(stage.params({ MessageStatus: "read" })));
    expect((await stage.post({ ...genuine, body: JSON.stringify(stage.params({ MessageStatus: "failed" })) })).status).toBe(403);
    expect((await stage.post(genuine)).status).toBe(204);
    expect(await messageOf(stage)).toMatchObject({ delivery: "read" });
  });
}

function isFailure(status: DeliveryState): boolean {
  return status === "failed" || status === "undelivered";
}

/** The join, written once more and differently: the highest status, and the highest code that came with it. */
function highest(sequence: [DeliveryState, number][]): { delivery: DeliveryState; errorCode: number | null } {
  const rank = Math.max(...sequence.map(([status]) => DELIVERY_STATES.indexOf(status)));
  const delivery = DELIVERY_STATES[rank] ?? "none";
  const codes = sequence.filter(([status]) => status === delivery && isFailure(status)).map(([, code]) => code);
  return { delivery, errorCode: codes.length === 0 ? null : Math.max(...codes) };
}
