import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { simulatedAccounts } from "./fixtures.ts";
import { startSimulator } from "./simulator.ts";
import { LUCKY } from "./testing.ts";
import { type Ask, asking } from "./testing-rest.ts";

const [, live] = simulatedAccounts;
const [london, berlin] = live.senders;
const VOUCHER = live.templates.find(({ name }) => name === "voucher_ready")?.sid ?? "";
const MESSAGES = `/2010-04-01/Accounts/${live.sid}/Messages`;
const HOUR_SECONDS = 3_600;
const HOUR_MS = HOUR_SECONDS * 1000;
const person = (number: number) => `whatsapp:+1212555${String(number).padStart(4, "0")}`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "simulator-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function serviceWith(asked: Ask, sender: { sid: string } | undefined): Promise<string> {
  const { sid } = (await asked("POST", "/v1/Services", { FriendlyName: "Juniper" })).body;
  await asked("POST", `/v1/Services/${sid}/ChannelSenders`, { Sid: sender?.sid ?? "" });
  return sid;
}

test("what a service has queued goes on after a restart, and what it still holds is in nobody's way", async () => {
  const options = { ...LUCKY, speed: 1, mps: 0.001, queueLifeSeconds: 500, delays: { sent: [500, 500], delivered: [0, 0], read: [0, 0] }, logFile: join(folder, "log.jsonl") } as const;
  const first = await startSimulator(options);
  const asked = asking(first, live);
  const [holding, queueing] = [await serviceWith(asked, london), await serviceWith(asked, berlin)];
  const later = { ScheduleType: "fixed", SendAt: new Date(Date.now() + HOUR_MS).toISOString() };
  const held = await asked("POST", `${MESSAGES}.json`, { To: person(1), MessagingServiceSid: holding, ContentSid: VOUCHER, ...later });
  const queued = await asked("POST", `${MESSAGES}.json`, { To: person(2), MessagingServiceSid: queueing, ContentSid: VOUCHER });
  await expect.poll(async () => (await asked("GET", queued.body.uri)).body.status, { interval: 10 }).toBe("queued");
  await first.stop();

  const second = await startSimulator(options);
  const again = asking(second, live);
  const statusOf = async ({ body }: typeof held) => (await again("GET", body.uri)).body.status;
  const direct = await again("POST", `${MESSAGES}.json`, { To: person(3), From: `whatsapp:${london?.phone}`, ContentSid: VOUCHER });
  await expect.poll(async () => [await statusOf(queued), await statusOf(direct)], { timeout: 20_000 }).toEqual(["read", "read"]);
  expect(await statusOf(held)).toBe("scheduled");
  const behind = await again("POST", `${MESSAGES}.json`, { To: person(4), From: `whatsapp:${berlin?.phone}`, ContentSid: VOUCHER });
  expect(behind.body.code, "the queue of the earlier simulator counts").toBe(21611);
  await second.stop();
});

test("a message whose simulator died between queueing it and planning its way gets another", async () => {
  const options = { ...LUCKY, logFile: join(folder, "log.jsonl") };
  const first = await startSimulator(options);
  const asked = asking(first, live);
  const made = await asked("POST", `${MESSAGES}.json`, { To: person(1), MessagingServiceSid: await serviceWith(asked, london), ContentSid: VOUCHER });
  await first.quiet();
  await first.stop();
  const lines = readFileSync(options.logFile, "utf8").split("\n");
  const planned = lines.findIndex((line) => line.startsWith('{"kind":"ahead"'));
  expect(planned).toBeGreaterThan(0);
  writeFileSync(options.logFile, `${lines.slice(0, planned).join("\n")}\n`);

  const second = await startSimulator(options);
  await second.quiet();
  expect((await asking(second, live)("GET", made.body.uri)).body.status).toBe("read");
  await second.stop();
});

test("reviews and registrations that were under way come to their end after a restart", async () => {
  const options = { ...LUCKY, speed: 1, delays: { review: [60_000, 60_000], sender: [60_000, 60_000] }, logFile: join(folder, "log.jsonl") } as const;
  const first = await startSimulator(options);
  const asked = asking(first, live);
  const words = { friendly_name: "hello", language: "en", types: { "twilio/text": { body: "Hello" } } };
  const content = (await asked("POST", "/v1/Content", { json: words })).body;
  await asked("POST", `/v1/Content/${content.sid}/ApprovalRequests/whatsapp`, { json: { name: "hello", category: "UTILITY" } });
  const sender = (await asked("POST", "/v2/Channels/Senders", { json: { sender_id: "whatsapp:+442079460199", profile: { name: "Leeds" } } })).body;
  expect(sender.status).toBe("CREATING");
  await first.stop();

  const second = await startSimulator(options);
  const again = asking(second, live);
  const standing = async () => [(await again("GET", `/v1/Content/${content.sid}/ApprovalRequests`)).body.whatsapp.status, (await again("GET", `/v2/Channels/Senders/${sender.sid}`)).body.status];
  expect(await standing()).toEqual(["received", "CREATING"]);
  second.advance(60);
  await expect.poll(standing).toEqual(["approved", "PENDING_VERIFICATION"]);
  await second.stop();
});

test("services, what waits in them, and what was changed are there again after a restart", async () => {
  const options = { ...LUCKY, speed: 20, logFile: join(folder, "log.jsonl") };
  const first = await startSimulator(options);
  const asked = asking(first, live);
  const service = await serviceWith(asked, london);
  const gone = (await asked("POST", "/v1/Services", { FriendlyName: "Gone" })).body;
  await asked("DELETE", `/v1/Services/${gone.sid}`);
  const content = (await asked("POST", "/v1/Content", { json: { friendly_name: "hello", language: "en", types: { "twilio/text": { body: "Hello" } } } })).body;
  const made = await asked("POST", `${MESSAGES}.json`, { To: person(1), From: `whatsapp:${london?.phone}`, ContentSid: VOUCHER });
  await first.quiet();
  await asked("POST", `${MESSAGES}/${made.body.sid}.json`, { Body: "" });
  const order = { To: person(2), MessagingServiceSid: service, ContentSid: VOUCHER, ScheduleType: "fixed", SendAt: new Date(Date.now() + HOUR_MS).toISOString() };
  const [waiting, canceled] = [await asked("POST", `${MESSAGES}.json`, order), await asked("POST", `${MESSAGES}.json`, order)];
  await asked("POST", `${MESSAGES}/${canceled.body.sid}.json`, { Status: "canceled" });
  const [stats, list] = [first.stats(), (await asked("GET", `${MESSAGES}.json`)).body];
  await first.stop();

  const second = await startSimulator(options);
  const again = asking(second, live);
  expect((await again("GET", "/v1/Services")).body.services).toMatchObject([{ sid: service }]);
  expect((await again("GET", `/v1/Services/${service}/ChannelSenders`)).body.senders).toHaveLength(1);
  expect((await again("GET", `/v1/Content/${content.sid}`)).body).toMatchObject({ friendly_name: "hello" });
  expect((await again("GET", `${MESSAGES}/${made.body.sid}.json`)).body).toMatchObject({ body: "", status: "read" });
  expect((await again("GET", `${MESSAGES}.json`)).body.messages).toEqual(list.messages);
  expect(second.stats().statuses).toEqual(stats.statuses);
  second.advance(HOUR_SECONDS);
  await second.quiet();
  expect((await again("GET", `${MESSAGES}/${waiting.body.sid}.json`)).body).toMatchObject({ status: "read", from: `whatsapp:${london?.phone}` });
  expect((await again("GET", `${MESSAGES}/${canceled.body.sid}.json`)).body.status).toBe("canceled");
  await second.stop();
});
