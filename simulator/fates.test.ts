import { connect } from "node:net";
import { Agent, request as httpRequest } from "node:http";
import { afterEach, describe, expect, test } from "vitest";
import { wordFor } from "./fate-reply.ts";
import { everyFault, FATE_NAMES, type FateName, faultsFrom } from "./faults.ts";
import { simulatedAccounts } from "./fixtures.ts";
import { type Simulator, type SimulatorOptions, startSimulator } from "./simulator.ts";
import { LUCKY } from "./testing.ts";

const [, live] = simulatedAccounts;
const FROM = "whatsapp:+442079460142";
const VOUCHER = live.templates[0]?.sid ?? "";
const PATH = `/2010-04-01/Accounts/${live.sid}/Messages.json`;
const person = (number: number) => `whatsapp:+1212555${String(number).padStart(4, "0")}`;
const headers = { authorization: `Basic ${btoa(`${live.sid}:${live.authToken}`)}`, "content-type": "application/x-www-form-urlencoded" };

let simulator: Simulator | undefined;
afterEach(() => simulator?.stop());
const begin = async (options: SimulatorOptions = {}) => (simulator = await startSimulator({ ...LUCKY, slowMs: [1, 2], ...options }));
const formTo = (to: string) => new URLSearchParams({ To: to, From: FROM, ContentSid: VOUCHER, ContentVariables: "{}" }).toString();

type Answered = { status: number; type: string | null; body: string; headers: Headers };

/** What a create got, and null when it got no answer to its end. A hanging one is given up after a moment. */
async function create(url: string, to = person(1)): Promise<Answered | null> {
  try {
    const response = await fetch(url + PATH, { method: "POST", body: formTo(to), headers, signal: AbortSignal.timeout(500) });
    return { status: response.status, type: response.headers.get("content-type"), body: await response.text(), headers: response.headers };
  } catch {
    return null;
  }
}

const order = (url: string, what: string, body: unknown) => fetch(`${url}/__sim/${what}`, { method: "POST", body: JSON.stringify(body) });

describe("a fate", () => {
  /** By fate: the status and how many are accepted. */
  const ends: Record<FateName, [number | null, 0 | 1]> = {
    accept: [201, 1],
    acceptThen500: [500, 1],
    acceptThen502: [502, 1],
    acceptThen503: [503, 1],
    acceptThen504: [504, 1],
    acceptThenDropConnection: [null, 1],
    acceptThenDropMidBody: [null, 1],
    acceptThenHang: [null, 1],
    acceptThenEmpty: [201, 1],
    acceptThenGarbage: [201, 1],
    acceptThenHtml: [201, 1],
    acceptThenTruncated: [201, 1],
    acceptThenWrongSid: [201, 1],
    acceptThenFailed: [201, 1],
    acceptSlowly: [201, 1],
    acceptLate: [201, 1],
    refuse400: [400, 0],
    refuse429: [429, 0],
    refuse429RetryAfter: [429, 0],
    refuse500: [500, 0],
    refuse502: [502, 0],
    refuse503: [503, 0],
    refuse504: [504, 0],
    hang: [null, 0],
    resetBeforeReading: [null, 0],
    dropConnection: [null, 0],
  };

  test.each(FATE_NAMES)("%s ends as its name says, once, and is in the log and the counts", async (name) => {
    const network = await begin({ faults: { script: [name] } });
    const [status, accepted] = ends[name];
    expect((await create(network.url))?.status ?? null).toBe(status);
    expect((await create(network.url, person(2)))?.status).toBe(201);
    await network.quiet();
    const { totals } = network.stats();
    expect(totals).toMatchObject({ requests: 2, accepted: accepted + 1, fates: name === "accept" ? { accept: 2 } : { [name]: 1, accept: 1 } });
    expect(totals.accepted + totals.vanished + Object.values(totals.refused).reduce((sum, count) => sum + count, 0)).toBe(2);
    const [entry] = network.log().entries;
    expect([entry?.fate, entry?.accountSid, entry?.sid !== null, entry?.acceptedAt !== null]).toEqual([name, live.sid, accepted === 1, accepted === 1]);
  });

  const bodyAfter = async (name: FateName) => {
    const network = await begin({ faults: { script: [name] } });
    const answer = await create(network.url);
    return { body: answer?.body ?? "", type: answer?.type, sid: network.messages().messages[0]?.sid ?? "" };
  };

  test("may answer 201 with bodies that are no message", async () => {
    expect((await bodyAfter("acceptThenEmpty")).body).toBe("");
    const html = await bodyAfter("acceptThenHtml");
    expect([html.type, html.body]).toEqual(["text/html; charset=utf-8", expect.stringMatching(/^<!doctype html>/)]);
    for (const name of ["acceptThenTruncated", "acceptThenGarbage"] as const) {
      const { body } = await bodyAfter(name);
      expect(body.length).toBeGreaterThan(5);
      expect(() => JSON.parse(body)).toThrow(SyntaxError);
    }
  });

  test("may name a SID that no message can have", async () => {
    const { body, sid } = await bodyAfter("acceptThenWrongSid");
    const said = JSON.parse(body);
    expect(said.sid).toMatch(/^CA[0-9a-f]{32}$/);
    expect(said.sid).not.toBe(sid);
    expect(body).not.toContain(sid);
  });

  test("may say at once that the message failed, which it then does", async () => {
    const network = await begin({ faults: { script: ["acceptThenFailed"] } });
    expect(JSON.parse((await create(network.url))?.body ?? "")).toMatchObject({ status: "failed", error_code: 63024 });
    await network.quiet();
    expect(network.messages().messages).toMatchObject([{ status: "failed", errorCode: 63024 }]);
  });

  test("may cut the body in the middle: the status came, the rest did not", async () => {
    const { url } = await begin({ faults: { script: ["acceptThenDropMidBody"] } });
    const response = await fetch(url + PATH, { method: "POST", body: formTo(person(1)), headers });
    expect(response.status).toBe(201);
    await expect(response.text()).rejects.toThrow();
  });

  test("may come from a proxy, in HTML, or from Twilio, in JSON", async () => {
    const { url } = await begin({ faults: { script: ["refuse502", "refuse503", "acceptThen504", "acceptThen500"] } });
    const answers = [await create(url), await create(url), await create(url), await create(url)];
    expect(answers.map((answer) => answer?.type)).toEqual(["text/html; charset=utf-8", "application/json", "text/html; charset=utf-8", "application/json"]);
    expect(answers[0]?.body).toContain("<h1>502");
    expect(JSON.parse(answers[1]?.body ?? "")).toMatchObject({ code: 20503, status: 503 });
  });

  test("names a wait only where it is asked to", async () => {
    const { url } = await begin({ faults: { script: ["refuse429RetryAfter", "refuse429"] } });
    expect([(await create(url))?.headers.get("retry-after"), (await create(url))?.headers.get("retry-after")]).toEqual(["1", null]);
  });

  test("of 400 concerns one recipient only", async () => {
    const network = await begin({ faults: { rates: { refuse400: 1 } } });
    for (let number = 0; number < 30; number += 1) await create(network.url);
    expect(Object.keys(network.stats().totals.refused)).toEqual(["21211", "21610"]);
  });

  test("takes a message late, and is not quiet before", async () => {
    const network = await begin({ faults: { script: ["acceptLate", "acceptSlowly"] }, slowMs: [700, 701] });
    expect(await create(network.url)).toBeNull();
    expect(network.stats().totals.accepted).toBe(0);
    await network.quiet();
    expect(network.stats().totals.accepted).toBe(1);
    expect(await create(network.url)).toBeNull();
    expect(network.stats().totals.accepted).toBe(2);
  });

  test("resets a connection of which no body was ever sent", async () => {
    const network = await begin({ faults: { script: ["resetBeforeReading"] } });
    const { promise: ended, resolve } = Promise.withResolvers<string>();
    const socket = connect(network.port, "127.0.0.1", () => {
      socket.write(`POST ${PATH} HTTP/1.1\r\nhost: s\r\nauthorization: ${headers.authorization}\r\ncontent-length: 1000\r\n\r\n`);
    });
    socket.on("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? "")).on("end", () => resolve("end"));
    expect(await ended).toBe("ECONNRESET");
    expect(network.stats().totals).toMatchObject({ requests: 1, vanished: 1 });
    const numbers: number[] = [];
    network.setFaults(({ number }) => (numbers.push(number), "accept"));
    await create(network.url);
    expect(numbers).toEqual([2]);
  });
});

describe("rates", () => {
  test("of every fault are even, and add up to the share", async () => {
    const rates = everyFault(0.5);
    expect(Object.keys(rates).toSorted()).toEqual(FATE_NAMES.filter((name) => name !== "accept").toSorted());
    const faults = faultsFrom({ rates });
    const counts = new Map<string, number>();
    const all = 50_000;
    for (let number = 1, read = 0; number <= all; number += 1) {
      const unread = faults.resetsUnread({ number, seed: 3 });
      if (!unread) read += 1;
      const fate = unread ? "resetBeforeReading" : wordFor(faults.fateOf({ number: read, seed: 3, accountSid: "", from: "", to: "" }));
      counts.set(fate, (counts.get(fate) ?? 0) + 1);
    }
    for (const name of Object.keys(rates)) expect((counts.get(name) ?? 0) / all, name).toBeCloseTo(0.5 / (FATE_NAMES.length - 1), 2);
    expect((counts.get("accept") ?? 0) / all).toBeCloseTo(0.5, 1);
  });

  test("leave nothing over where they add up to one, and wait for the script to end", () => {
    const request = { seed: 3, accountSid: "", from: "", to: "" };
    const faults = faultsFrom({ script: ["accept", "hang"], rates: { resetBeforeReading: 0.5, dropConnection: 0.5 } });
    const scripted = [1, 2].map((number) => [faults.resetsUnread({ number, seed: 3 }), faults.fateOf({ ...request, number })]);
    expect(scripted).toEqual([[false, "accept"], [false, "hang"]]);
    const drawnLater = Array.from({ length: 1_000 }, (_, number) => faults.fateOf({ ...request, number }));
    expect(new Set(drawnLater)).toEqual(new Set(["dropConnection"]));
    const certain = faultsFrom({ script: ["accept"], rates: { resetBeforeReading: 1 } });
    expect(certain.resetsUnread({ number: 1, seed: 3 })).toBe(false);
    certain.fateOf({ ...request, number: 1 });
    expect(certain.resetsUnread({ number: 2, seed: 3 })).toBe(true);
  });

  test("that add up to more than one are refused with a sentence", async () => {
    const { url } = await begin();
    const refused = await order(url, "faults", { rates: { hang: 0.6, refuse500: 0.6 } });
    expect([refused.status, await refused.json()]).toEqual([400, { error: expect.stringContaining("add up to 1.2") }]);
    expect((await order(url, "faults", { everyFault: 2 })).status).toBe(400);
    expect((await order(url, "faults", { everyFault: 1 })).status).toBe(200);
    await create(url);
    expect(Object.keys(simulator?.stats().totals.fates ?? {})).not.toContain("accept");
    expect(simulator?.stats().totals.requests).toBe(1);
  });
});

test("an idle connection is closed early and unannounced", async () => {
  const { port } = await begin({ keepAliveMs: 20 });
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const { promise: closed, resolve } = Promise.withResolvers<unknown>();
  httpRequest({ port, path: "/v1/Content", agent }, (response) => {
    response.resume();
    response.socket.once("close", () => resolve(response.headers["keep-alive"]));
  }).end();
  expect(await closed).toBeUndefined();
  agent.destroy();
});

describe("the door", () => {
  const refusedAt = (url: string) =>
    fetch(`${url}/__sim/stats`).then(
      () => "open",
      (error: Error & { cause?: NodeJS.ErrnoException }) => error.cause?.code,
    );

  test("when closed refuses connections, and opens on the same port with everything as it was", async () => {
    const network = await begin();
    await create(network.url);
    await network.door.close();
    expect(await refusedAt(network.url)).toBe("ECONNREFUSED");
    await network.door.open();
    await network.door.open();
    expect((await create(network.url))?.status).toBe(201);
    expect(network.stats().totals.requests).toBe(2);
  });

  test("can be closed for a while from outside", async () => {
    const { url } = await begin();
    expect((await order(url, "door", { closedMs: 300 })).status).toBe(200);
    await expect.poll(() => refusedAt(url)).toBe("ECONNREFUSED");
    await expect.poll(() => refusedAt(url)).toBe("open");
    expect((await order(url, "door", { closedMs: -1 })).status).toBe(400);
  });
});
