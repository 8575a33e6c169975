import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { simulatedAccounts } from "./fixtures.ts";
import { type Simulator, type SimulatorOptions, startSimulator } from "./simulator.ts";
import { LUCKY, openBusiness, sdkFor } from "./testing.ts";

const [sandbox, live] = simulatedAccounts;
const FROM = "whatsapp:+442079460142";
const templateNamed = (name: string) => live.templates.find((template) => template.name === name)?.sid ?? "";
const VOUCHER = templateNamed("voucher_ready");
const TASTING = templateNamed("autumn_tasting");
const person = (number: number) => `whatsapp:+1212555${String(number).padStart(4, "0")}`;
const HOUR = 3_600;

let simulator: Simulator | undefined;
afterEach(() => simulator?.stop());
const begin = async (options: SimulatorOptions = {}) => (simulator = await startSimulator({ ...LUCKY, ...options }));

const order = async (network: Simulator, what: string, body: unknown, headers: Record<string, string> = {}) => {
  const response = await fetch(`${network.url}/__sim/${what}`, { method: "POST", body: JSON.stringify(body), headers });
  return { status: response.status, body: await response.json() };
};
const template = (network: Simulator, change: object, contentSid = VOUCHER) => order(network, "template", { accountSid: live.sid, contentSid, ...change });
const send = (network: Simulator, to = person(1), contentSid = VOUCHER) => sdkFor(network, live).messages.create({ to, from: FROM, contentSid });
const endOf = async (network: Simulator, sid: string) => {
  const { status, errorCode } = await sdkFor(network, live).messages(sid).fetch();
  return [status, errorCode];
};

describe("a template can be", () => {
  test("approved and rejected with a reason, and recategorised, as the Content API then says", async () => {
    const network = await begin();
    const shown = async () => (await sdkFor(network, live).content.v1.contents(VOUCHER).approvalFetch().fetch()).whatsapp;
    expect((await template(network, { approval: "rejected", rejectionReason: "TAG_CONTENT_MISMATCH" })).status).toBe(200);
    expect(await shown()).toMatchObject({ status: "rejected", rejection_reason: "TAG_CONTENT_MISMATCH" });
    const { sid } = await send(network);
    await network.quiet();
    expect(await endOf(network, sid)).toEqual(["failed", 63016]);
    await template(network, { approval: "approved", category: "MARKETING" });
    expect(await shown()).toMatchObject({ status: "approved", rejection_reason: "", category: "MARKETING" });
    const { dateCreated, dateUpdated } = await sdkFor(network, live).content.v1.contents(VOUCHER).fetch();
    expect(dateUpdated.getTime()).toBeGreaterThan(dateCreated.getTime());
  });

  test.each([
    [{ approval: "paused" }, 63041],
    [{ approval: "disabled" }, 63042],
    [{ deleted: true }, 63027],
  ])("%j: what waits in the queue fails with %i, what has left does not", async (change, code) => {
    const network = await begin({ mps: 0.5, delays: { sent: [0, 0], delivered: [500_000, 500_000] } });
    const gone = await send(network, person(1));
    const waits = await send(network, person(2));
    await expect.poll(async () => (await endOf(network, gone.sid))[0]).toBe("sent");
    expect((await template(network, change)).status).toBe(200);
    await network.quiet();
    expect(await endOf(network, waits.sid)).toEqual(["failed", code]);
    expect(await endOf(network, gone.sid)).toEqual(["read", null]);
  });

  test("deleted: it is in no list and cannot be sent", async () => {
    const network = await begin();
    await template(network, { deleted: true });
    expect((await sdkFor(network, live).content.v1.contents.list()).map(({ sid }) => sid)).not.toContain(VOUCHER);
    await expect(send(network)).rejects.toMatchObject({ status: 400, code: 21655 });
  });

  test.each([
    ["release", ["read", null]],
    ["drop", ["undelivered", 63041]],
  ])("paced: after the first batch messages stay sent until Meta decides to %s", async (pacing, end) => {
    const network = await begin();
    await template(network, { pacing: { firstBatch: 2 } });
    const sids: string[] = [];
    for (let number = 0; number < 4; number += 1) sids.push((await send(network, person(number))).sid);
    await network.quiet();
    expect(network.messages().messages.map(({ status }) => status)).toEqual(["read", "read", "sent", "sent"]);
    await template(network, { pacing });
    await network.quiet();
    expect([await endOf(network, sids[2] ?? ""), await endOf(network, sids[3] ?? "")]).toEqual([end, end]);
    expect(await endOf(network, sids[0] ?? "")).toEqual(["read", null]);
    const later = await send(network, person(5));
    await network.quiet();
    expect(await endOf(network, later.sid)).toEqual(["read", null]);
  });
});

test("a sender can go offline with reasons, lower its quality and its limit, and come back", async () => {
  const network = await begin();
  const shown = async () => (await fetch(`${network.url}/v2/Channels/Senders/${live.senders[0]?.sid}`, { headers: { authorization: `Basic ${btoa(`${live.sid}:${live.authToken}`)}` } })).json();
  const reasons = [{ code: "63112", message: "The number is restricted" }];
  expect((await order(network, "sender", { accountSid: live.sid, sender: "+442079460142", status: "OFFLINE", offlineReasons: reasons, quality: "LOW", messagingLimit: "2K Customers/24hr" })).status).toBe(200);
  expect(await shown()).toMatchObject({ status: "OFFLINE", offline_reasons: [{ code: "63112", message: "The number is restricted", more_info: "https://www.twilio.com/docs/errors/63112" }], properties: { quality_rating: "LOW", messaging_limit: "2K Customers/24hr" } });
  await expect(send(network)).rejects.toMatchObject({ code: 63007 });
  await order(network, "sender", { accountSid: live.sid, sender: FROM, status: "ONLINE" });
  expect(await shown()).toMatchObject({ status: "ONLINE", offline_reasons: null, properties: { quality_rating: "LOW" } });
  expect((await send(network)).status).toBe("queued");
  await order(network, "sender", { accountSid: live.sid, sender: FROM, status: "OFFLINE" });
  expect(await shown()).toMatchObject({ offline_reasons: [{ code: "63020" }] });
});

test("a person can be taken into the sandbox and out of it", async () => {
  const network = await begin({ accounts: [{ ...sandbox, senders: sandbox.senders.map((sender) => ({ ...sender, mps: 1_000 })) }, live] });
  const stranger = "whatsapp:+12125550199";
  const sent = async () => {
    await sdkFor(network, sandbox).messages.create({ to: stranger, from: "whatsapp:+14155238886", contentSid: sandbox.templates[0]?.sid });
    await network.quiet();
    return network.messages().messages.at(-1)?.errorCode;
  };
  const membership = (joined: boolean, accountSid = sandbox.sid) => order(network, "membership", { accountSid, person: "+12125550199", joined });
  expect(await sent()).toBe(63015);
  await membership(true);
  expect(await sent()).toBeNull();
  await membership(false);
  expect(await sent()).toBe(63015);
  expect(await membership(true, live.sid)).toMatchObject({ status: 400, body: { error: expect.stringContaining("not a sandbox") } });
});

describe("a person", () => {
  test("who has blocked the business is sent to for ever, without an error", async () => {
    const network = await begin();
    await order(network, "person", { accountSid: live.sid, person: person(1), blocked: true });
    const { sid } = await send(network);
    await network.quiet();
    expect(await endOf(network, sid)).toEqual(["sent", null]);
    await order(network, "person", { accountSid: live.sid, person: person(1), blocked: false });
    const again = await send(network);
    await network.quiet();
    expect(await endOf(network, again.sid)).toEqual(["read", null]);
  });

  test.each([63050, 63033])("who has stopped marketing fails it with %i, and takes the rest, until they want it again", async (code) => {
    const network = await begin();
    const ends = async () => {
      const made = [await send(network, person(1), TASTING), await send(network, person(1), VOUCHER), await send(network, person(2), TASTING)];
      await network.quiet();
      return Promise.all(made.map(async ({ sid }) => (await endOf(network, sid))[1]));
    };
    await order(network, "person", { accountSid: live.sid, person: person(1), marketingStop: code });
    await order(network, "person", { accountSid: live.sid, person: person(1), blocked: false });
    expect(await ends()).toEqual([code, null, null]);
    await order(network, "person", { accountSid: live.sid, person: person(1), marketingStop: null });
    expect(await ends()).toEqual([null, null, null]);
  });
});

describe("the clock", () => {
  test("can be moved forward: what was due comes, and memberships and windows end", async () => {
    const network = await begin({ speed: 1, delays: { sent: [HOUR * 1000, HOUR * 1000], delivered: [0, 0], read: [0, 0] } });
    const { sid } = await send(network);
    expect(await endOf(network, sid)).toEqual(["queued", null]);
    const told = await order(network, "clock", { advanceSeconds: HOUR + 1 });
    expect(told).toMatchObject({ status: 200, body: { advancedSeconds: HOUR + 1, speed: 1 } });
    expect(told.body.now - Date.now()).toBeGreaterThan(HOUR * 1000);
    await network.quiet();
    expect(await endOf(network, sid)).toEqual(["read", null]);

    await network.receive({ accountSid: live.sid, from: person(1), to: FROM, body: "Hi" });
    const outcomes: unknown[] = [];
    for (const hours of [22, 3]) {
      network.advance(hours * HOUR);
      const { sid: free } = await sdkFor(network, live).messages.create({ to: person(1), from: FROM, body: "Hello" });
      network.advance(HOUR + 1);
      await network.quiet();
      outcomes.push((await endOf(network, free))[1]);
    }
    expect(outcomes).toEqual([null, 63016]);
    network.advance(48 * HOUR);
    await sdkFor(network, sandbox).messages.create({ to: `whatsapp:${sandbox.members[0]}`, from: "whatsapp:+14155238886", contentSid: sandbox.templates[0]?.sid });
    network.advance(HOUR + 1);
    await network.quiet();
    expect(network.messages().messages.at(-1)).toMatchObject({ errorCode: 63015 });
  });

  test("does not hurry a webhook that is under way", async () => {
    const held = Promise.withResolvers<number>();
    const business = await openBusiness({ answers: (number) => (number === 1 ? held.promise : 204) });
    const network = await begin({ outcomes: { delivered: 0, failed: 0 } });
    await sdkFor(network, live).messages.create({ to: person(1), from: FROM, contentSid: VOUCHER, statusCallback: `${business.url}/s#rc=2&rp=5xx` });
    await expect.poll(() => business.heard.length).toBe(1);
    network.advance(HOUR);
    held.resolve(500);
    await network.quiet();
    expect(network.stats().callbacks).toMatchObject({ answered2xx: 1, failed: 0 });
    await business.stop();
  });

  test("goes neither back nor further than a year at once", async () => {
    const network = await begin();
    for (const advanceSeconds of [-1, 0, 400 * 24 * HOUR, "soon"]) expect((await order(network, "clock", { advanceSeconds })).status).toBe(400);
    expect(network.time().advancedSeconds).toBe(0);
  });
});

test("changes, held messages and the clock are there again after a restart", async () => {
  const folder = mkdtempSync(join(tmpdir(), "simulator-"));
  const logFile = join(folder, "log.jsonl");
  const first = await startSimulator({ ...LUCKY, logFile });
  await template(first, { pacing: { firstBatch: 1 } });
  for (let number = 0; number < 3; number += 1) await send(first, person(number));
  await first.quiet();
  first.advance(HOUR);
  await order(first, "sender", { accountSid: live.sid, sender: live.senders[1]?.phone, status: "OFFLINE" });
  const messages = first.messages();
  await first.stop();

  const second = await begin({ logFile });
  expect(second.messages()).toEqual(messages);
  expect(second.time().advancedSeconds).toBe(HOUR);
  await expect(sdkFor(second, live).messages.create({ to: person(1), from: `whatsapp:${live.senders[1]?.phone}`, contentSid: VOUCHER })).rejects.toMatchObject({ code: 63007 });
  await send(second, person(9));
  await second.quiet();
  expect(second.messages().messages.map(({ status }) => status)).toEqual(["read", "sent", "sent", "sent"]);
  await template(second, { pacing: "release" });
  await second.quiet();
  await second.stop();

  const third = await begin({ logFile });
  await third.quiet();
  expect(third.messages().messages.map(({ status }) => status)).toEqual(["read", "read", "read", "read"]);
  third.reset();
  await third.stop();
  const fourth = await begin({ logFile });
  expect(fourth.time().advancedSeconds).toBe(HOUR);
  rmSync(folder, { recursive: true });
});

test.each([
  ["template", { accountSid: live.sid, contentSid: "HX0" }, "has no template HX0"],
  ["template", { accountSid: "AC0", contentSid: VOUCHER }, "no simulated account AC0"],
  ["template", { accountSid: live.sid, contentSid: VOUCHER, approval: "perfect" }, "approval"],
  ["template", { accountSid: live.sid, contentSid: VOUCHER, pacing: "slowly" }, "pacing"],
  ["sender", { accountSid: live.sid, sender: "+12125550101" }, "not a sender"],
  ["sender", { accountSid: live.sid, sender: FROM, mps: 0 }, "mps"],
  ["membership", { accountSid: sandbox.sid, person: "+12125550101" }, "joined"],
  ["person", { accountSid: live.sid, person: person(1), marketingStop: 1 }, "marketingStop"],
  ["person", null, "accountSid"],
])("a %s of %j gets 400 with a sentence", async (what, body, sentence) => {
  const network = await begin();
  expect(await order(network, what, body)).toMatchObject({ status: 400, body: { error: expect.stringContaining(sentence) } });
});

test("a page of somebody else may not order anything", async () => {
  const network = await begin();
  expect((await order(network, "faults", {}, { origin: "http://elsewhere.example" })).status).toBe(403);
  expect((await order(network, "faults", {}, { origin: network.url })).status).toBe(200);
});
