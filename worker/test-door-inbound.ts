/** What both doors do with what people write. */
import { setTimeout as pass } from "node:timers/promises";
import { expect, test } from "vitest";
import { inTransaction, pool } from "#lib/db/connection.ts";
import { optOut } from "#lib/db/opt-out.ts";
import { type DoorStage, everyRow, oneRow } from "./test-door.ts";

const REPLIED = `SM${"7".repeat(32)}`;
/** Longer than the engine waits for a lock, in milliseconds. */
const LOCKED_MS = 1_300;
const MEDIA = "https://api.twilio.com/2010-04-01/Accounts/AC1/Messages/MM1/Media/ME1";

/** Defines the tests; the stage is set before each. */
export function inboundTests(stage: DoorStage): void {
  wordTests(stage);
  consentTests(stage);
  personTests(stage);
  contentTests(stage);
}

/** Somebody for whom a message is queued. */
async function somebody(): Promise<string> {
  return (await oneRow<{ phone: string }>(`select r.phone from message m join contact r on r.id = m.contact_id where m.state = 'queued' order by m.id limit 1`))?.phone ?? "";
}

async function isOut(phone: string): Promise<boolean | undefined> {
  return (await oneRow<{ out: boolean }>(`select opted_out_at is not null as out from contact where phone = $1`, [phone]))?.out;
}

function received() {
  return oneRow(`select address, body, kind, details from inbound_message order by id desc limit 1`);
}

function wordTests(stage: DoorStage): void {
  test("a message is answered with an empty reply, and opens the window between its writer and our sender", async () => {
    const phone = await somebody();
    const params = { MessageSid: `SM${"1".repeat(32)}`, AccountSid: stage.world().account.sid, From: `whatsapp:${phone}`, To: "whatsapp:+442079460142", Body: "Hello" };
    const answer = await stage.post({ target: `/api/twilio/inbound/${stage.world().accountId}`, params });
    expect(answer).toMatchObject({ status: 200, body: '<?xml version="1.0" encoding="UTF-8"?><Response/>', headers: { "content-type": "text/xml" } });
    expect(await received()).toEqual({ address: phone, body: "Hello", kind: "text", details: {} });
    expect(await oneRow(`select r.phone, s.phone as sender from service_window w join contact r on r.id = w.contact_id join sender s on s.id = w.sender_id where w.last_inbound_at > now() - interval '1 minute'`)).toEqual({ phone, sender: "+442079460142" });
  });

  test("STOP suppresses what is queued for its writer, START lifts it, and the same message again changes nothing", async () => {
    const phone = await somebody();
    const stop = { MessageSid: `SM${"1".repeat(32)}`, From: `whatsapp:${phone}`, Body: "Stop!" };
    expect(await stage.inbound(stop)).toBe(200);
    expect(await isOut(phone)).toBe(true);
    expect((await pool().query(`select 1 from message m join contact r on r.id = m.contact_id where r.phone = $1 and m.state = 'suppressed'`, [phone])).rowCount).toBe(1);
    expect(await stage.inbound({ From: `whatsapp:${phone}`, Body: "start" })).toBe(200);
    expect(await isOut(phone)).toBe(false);
    const before = await everyRow();
    expect(await stage.inbound(stop)).toBe(200);
    expect(await everyRow()).toEqual(before);
    expect(await oneRow(`select count(*)::int as n from audit_event where subject_kind = 'inbound' and account_id = $1`, [stage.world().accountId])).toEqual({ n: 2 });
  });

  test.each<[string, Record<string, string>]>([
    ["a stop word in another language", { Body: " Abmelden. " }],
    ["a tap on a button that says so", { Body: "Stop", ButtonText: "Stop", ButtonPayload: "b1" }],
    ["a button whose payload says so, whatever its text", { Body: "No more offers", ButtonText: "No more offers", ButtonPayload: "STOP" }],
    ["an entry of a list that says so", { Body: "Unsubscribe", ListId: "unsubscribe", ListTitle: "Leave" }],
    ["what Twilio's own opt-out management says", { Body: "arrête tout", OptOutType: "STOP" }],
    ["a stop word beside a start", { Body: "start", ButtonPayload: "stop" }],
    ["a stop word under a picture", { Body: "STOP", NumMedia: "1", MediaUrl0: MEDIA, MediaContentType0: "image/jpeg" }],
  ])("%s opts its writer out", async (_name, params) => {
    const phone = await somebody();
    expect(await stage.inbound({ From: `whatsapp:${phone}`, ...params })).toBe(200);
    expect(await isOut(phone)).toBe(true);
  });
}

/** Who said something, and what they had said before, decides what a word means. */
function consentTests(stage: DoorStage): void {
  test.each<[string, Record<string, string>]>([
    ["Cancel on a reminder", { Body: "Cancel", ButtonText: "Cancel", ButtonPayload: "cancel" }],
    ["an entry of a list that cancels", { Body: "Cancelar", ListId: "cancel", ListTitle: "Cancelar" }],
  ])("%s is an answer and no opt-out; the same word typed is one", async (_name, params) => {
    const phone = await somebody();
    expect(await stage.inbound({ From: `whatsapp:${phone}`, ...params })).toBe(200);
    expect(await isOut(phone)).toBe(false);
    expect(await stage.inbound({ From: `whatsapp:${phone}`, Body: params.Body ?? "" })).toBe(200);
    expect(await isOut(phone)).toBe(true);
  });

  test.each<[string, Record<string, string>]>([
    ["Yes on a reminder", { Body: "Yes", ButtonText: "Yes", ButtonPayload: "yes" }],
    ["a start word on a button", { Body: "Subscribe", ButtonText: "Subscribe", ButtonPayload: "start" }],
    ["an entry of a list", { Body: "Start", ListId: "start", ListTitle: "Start" }],
    ["what Twilio makes of a tap", { Body: "Yes", ButtonText: "Yes", ButtonPayload: "yes", OptOutType: "START" }],
  ])("%s lifts no opt-out", async (_name, params) => {
    const phone = await somebody();
    await stage.inbound({ From: `whatsapp:${phone}`, Body: "STOP" });
    expect(await stage.inbound({ From: `whatsapp:${phone}`, ...params })).toBe(200);
    expect(await isOut(phone)).toBe(true);
  });

  test.each(["asked", "meta-63050", "twilio-21610"])("no word of a person lifts an opt-out for the reason %s", async (reason) => {
    const phone = await somebody();
    await inTransaction((tx) => optOut(tx, { accountId: stage.world().accountId, phone, reason, source: "person" }));
    for (const Body of ["START", "yes"]) expect(await stage.inbound({ From: `whatsapp:${phone}`, Body })).toBe(200);
    expect(await stage.inbound({ From: `whatsapp:${phone}`, Body: "again", OptOutType: "START" })).toBe(200);
    expect(await isOut(phone)).toBe(true);
    expect(await oneRow(`select reason, lifted_at as "liftedAt" from suppression`)).toEqual({ reason, liftedAt: null });
  });

  test.each<[string, Record<string, string>]>([
    ["OptOutType=START", { Body: "again", OptOutType: "START" }],
    ["a typed yes", { Body: "Yes" }],
  ])("%s lifts an opt-out by a word; HELP does not", async (_name, params) => {
    const phone = await somebody();
    await stage.inbound({ From: `whatsapp:${phone}`, Body: "STOP" });
    await stage.inbound({ From: `whatsapp:${phone}`, Body: "HELP", OptOutType: "HELP" });
    expect(await isOut(phone)).toBe(true);
    await stage.inbound({ From: `whatsapp:${phone}`, ...params });
    expect(await isOut(phone)).toBe(false);
  });
}

function personTests(stage: DoorStage): void {
  test("STOP under another spelling of the same number opts out the person who is written to, and the spelling that may come", async () => {
    await pool().query(`update contact set phone = '+525512345678' where id = (select contact_id from message order by id desc limit 1)`);
    expect(await stage.inbound({ From: "whatsapp:+5215512345678", Body: "STOP" })).toBe(200);
    const { rows } = await pool().query(`select phone, opted_out_at is not null as out from contact where phone like '+52%' order by phone`);
    expect(rows).toEqual([{ phone: "+5215512345678", out: true }, { phone: "+525512345678", out: true }]);
    expect((await pool().query(`select 1 from message where suppression = 'opted_out'`)).rowCount).toBe(1);
  });

  test("a person is found under the number that WhatsApp knows, too", async () => {
    const phone = await somebody();
    expect(await stage.inbound({ From: "whatsapp:+4930231999999", WaId: phone.slice(1), Body: "STOP" })).toBe(200);
    expect(await isOut(phone)).toBe(true);
  });

  test("STOP to a number of ours that was never read from Twilio is obeyed all the same", async () => {
    const phone = await somebody();
    expect(await stage.inbound({ From: `whatsapp:${phone}`, To: "whatsapp:+442079460999", Body: "STOP" })).toBe(200);
    expect(await isOut(phone)).toBe(true);
  });

  test("somebody whom WhatsApp names by an id is recorded as that, and no number is made of it or of what stands beside it", async () => {
    const contacts = (await pool().query(`select 1 from contact`)).rowCount;
    expect(await stage.inbound({ From: "whatsapp:US.13491208655302741918", WaId: "13491208655302741918", ProfileName: "ana.s", Body: "stop" })).toBe(200);
    expect(await stage.inbound({ From: "whatsapp:US.1349", WaId: "4930231250001", Body: "stop" })).toBe(200);
    expect((await pool().query(`select address from inbound_message order by id`)).rows).toEqual([{ address: "US.13491208655302741918" }, { address: "US.1349" }]);
    expect((await pool().query(`select 1 from contact`)).rowCount).toBe(contacts);
    expect((await pool().query(`select 1 from service_window union all select 1 from suppression`)).rowCount).toBe(0);
  });
}

function contentTests(stage: DoorStage): void {
  test.each<[string, Record<string, string>, string, Record<string, unknown>]>([
    ["a button", { Body: "Yes, please", ButtonText: "Yes, please", ButtonPayload: "yes-1" }, "button", { button: { text: "Yes, please", payload: "yes-1" } }],
    ["an entry of a list", { Body: "Monday", ListId: "mon", ListTitle: "Monday" }, "list", { list: { id: "mon", title: "Monday" } }],
    ["media", { Body: "", NumMedia: "2", MediaUrl0: MEDIA, MediaContentType0: "image/jpeg", MediaUrl1: "javascript:alert(1)", MediaContentType1: "text/html", MessageType: "image" }, "media", { media: [{ url: MEDIA, contentType: "image/jpeg" }], messageType: "image" }],
    ["a place", { Body: "", Latitude: "52.5163", Longitude: "-13.3777", Address: "Pariser Platz", Label: "Gate" }, "location", { location: { latitude: 52.5163, longitude: -13.3777, address: "Pariser Platz", label: "Gate" } }],
    ["no place", { Body: "here", Latitude: "91", Longitude: "1e5" }, "text", {}],
    ["a reply to a message", { Body: "this one", OriginalRepliedMessageSid: REPLIED, OriginalRepliedMessageSender: "whatsapp:+442079460142" }, "text", { repliedTo: REPLIED }],
    ["a name and a forwarded text", { Body: "look", ProfileName: "Ana 🌻", Forwarded: "true" }, "text", { profileName: "Ana 🌻", forwarded: true }],
    ["the advertisement that led to us", { Body: "hi", ReferralSourceType: "ad", ReferralSourceId: "120", ReferralSourceUrl: "https://fb.me/x", ReferralHeadline: "Sale", ReferralBody: "Now", ReferralCtwaClid: "c1" }, "text", { referral: { sourceType: "ad", sourceId: "120", sourceUrl: "https://fb.me/x", headline: "Sale", body: "Now", clickId: "c1" } }],
    ["something that nobody has told us of", { Body: "", MessageType: "order" }, "other", { messageType: "order" }],
  ])("%s is kept as what it is", async (_name, params, kind, details) => {
    expect(await stage.inbound({ From: "whatsapp:+4930231250009", ...params })).toBe(200);
    expect(await received()).toMatchObject({ kind, details });
    expect((await received())?.details).toEqual(details);
  });

  test("what is longer than anything documented is cut, and a NUL in it costs nobody anything", async () => {
    const long = "ä\0".repeat(4_000);
    expect(await stage.inbound({ From: "whatsapp:+4930231250009", Body: long.slice(0, 5_000), ButtonText: long.slice(0, 3_000), ProfileName: long.slice(0, 3_000) })).toBe(200);
    const kept = await oneRow<{ body: string; details: { profileName: string; button: { text: string } } }>(`select body, details from inbound_message`);
    expect([kept?.body.length, kept?.details.profileName.length, kept?.details.button.text.length]).toEqual([2_500, 1_024, 1_024]);
  });

  test("a STOP whose person is held by somebody else for a moment waits for them, and is not lost", async () => {
    const phone = await somebody();
    const holding = Promise.withResolvers<void>();
    const held = inTransaction(async (tx) => {
      await tx.query(`select 1 from contact where phone = $1 for update`, [phone]);
      holding.resolve();
      await pass(LOCKED_MS);
    });
    await holding.promise;
    expect(await stage.inbound({ From: `whatsapp:${phone}`, Body: "STOP" })).toBe(200);
    await held;
    expect(await isOut(phone)).toBe(true);
  });
}
