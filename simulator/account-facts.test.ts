import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type SimulatedAccount, simulatedAccounts } from "./fixtures.ts";
import { type Simulator, startSimulator } from "./simulator.ts";
import { LUCKY, sdkFor } from "./testing.ts";
import { asking } from "./testing-rest.ts";

const [sandbox, live] = simulatedAccounts;
const sub: SimulatedAccount = { ...live, name: "Sub", sid: `AC${"5b".repeat(16)}`, authToken: "5b".repeat(16), secondaryAuthToken: "5c".repeat(16), apiKeySid: `SK${"5b".repeat(16)}`, parentSid: live.sid, senders: [] };
const FROM = "whatsapp:+442079460142";
const TO = "whatsapp:+12125550101";
const PAUSED = live.templates.find(({ approval }) => approval === "paused")?.sid ?? "";
const VOUCHER = live.templates[0]?.sid ?? "";

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({ ...LUCKY, accounts: [sandbox, live, sub] });
});
afterAll(() => simulator.stop());
beforeEach(() => simulator.reset());

test("an account sees itself and its sub-accounts, and nobody else's", async () => {
  const listed = async (account: SimulatedAccount) => (await sdkFor(simulator, account).api.accounts.list()).map(({ sid, ownerAccountSid }) => [sid, ownerAccountSid]);
  expect(await listed(live)).toEqual([[live.sid, live.sid], [sub.sid, live.sid]]);
  expect(await listed(sub)).toEqual([[sub.sid, live.sid]]);
  expect(await listed(sandbox)).toEqual([[sandbox.sid, sandbox.sid]]);
  expect((await asking(simulator, sandbox)("GET", `/2010-04-01/Accounts/${live.sid}.json`)).status).toBe(401);
});

test("every message that is sent costs half a cent, and a sub-account pays from its parent's money", async () => {
  const balanceOf = async (account: SimulatedAccount) => (await asking(simulator, account)("GET", `/2010-04-01/Accounts/${account.sid}/Balance.json`)).body.balance;
  expect(await balanceOf(live)).toBe("10000.00");
  for (let number = 0; number < 4; number += 1) await sdkFor(simulator, live).messages.create({ to: TO, from: FROM, contentSid: VOUCHER });
  await simulator.quiet();
  expect(await balanceOf(live)).toBe("9999.98");
  expect(await balanceOf(sandbox)).toBe("10000.00");
  expect(await balanceOf(sub)).toBeUndefined();
});

test("every message that fails raises an alert, newest first, and no other does", async () => {
  const sdk = sdkFor(simulator, live);
  await sdk.messages.create({ to: TO, from: FROM, contentSid: VOUCHER });
  const failed = [await sdk.messages.create({ to: TO, from: FROM, contentSid: PAUSED }), await sdk.messages.create({ to: "whatsapp:+12125550177", from: FROM, body: "Hello" })];
  await simulator.quiet();
  const alerts = await sdk.monitor.v1.alerts.list();
  expect(new Map(alerts.map(({ resourceSid, errorCode }) => [resourceSid, errorCode]))).toEqual(new Map([[failed[0]?.sid, "63041"], [failed[1]?.sid, "63016"]]));
  const [newest, oldest] = alerts.map(({ dateGenerated }) => dateGenerated.getTime());
  expect(newest).toBeGreaterThanOrEqual(oldest ?? Infinity);
  expect(await sdk.monitor.v1.alerts(alerts[0]?.sid ?? "").fetch()).toMatchObject({ logLevel: "error", accountSid: live.sid });
  expect(await sdk.monitor.v1.alerts.list({ logLevel: "warning" })).toEqual([]);
  expect(await sdk.monitor.v1.alerts.list({ endDate: new Date(Date.now() - 3_600_000) })).toEqual([]);
  expect(await sdkFor(simulator, sandbox).monitor.v1.alerts.list()).toEqual([]);
});

test("a typing indicator is shown for what a person wrote, and for nothing else", async () => {
  const { sid } = await simulator.receive({ accountSid: live.sid, from: TO, to: FROM, body: "Hello" });
  const show = (messageId: string, channel = "whatsapp") => asking(simulator, live)("POST", "/v2/Indicators/Typing.json", { messageId, channel });
  expect(await show(sid)).toMatchObject({ status: 200, body: { success: true } });
  expect(await show(`SM${"0".repeat(32)}`)).toMatchObject({ status: 404 });
  expect(await show(sid, "rcs")).toMatchObject({ status: 400, body: { code: 20001 } });
  const sent = await sdkFor(simulator, live).messages.create({ to: TO, from: FROM, contentSid: VOUCHER });
  expect(await show(sent.sid)).toMatchObject({ status: 404 });
});
