import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { simulatedAccounts } from "./fixtures.ts";
import { type Simulator, startSimulator } from "./simulator.ts";
import { type Business, LUCKY, openBusiness, sdkFor, withSimulator } from "./testing.ts";
import { asking } from "./testing-rest.ts";

const [, live] = simulatedAccounts;
const [london, berlin] = live.senders;
const VOUCHER = live.templates.find(({ name }) => name === "voucher_ready")?.sid ?? "";
const MESSAGES = `/2010-04-01/Accounts/${live.sid}/Messages`;
const HOUR_SECONDS = 3_600;
const HOUR_MS = HOUR_SECONDS * 1000;
const person = (number: number) => `whatsapp:+1212555${String(number).padStart(4, "0")}`;

let simulator: Simulator;
let business: Business;
beforeEach(async () => {
  business = await openBusiness();
  simulator = await startSimulator(LUCKY);
});
afterEach(async () => {
  await Promise.all([simulator.stop(), business.stop()]);
});

const ask = (...request: Parameters<ReturnType<typeof asking>>) => asking(simulator, live)(...request);

async function serviceWith(senders: readonly { sid: string }[], form: Record<string, string> = {}): Promise<string> {
  const { body } = await ask("POST", "/v1/Services", { FriendlyName: "Juniper", ...form });
  for (const { sid } of senders) await ask("POST", `/v1/Services/${body.sid}/ChannelSenders`, { Sid: sid });
  return body.sid;
}

const statusesHeard = (sid: string) => business.heard.filter(({ params }) => params.MessageSid === sid).map(({ params }) => params.MessageStatus);

describe("a Messaging Service", () => {
  test("keeps what it was given, and has the usual for the rest", async () => {
    const sid = await serviceWith([], { StickySender: "false", StatusCallback: "https://console.example/status", ValidityPeriod: "600" });
    expect((await ask("GET", `/v1/Services/${sid}`)).body).toMatchObject({ friendly_name: "Juniper", sticky_sender: false, smart_encoding: true, status_callback: "https://console.example/status", validity_period: 600, inbound_request_url: null });
    await ask("POST", `/v1/Services/${sid}`, { FriendlyName: "Street", StatusCallback: "" });
    expect((await ask("GET", `/v1/Services/${sid}`)).body).toMatchObject({ friendly_name: "Street", sticky_sender: false, status_callback: null });
    expect((await ask("DELETE", `/v1/Services/${sid}`)).status).toBe(204);
    expect((await ask("GET", `/v1/Services/${sid}`)).status).toBe(404);
  });

  test.each<[string, Record<string, string>, number]>([
    ["without a name", {}, 20002],
    ["with a name of 65 letters", { FriendlyName: "x".repeat(65) }, 20001],
    ["with a validity of eleven hours", { FriendlyName: "Juniper", ValidityPeriod: "39600" }, 20001],
    ["with a callback that is no address", { FriendlyName: "Juniper", StatusCallback: "/status" }, 20001],
  ])("is not made %s", async (_what, form, code) => {
    expect(await ask("POST", "/v1/Services", form)).toMatchObject({ status: 400, body: { code } });
  });

  test("has a sender once, and a sender one service", async () => {
    const sid = await serviceWith([london ?? { sid: "" }]);
    const other = await serviceWith([]);
    const add = (service: string, sender: string) => ask("POST", `/v1/Services/${service}/ChannelSenders`, { Sid: sender });
    expect(await add(sid, london?.sid ?? "")).toMatchObject({ status: 409, body: { code: 21710 } });
    expect(await add(other, london?.sid ?? "")).toMatchObject({ status: 400, body: { code: 21712 } });
    expect(await add(other, `XE${"0".repeat(32)}`)).toMatchObject({ status: 404 });
    expect((await ask("GET", `/v1/Services/${sid}/ChannelSenders`)).body.senders).toMatchObject([{ sid: london?.sid, sender: `whatsapp:${london?.phone}`, sender_type: "WhatsApp", country_code: "GB" }]);
    expect((await ask("DELETE", `/v1/Services/${sid}/ChannelSenders/${london?.sid}`)).status).toBe(204);
    expect((await add(other, london?.sid ?? "")).status).toBe(201);
  });
});

describe("a message over a Messaging Service", () => {
  const orderTo = (to: string, service: string) => ({ To: to, MessagingServiceSid: service, ContentSid: VOUCHER, StatusCallback: `${business.url}/status` });

  test("is accepted without a sender, then queued by one of the pool, and the business hears of it", async () => {
    const service = await serviceWith([london ?? { sid: "" }]);
    const { body } = await ask("POST", `${MESSAGES}.json`, orderTo(person(1), service));
    expect(body).toMatchObject({ status: "accepted", from: null, messaging_service_sid: service, num_segments: "0", date_sent: null });
    await simulator.quiet();
    expect((await ask("GET", `${MESSAGES}/${body.sid}.json`)).body).toMatchObject({ status: "read", from: `whatsapp:${london?.phone}`, num_segments: "1" });
    expect(statusesHeard(body.sid).toSorted()).toEqual(["delivered", "queued", "read", "sent"]);
    expect(business.heard[0]?.params).toMatchObject({ MessagingServiceSid: service });
  });

  test("goes by either sender of a pool, and to one person always by the same", async () => {
    const service = await serviceWith(live.senders);
    const sendersOf = async () => {
      const made = await Promise.all(Array.from({ length: 40 }, (_, number) => ask("POST", `${MESSAGES}.json`, orderTo(person(number), service))));
      await simulator.quiet();
      return Promise.all(made.map(async ({ body }): Promise<string> => (await ask("GET", `${MESSAGES}/${body.sid}.json`)).body.from));
    };
    const first = await sendersOf();
    expect(new Set(first)).toEqual(new Set([`whatsapp:${london?.phone}`, `whatsapp:${berlin?.phone}`]));
    expect(await sendersOf()).toEqual(first);
  });

  test("leaves out a sender that is offline, and may name its sender itself", async () => {
    const service = await serviceWith(live.senders);
    simulator.change({ what: "sender", accountSid: live.sid, sender: london?.phone ?? "", status: "OFFLINE" });
    for (let number = 0; number < 10; number += 1) await ask("POST", `${MESSAGES}.json`, orderTo(person(number), service));
    const named = await ask("POST", `${MESSAGES}.json`, { ...orderTo(person(1), service), From: `whatsapp:${berlin?.phone}` });
    expect(named.body).toMatchObject({ status: "accepted", from: `whatsapp:${berlin?.phone}` });
    expect(simulator.stats().senders.map(({ from, accepted }) => [from, accepted])).toEqual([[`whatsapp:${berlin?.phone}`, 11]]);
  });

  test("tells the service's callback when it names none itself", async () => {
    const service = await serviceWith([london ?? { sid: "" }], { StatusCallback: `${business.url}/of-service` });
    await ask("POST", `${MESSAGES}.json`, { To: person(1), MessagingServiceSid: service, ContentSid: VOUCHER });
    await simulator.quiet();
    expect(new Set(business.heard.map(({ path }) => path))).toEqual(new Set(["/of-service"]));
  });
});

test("a message that waits in its sender's queue fails with its template, over a service too", async () => {
  await withSimulator({ ...LUCKY, mps: 0.5 }, async (slow) => {
    const asked = asking(slow, live);
    const { sid } = (await asked("POST", "/v1/Services", { FriendlyName: "Juniper" })).body;
    await asked("POST", `/v1/Services/${sid}/ChannelSenders`, { Sid: london?.sid ?? "" });
    const order = { To: person(1), MessagingServiceSid: sid, ContentSid: VOUCHER };
    const made = [await asked("POST", `${MESSAGES}.json`, order), await asked("POST", `${MESSAGES}.json`, order)];
    const shown = async (number: number) => (await asked("GET", made[number]?.body.uri)).body;
    await expect.poll(async () => [(await shown(0)).status, (await shown(1)).status]).toEqual(["read", "queued"]);
    slow.change({ what: "template", accountSid: live.sid, contentSid: VOUCHER, approval: "disabled" });
    await slow.quiet();
    expect(await shown(1)).toMatchObject({ status: "failed", error_code: 63042 });
  });
});

describe("a person who stops a service", () => {
  const says = (body: string, to = london?.phone ?? "") => simulator.receive({ accountSid: live.sid, from: person(1), to, body });
  const codeOf = async (form: Record<string, string>) => (await ask("POST", `${MESSAGES}.json`, { To: person(1), ContentSid: VOUCHER, ...form })).body.code;

  test("gets nothing from it or from its senders, and from others still does, until they come back", async () => {
    const service = await serviceWith([london ?? { sid: "" }]);
    await says("  Stop ");
    expect(await codeOf({ MessagingServiceSid: service })).toBe(21610);
    expect(await codeOf({ From: `whatsapp:${london?.phone}` })).toBe(21610);
    expect(await codeOf({ From: `whatsapp:${berlin?.phone}` })).toBeUndefined();
    expect(await codeOf({ To: person(2), MessagingServiceSid: service })).toBeUndefined();
    await says("START");
    expect(await codeOf({ MessagingServiceSid: service })).toBeUndefined();
  });

  test("is told of with OptOutType, and only where there is a service", async () => {
    await serviceWith([london ?? { sid: "" }]);
    simulator.setInboundUrl(live.sid, `${business.url}/inbound`);
    await says("Unsubscribe");
    await says("help");
    await says("stop it");
    await says("stop", berlin?.phone);
    expect(business.heard.map(({ params }) => params.OptOutType)).toEqual(["STOP", "HELP", undefined, undefined]);
    expect(await codeOf({ From: `whatsapp:${berlin?.phone}` })).toBeUndefined();
  });
});

describe("a scheduled message", () => {
  const schedule = async (sendAt = new Date(Date.now() + HOUR_MS)) => {
    const service = await serviceWith([london ?? { sid: "" }]);
    return sdkFor(simulator, live).messages.create({ to: person(1), messagingServiceSid: service, contentSid: VOUCHER, scheduleType: "fixed", sendAt, statusCallback: `${business.url}/status` });
  };

  test("waits, and is sent when its time comes", async () => {
    const { sid, status, from } = await schedule();
    expect([status, from]).toEqual(["scheduled", null]);
    expect((await ask("DELETE", `${MESSAGES}/${sid}.json`)).body).toMatchObject({ code: 20009 });
    simulator.advance(HOUR_SECONDS);
    await simulator.quiet();
    expect(statusesHeard(sid).toSorted()).toEqual(["delivered", "queued", "read", "sent"]);
  });

  test("comes a thousand times sooner in a network that is a thousand times faster", async () => {
    const { sid } = await schedule(new Date(Date.now() + 0.26 * HOUR_MS));
    await expect.poll(async () => (await ask("GET", `${MESSAGES}/${sid}.json`)).body.status, { timeout: 20_000 }).toBe("read");
  });

  test("that is canceled is never sent, and the business hears of that once", async () => {
    const { sid } = await schedule();
    expect(await ask("POST", `${MESSAGES}/${sid}.json`, { Status: "canceled" })).toMatchObject({ status: 200, body: { status: "canceled", from: null, date_sent: null } });
    expect(await ask("POST", `${MESSAGES}/${sid}.json`, { Status: "canceled" })).toMatchObject({ status: 409, body: { code: 30409 } });
    simulator.advance(2 * HOUR_SECONDS);
    await ask("POST", `${MESSAGES}.json`, { To: person(2), From: `whatsapp:${london?.phone}`, ContentSid: VOUCHER });
    await simulator.quiet();
    expect(statusesHeard(sid)).toEqual(["canceled"]);
    expect(simulator.stats()).toMatchObject({ statuses: { canceled: 1, read: 1 }, movesToCome: 0 });
  });

  test("takes no place in its sender's queue before its time", async () => {
    await schedule();
    const { body } = await ask("POST", `${MESSAGES}.json`, { To: person(2), From: `whatsapp:${london?.phone}`, ContentSid: VOUCHER });
    await expect.poll(async () => (await ask("GET", `${MESSAGES}/${body.sid}.json`)).body.status).toBe("read");
  });
});
