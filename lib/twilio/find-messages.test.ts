import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { simulatedAccounts } from "#simulator/fixtures.ts";
import { startSimulator, type Simulator } from "#simulator/simulator.ts";
import { TwilioLine, type AccountClient } from "./account-client.ts";
import { fetchMessage } from "./fetch-message.ts";
import { foundMessageFrom } from "./found-message-from.ts";
import { listMessages } from "./list-messages.ts";
import { sendMessage } from "./send-message.ts";

const [, live] = simulatedAccounts;
const FROM = live.senders[0]?.phone ?? "";
const ANA = "+4930231250001";
const OMAR = "+4930231250002";
const TEMPLATE = live.templates.find(({ name }) => name === "voucher_ready")?.sid ?? "";
const LONG_AGO = new Date(0);

let simulator: Simulator;
let line: TwilioLine;
let client: AccountClient;

beforeAll(async () => {
  simulator = await startSimulator({ latencyMs: 0, mps: 10_000 });
  line = new TwilioLine(simulator.url);
  client = line.clientFor({ accountSid: live.sid, authToken: live.authToken, apiKey: null });
});
afterAll(async () => {
  await line.close();
  await simulator.stop();
});
beforeEach(() => simulator.reset());

async function sent(to: string): Promise<string> {
  const outcome = await sendMessage(client, { from: FROM, to, contentSid: TEMPLATE, variables: { "1": "Ana", "2": "V1", "3": "Leeds" }, statusCallbackUrl: "http://127.0.0.1:9/status" });
  if (outcome.kind !== "accepted") throw new Error(JSON.stringify(outcome));
  return outcome.messageSid;
}

test("a message is found by its name, and what the account never sent is not", async () => {
  const messageSid = await sent(ANA);
  expect(await fetchMessage(client, messageSid)).toMatchObject({ messageSid, from: FROM, to: ANA, createdAt: expect.any(Date), errorCode: null });
  expect(await fetchMessage(client, `SM${"0".repeat(32)}`)).toBeNull();
});

test("what cannot be asked is no answer", async () => {
  const stranger = line.clientFor({ accountSid: live.sid, authToken: "wrong", apiKey: null });
  await expect(fetchMessage(stranger, `SM${"0".repeat(32)}`)).rejects.toMatchObject({ status: 401 });
  await expect(listMessages(stranger, { from: FROM, to: ANA, createdSince: LONG_AGO })).rejects.toMatchObject({ status: 401 });
});

test("a request whose answer was lost is found by who wrote to whom", async () => {
  await sent(OMAR);
  const known = await sent(ANA);
  simulator.setFaults({ script: ["acceptThenDropConnection"] });
  await expect(sent(ANA)).rejects.toThrow("ambiguous");
  const { messages, isWhole } = await listMessages(client, { from: FROM, to: ANA, createdSince: LONG_AGO });
  expect(isWhole).toBe(true);
  expect(messages.map(({ to }) => to)).toEqual([ANA, ANA]);
  expect(messages.filter(({ messageSid }) => messageSid !== known)).toHaveLength(1);
});

test("pages are read to the end, but no more than ten of them", async () => {
  for (let n = 0; n < 120; n += 1) await sent(ANA);
  const all = await listMessages(client, { from: FROM, to: ANA, createdSince: LONG_AGO });
  expect(all.isWhole).toBe(true);
  expect(new Set(all.messages.map(({ messageSid }) => messageSid)).size).toBe(120);
  for (let n = 0; n < 400; n += 40) await Promise.all(Array.from({ length: 40 }, () => sent(ANA)));
  const bounded = await listMessages(client, { from: FROM, to: ANA, createdSince: LONG_AGO });
  expect(bounded.isWhole).toBe(false);
  expect(bounded.messages).toHaveLength(500);
  expect(await listMessages(client, { from: FROM, to: ANA, createdSince: new Date(Date.now() + 60_000) })).toEqual({ messages: [], isWhole: true });
});

test.each([
  ["an inbound message", { direction: "inbound" }],
  ["a message of another channel", { to: "+4930231250001" }],
  ["a person without a number", { to: "whatsapp:US.13491208655302741918" }],
  ["a SID of something else", { sid: `AC${"a".repeat(32)}` }],
  ["a date that is none", { dateCreated: "yesterday" }],
])("%s is not taken for one of ours", (_name, changed) => {
  const resource = { sid: `SM${"a".repeat(32)}`, direction: "outbound-api", from: `whatsapp:${FROM}`, to: `whatsapp:${ANA}`, status: "invented", dateCreated: new Date(), dateSent: null, errorCode: null };
  expect(foundMessageFrom(resource)).toMatchObject({ to: ANA, state: null, sentAt: null });
  expect(foundMessageFrom({ ...resource, ...changed })).toBeNull();
});
