import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Fate } from "./faults.ts";
import { simulatedAccounts } from "./fixtures.ts";
import { type Simulator, startSimulator } from "./simulator.ts";
import { LUCKY, openBusiness, sdkFor } from "./testing.ts";

const [, live] = simulatedAccounts;
const FROM = "whatsapp:+442079460142";
const VOUCHER = live.templates[0]?.sid ?? "";
const person = (number: number) => `whatsapp:+1212555${String(number).padStart(4, "0")}`;

let simulator: Simulator;
beforeEach(async () => {
  simulator = await startSimulator(LUCKY);
});
afterEach(() => simulator.stop());

const order = (path: string, body: unknown) => fetch(`${simulator.url}/__sim/${path}`, { method: "POST", body: typeof body === "string" ? body : JSON.stringify(body) });
const read = async (path: string) => (await fetch(`${simulator.url}/__sim/${path}`)).json();

/** How a create ended for the one who made it: a status of Twilio's, or no answer. A hanging one is given up after a moment. */
async function ended(to: string): Promise<number | "no answer"> {
  const body = new URLSearchParams({ To: to, From: FROM, ContentSid: VOUCHER, ContentVariables: "{}" });
  const headers = { authorization: `Basic ${btoa(`${live.sid}:${live.authToken}`)}` };
  const response = await fetch(`${simulator.url}/2010-04-01/Accounts/${live.sid}/Messages.json`, { method: "POST", body, headers, signal: AbortSignal.timeout(300) }).catch(() => null);
  return response?.status ?? "no answer";
}

describe("a fate", () => {
  const fates: [Fate, number | "no answer", number, Record<string, number>][] = [
    ["accept", 201, 1, {}],
    ["acceptThen500", 500, 1, {}],
    ["acceptThenDropConnection", "no answer", 1, {}],
    ["acceptThenHang", "no answer", 1, {}],
    ["refuse429", 429, 0, { 20429: 1 }],
    ["refuse500", 500, 0, { 20500: 1 }],
    ["hang", "no answer", 0, {}],
    ["dropConnection", "no answer", 0, {}],
    [{ refuse: { status: 400, code: 63007 } }, 400, 0, { 63007: 1 }],
  ];

  test.each(fates)("%j answers %s and leaves %i accepted", async (fate, answer, accepted, refused) => {
    expect((await order("faults", { script: [fate] })).status).toBe(200);
    expect(await ended(person(1))).toBe(answer);
    expect(simulator.stats().totals).toMatchObject({ requests: 1, accepted, refused, vanished: accepted + Object.keys(refused).length === 0 ? 1 : 0 });
    expect(await ended(person(2))).toBe(201);
  });

  test("that accepts is not kinder than Twilio: a bad request is still refused", async () => {
    simulator.setFaults({ script: ["acceptThen500"] });
    expect(await ended("whatsapp:+12")).toBe(400);
    expect(simulator.stats().totals.accepted).toBe(0);
  });

  test("can be given to one person, whenever their request comes", async () => {
    await order("faults", { recipients: { [person(2)]: ["refuse429", "accept"] } });
    expect([await ended(person(1)), await ended(person(2)), await ended(person(2))]).toEqual([201, 429, 201]);
  });

  test("can be drawn: the same seed draws the same, and the shares come out", async () => {
    const draw = async () => {
      simulator.reset();
      simulator.setFaults({ rates: { refuse429: 0.3, acceptThen500: 0.2 } });
      const answers: (number | "no answer")[] = [];
      for (let number = 0; number < 200; number += 1) answers.push(await ended(person(number)));
      return answers;
    };
    const answers = await draw();
    const shareOf = (status: number) => answers.filter((answer) => answer === status).length / answers.length;
    expect(Math.abs(shareOf(429) - 0.3)).toBeLessThan(0.1);
    expect(Math.abs(shareOf(500) - 0.2)).toBeLessThan(0.1);
    expect(await draw()).toEqual(answers);
  });

  test("can be chosen by a function that sees number, seed and addresses", async () => {
    simulator.setFaults(({ number, to, seed }) => (number === 2 && to === person(2) && seed === 1 ? "refuse500" : "accept"));
    expect([await ended(person(1)), await ended(person(2))]).toEqual([201, 500]);
  });

  test("that nobody knows is refused with a sentence, and changes nothing", async () => {
    const refused = await order("faults", { script: ["explode"] });
    expect([refused.status, typeof (await refused.json()).error]).toEqual([400, "string"]);
    expect((await order("faults", "{")).status).toBe(400);
    expect((await order("faults", { rates: { hang: 2 } })).status).toBe(400);
    expect(await ended(person(1))).toBe(201);
  });
});

describe("the oracle", () => {
  test("shows each create with what was asked, what was drawn and what was answered", async () => {
    const made = await sdkFor(simulator, live).messages.create({ to: person(1), from: FROM, contentSid: VOUCHER, contentVariables: '{"1":"Ana"}', statusCallback: "http://127.0.0.1:9/s#rc=0" });
    await sdkFor(simulator, live).messages.create({ to: person(1), from: FROM, body: "Hello" });
    const { entries, total, next } = await read("log");
    expect([total, next]).toEqual([2, 2]);
    expect(entries[0]).toMatchObject({
      index: 0,
      accountSid: live.sid,
      method: "POST",
      path: `/2010-04-01/Accounts/${live.sid}/Messages.json`,
      from: FROM,
      to: person(1),
      contentSid: VOUCHER,
      variables: '{"1":"Ana"}',
      callbackUrl: "http://127.0.0.1:9/s#rc=0",
      fate: "accept",
      status: 201,
      code: null,
      sid: made.sid,
    });
    expect(entries[0].acceptedAt).toBeGreaterThanOrEqual(entries[0].receivedAt);
    expect(entries[1]).toMatchObject({ body: "Hello", bodySha256: "185f8db32271fe25f561a6fc938b2e264306ec304eda518007d1764826381969" });
  });

  test("writes down those who were not let in, too", async () => {
    await fetch(`${simulator.url}/v1/Content?PageSize=1`);
    expect((await read("log")).entries).toMatchObject([{ accountSid: null, path: "/v1/Content?PageSize=1", status: 401, code: 20003 }]);
  });

  test("is read in pages", async () => {
    for (let number = 0; number < 5; number += 1) await ended(person(number));
    const first = await read("log?limit=2");
    const second = await read(`log?limit=2&since=${first.next}`);
    expect([first.entries.length, first.next, second.entries[0].index, second.total]).toEqual([2, 2, 2, 5]);
    expect(await read("log?since=99")).toEqual({ entries: [], next: 5, total: 5 });
    expect((await read("messages?limit=1")).messages).toMatchObject([{ to: person(0), from: FROM, accountSid: live.sid, callbackUrl: null }]);
  });

  test("counts by account, template and time in its statistics", async () => {
    await ended(person(1));
    const { receivedAt } = simulator.log().entries[0] ?? { receivedAt: 0 };
    await ended(person(2));
    const accepted = async (query: string) => (await read(`stats?${query}`)).totals.accepted;
    expect(await accepted("")).toBe(2);
    expect(await accepted(`accountSid=${live.sid}&contentSid=${VOUCHER}`)).toBe(2);
    expect(await accepted("accountSid=AC0")).toBe(0);
    expect(await accepted("since=1")).toBe(1);
    expect(await accepted(`since=${receivedAt + 0.001}`)).toBe(1);
    expect((await read("stats?since=yesterday")).error).toEqual(expect.any(String));
  });

  test("forgets everything at a reset", async () => {
    await ended(person(1));
    expect((await order("reset", {})).status).toBe(200);
    await simulator.quiet();
    expect(simulator.stats()).toMatchObject({ totals: { requests: 0, accepted: 0 }, senders: [], movesToCome: 0, callbacks: { posted: 0, underWay: 0 } });
    expect(await read("log")).toEqual({ entries: [], next: 0, total: 0 });
  });

  test("counts nothing of a callback that was under way at a reset", async () => {
    await simulator.stop();
    simulator = await startSimulator({ ...LUCKY, outcomes: { delivered: 0, failed: 0 } });
    const [early, late] = [Promise.withResolvers<number>(), Promise.withResolvers<number>()];
    const business = await openBusiness({ answers: (number) => (number === 1 ? early.promise : late.promise) });
    const send = (number: number) => sdkFor(simulator, live).messages.create({ to: person(number), from: FROM, contentSid: VOUCHER, statusCallback: business.url });
    await send(1);
    await expect.poll(() => business.heard.length).toBe(1);
    simulator.reset();
    early.resolve(204);
    await send(2);
    await expect.poll(() => business.heard.length).toBe(2);

    let isQuiet = false;
    const quiet = simulator.quiet().then(() => (isQuiet = true));
    expect((await read("stats")).callbacks).toMatchObject({ posted: 1, underWay: 1 });
    expect(await read("pending")).toMatchObject({ underWay: 1 });
    expect(isQuiet).toBe(false);
    late.resolve(204);
    await quiet;
    expect(simulator.stats().callbacks).toMatchObject({ posted: 1, answered2xx: 1, underWay: 0 });
    expect(simulator.pending().underWay).toBe(0);
    await business.stop();
  });
});

test("a person can be made to write, to a webhook named while it runs", async () => {
  const business = await openBusiness();
  expect((await order("webhooks", { accountSid: live.sid, inboundUrl: `${business.url}/in` })).status).toBe(200);
  const answer = await order("inbound", { accountSid: live.sid, from: person(1), to: FROM, body: "Hi" });
  expect(await answer.json()).toMatchObject({ answered: 204, sid: expect.stringMatching(/^SM/) });
  expect(business.heard[0]).toMatchObject({ path: "/in", params: { Body: "Hi" } });
  expect((await order("inbound", { accountSid: live.sid, from: person(1), to: person(2), body: "Hi" })).status).toBe(400);
  expect((await order("webhooks", { accountSid: "AC0", inboundUrl: "http://127.0.0.1:9/" })).status).toBe(400);
  await business.stop();
});

test("an order that nobody knows is answered with those that are known", async () => {
  const response = await order("explode", {});
  expect([response.status, (await response.json()).error]).toEqual([404, expect.stringContaining("POST clock, door, faults, inbound, membership, person, reset, sender, template, webhooks")]);
});
