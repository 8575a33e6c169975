import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { simulatedAccounts } from "./fixtures.ts";
import { type Simulator, startSimulator } from "./simulator.ts";
import { LUCKY, openBusiness } from "./testing.ts";
import { asking } from "./testing-rest.ts";

const [sandbox, live] = simulatedAccounts;
const SENDERS = "/v2/Channels/Senders";
const ADDRESS = "whatsapp:+442079460199";

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator(LUCKY);
});
afterAll(() => simulator.stop());
beforeEach(() => simulator.reset());

const ask = (...request: Parameters<ReturnType<typeof asking>>) => asking(simulator, live)(...request);
const words = { sender_id: ADDRESS, configuration: { waba_id: "100000000000002" }, profile: { name: "Juniper Street Coffee Leeds", about: "Beans" } };
const register = (json: object = words) => ask("POST", SENDERS, { json });
const statusOf = async (sid: string) => (await ask("GET", `${SENDERS}/${sid}`)).body.status;
const send = () => ask("POST", `/2010-04-01/Accounts/${live.sid}/Messages.json`, { To: "whatsapp:+12125550101", From: ADDRESS, ContentSid: live.templates[0]?.sid ?? "" });

describe("a sender", () => {
  test("is registered, waits for its code, and sends once it is verified", async () => {
    const { status, body } = await register();
    expect([status, body]).toMatchObject([202, { sid: expect.stringMatching(/^XE[0-9a-f]{32}$/), status: "CREATING", sender_id: ADDRESS, profile: { name: words.profile.name, about: "Beans" }, properties: { messaging_limit: "250 Customers/24hr" } }]);
    await expect.poll(() => statusOf(body.sid)).toBe("PENDING_VERIFICATION");
    expect((await send()).body.code).toBe(63007);
    const verified = await ask("POST", `${SENDERS}/${body.sid}`, { json: { configuration: { verification_code: "123456" } } });
    expect(verified).toMatchObject({ status: 202, body: { status: "VERIFYING", configuration: { verification_code: null } } });
    await expect.poll(() => statusOf(body.sid)).toBe("ONLINE");
    expect((await send()).status).toBe(201);
  });

  test("that is being changed sends as before", async () => {
    simulator.change({ what: "sender", accountSid: live.sid, sender: live.senders[0]?.phone ?? "", status: "ONLINE:UPDATING" });
    const order = { To: "whatsapp:+12125550101", From: `whatsapp:${live.senders[0]?.phone}`, ContentSid: live.templates[0]?.sid ?? "" };
    expect((await ask("POST", `/2010-04-01/Accounts/${live.sid}/Messages.json`, order)).status).toBe(201);
  });

  test("that is changed says so for a while", async () => {
    const sid = live.senders[0]?.sid ?? "";
    const { body } = await ask("POST", `${SENDERS}/${sid}`, { json: { profile: { about: "New words" }, webhook: { callback_url: "https://console.example/inbound" } } });
    expect(body).toMatchObject({ status: "ONLINE:UPDATING", profile: { name: live.senders[0]?.name, about: "New words" }, webhook: { callback_url: "https://console.example/inbound", callback_method: "POST" } });
    await expect.poll(() => statusOf(sid)).toBe("ONLINE");
    expect((await ask("GET", `${SENDERS}/${sid}`)).body.profile.about).toBe("New words");
  });

  test("that is changed keeps its open conversations", async () => {
    const from = `whatsapp:${live.senders[0]?.phone}`;
    await simulator.receive({ accountSid: live.sid, from: "whatsapp:+12125550101", to: from, body: "Hello" });
    await ask("POST", `${SENDERS}/${live.senders[0]?.sid}`, { json: { profile: { about: "New words" } } });
    const { body } = await ask("POST", `/2010-04-01/Accounts/${live.sid}/Messages.json`, { To: "whatsapp:+12125550101", From: from, Body: "Hello to you" });
    await simulator.quiet();
    expect((await ask("GET", body.uri)).body).toMatchObject({ status: "read", error_code: null });
  });

  test("with an address of its own hears there what people write, and another at the account's", async () => {
    const [account, own] = [await openBusiness(), await openBusiness()];
    simulator.setInboundUrl(live.sid, `${account.url}/account`);
    await ask("POST", `${SENDERS}/${live.senders[0]?.sid}`, { json: { webhook: { callback_url: `${own.url}/own` } } });
    for (const { phone } of live.senders) await simulator.receive({ accountSid: live.sid, from: "+12125550101", to: phone, body: "Hello" });
    expect([own, account].map(({ heard }) => heard.map(({ params }) => params.To))).toEqual(live.senders.map(({ phone }) => [`whatsapp:${phone}`]));
    await Promise.all([account.stop(), own.stop()]);
  });

  test("that is deleted is nowhere, and nobody sends from it", async () => {
    const sid = live.senders[0]?.sid ?? "";
    expect((await ask("DELETE", `${SENDERS}/${sid}`)).status).toBe(204);
    expect((await ask("GET", `${SENDERS}/${sid}`)).status).toBe(404);
    expect((await ask("GET", `${SENDERS}?Channel=whatsapp`)).body.senders).toHaveLength(live.senders.length - 1);
    expect((await ask("POST", `/2010-04-01/Accounts/${live.sid}/Messages.json`, { To: "whatsapp:+12125550101", From: `whatsapp:${live.senders[0]?.phone}`, Body: "Hello" })).body.code).toBe(63007);
  });

  test.each<[string, object, number]>([
    ["without a number", { ...words, sender_id: undefined }, 63100],
    ["without a name", { ...words, profile: {} }, 63100],
    ["with a number that is none", { ...words, sender_id: "whatsapp:442079460199" }, 63107],
    ["with the number of this account", { ...words, sender_id: `whatsapp:${live.senders[0]?.phone}` }, 63110],
    ["with the number of another account", { ...words, sender_id: `whatsapp:${sandbox.senders[0]?.phone}` }, 63110],
    ["in another WhatsApp Business Account", { ...words, configuration: { waba_id: "999" } }, 63102],
    ["with a callback that is no address", { ...words, webhook: { callback_url: "/inbound" } }, 63100],
    ["with a method that there is not", { ...words, configuration: { ...words.configuration, verification_method: "letter" } }, 63100],
  ])("is not registered %s", async (_what, json, code) => {
    expect(await register(json)).toMatchObject({ status: 400, body: { code } });
    expect((await ask("GET", `${SENDERS}?Channel=whatsapp`)).body.senders).toHaveLength(live.senders.length);
  });

  test("of another account cannot be touched", async () => {
    const theirs = asking(simulator, sandbox);
    const path = `${SENDERS}/${live.senders[0]?.sid}`;
    expect((await theirs("POST", path, { json: { profile: { about: "Mine now" } } })).status).toBe(404);
    expect((await theirs("DELETE", path)).status).toBe(404);
    expect((await ask("GET", path)).body.profile.about).toBe(live.senders[0]?.about);
  });
});
