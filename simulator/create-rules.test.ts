import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { simulatedAccounts } from "./fixtures.ts";
import { type Simulator, startSimulator } from "./simulator.ts";
import { LUCKY } from "./testing.ts";
import { asking } from "./testing-rest.ts";

const [, live] = simulatedAccounts;
const FROM = "whatsapp:+442079460142";
const TO = "whatsapp:+12125550101";
const VOUCHER = live.templates.find(({ name }) => name === "voucher_ready")?.sid ?? "";
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const ahead = (ms: number) => new Date(Date.now() + ms).toISOString();

let simulator: Simulator;
let service = "";
let emptyService = "";
beforeAll(async () => {
  simulator = await startSimulator(LUCKY);
  service = (await ask("POST", "/v1/Services", { FriendlyName: "Juniper" })).body.sid;
  emptyService = (await ask("POST", "/v1/Services", { FriendlyName: "Nobody" })).body.sid;
  await ask("POST", `/v1/Services/${service}/ChannelSenders`, { Sid: live.senders[0]?.sid ?? "" });
});
afterAll(() => simulator.stop());

const ask = (...request: Parameters<ReturnType<typeof asking>>) => asking(simulator, live)(...request);
const create = (form: Record<string, string>) => ask("POST", `/2010-04-01/Accounts/${live.sid}/Messages.json`, form);

const good = { To: TO, From: FROM, ContentSid: VOUCHER };
const text = { To: TO, From: FROM, Body: "Hello" };
/** A create over the service, `in` ms from now; read when the service is known. */
const scheduled = (inMs: number) => ({ To: TO, MessagingServiceSid: service, ContentSid: VOUCHER, ScheduleType: "fixed", SendAt: ahead(inMs) });

describe("a create is refused", () => {
  test.each<[string, () => Record<string, string>, number]>([
    ["for a text message from a number of somebody else", () => ({ ...text, To: "+12125550101", From: "+12125550177" }), 21659],
    ["for a text message from a number that only WhatsApp knows", () => ({ ...text, To: "+12125550101", From: "+442079460142" }), 21606],
    ["for a text message to a number that is none", () => ({ ...text, To: "12125550101", From: "+442079460142" }), 21211],
    ["for a text message from a number that is none", () => ({ ...text, To: "+12125550101", From: "shop" }), 21212],
    ["for a Messaging Service whose SID is none", () => ({ ...good, MessagingServiceSid: "MG1" }), 21705],
    ["for a Messaging Service that does not exist", () => ({ ...good, MessagingServiceSid: `MG${"0".repeat(32)}` }), 21701],
    ["for a Messaging Service without a sender", () => ({ To: TO, ContentSid: VOUCHER, MessagingServiceSid: emptyService }), 21703],
    ["for a text message over a Messaging Service of WhatsApp senders", () => ({ To: "+12125550101", Body: "Hello", MessagingServiceSid: service }), 21703],
    ["for a sender that is not in the Messaging Service", () => ({ ...good, From: "whatsapp:+493023125142", MessagingServiceSid: service }), 21703],
    ["with a text and variables", () => ({ ...text, ContentVariables: '{"1":"Ana"}' }), 35127],
    ["with a text, a template and variables", () => ({ ...good, Body: "Hello", ContentVariables: '{"1":"Ana"}' }), 35127],
    ["with a media address that is none", () => ({ ...text, MediaUrl: "menu.pdf" }), 21620],
    ["with a media address of another protocol", () => ({ ...text, MediaUrl: "ftp://media.example/menu.pdf" }), 21620],
    ["with a template SID that is none", () => ({ ...good, ContentSid: "HX1" }), 21655],
    ["with a validity of no seconds", () => ({ ...good, ValidityPeriod: "0" }), 21624],
    ["with a schedule and no time", () => ({ ...good, MessagingServiceSid: service, ScheduleType: "fixed" }), 35111],
    ["with a schedule of another type", () => ({ ...scheduled(60 * MINUTE_MS), ScheduleType: "optimized" }), 35126],
    ["with a time and no schedule", () => ({ ...good, SendAt: ahead(60 * MINUTE_MS) }), 35126],
    ["scheduled without a Messaging Service", () => ({ ...good, ScheduleType: "fixed", SendAt: ahead(60 * MINUTE_MS) }), 35118],
    ["scheduled for a day that is none", () => ({ ...scheduled(0), SendAt: "tomorrow" }), 35115],
    ["scheduled for a time without its zone", () => ({ ...scheduled(0), SendAt: ahead(60 * MINUTE_MS).replace("Z", "") }), 35115],
    ["scheduled for fourteen minutes from now", () => scheduled(14 * MINUTE_MS), 35114],
    ["scheduled for yesterday", () => scheduled(-DAY_MS), 35114],
    ["scheduled for thirty-five days and a minute from now", () => scheduled(35 * DAY_MS + MINUTE_MS), 35114],
  ])("%s", async (_why, form, code) => {
    expect(await create(form())).toMatchObject({ status: 400, body: { code, status: 400, more_info: `https://www.twilio.com/docs/errors/${code}`, message: expect.stringMatching(/\w/) } });
  });

  test("with eleven files", async () => {
    const body = new URLSearchParams([...Object.entries(text), ...Array.from({ length: 11 }, (_, number) => ["MediaUrl", `https://media.example/${number}.jpg`])]);
    const response = await fetch(`${simulator.url}/2010-04-01/Accounts/${live.sid}/Messages.json`, { method: "POST", headers: { authorization: `Basic ${btoa(`${live.sid}:${live.authToken}`)}` }, body });
    expect(await response.json()).toMatchObject({ code: 21623 });
  });
});

describe("a create is taken", () => {
  test.each<[string, () => Record<string, string>]>([
    ["scheduled for a quarter of an hour from now, to the second", () => scheduled(15 * MINUTE_MS)],
    ["scheduled for thirty-five days from now", () => scheduled(35 * DAY_MS)],
    ["scheduled in another time zone", () => ({ ...scheduled(0), SendAt: ahead(2 * 60 * MINUTE_MS).replace(/\.\d+Z/, "+00:00") })],
  ])("%s", async (_what, form) => {
    const { status, body } = await create(form());
    expect([status, body.status]).toEqual([201, "scheduled"]);
    await ask("POST", `/2010-04-01/Accounts/${live.sid}/Messages/${body.sid}.json`, { Status: "canceled" });
  });

  test("with a Messaging Service named as its sender", async () => {
    expect((await create({ To: TO, From: service, ContentSid: VOUCHER })).body).toMatchObject({ status: "accepted", messaging_service_sid: service });
  });
});
