import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { afterEach, expect, test, vi } from "vitest";
import { TwilioLine, type LineOptions } from "./account-client.ts";
import { AccountGate, type Place } from "./account-gate.ts";
import { noEvidence } from "./evidence.ts";
import { sendMessage } from "./send-message.ts";
import { portOf } from "./testing-unkind-server.ts";

const SID = `AC${"a".repeat(32)}`;
/** What a busy machine may take. */
const WAIT = { timeout: 15_000 };
const servers: Server[] = [];
const lines: TwilioLine[] = [];

afterEach(async () => {
  for (const server of servers.splice(0)) server.close().closeAllConnections();
  await Promise.all(lines.splice(0).map((line) => line.close()));
});

async function lineTo(listener: (request: IncomingMessage, response: ServerResponse) => void, options: LineOptions = {}): Promise<TwilioLine> {
  const server = createServer((request, response) => void request.resume().on("end", () => listener(request, response)));
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const line = new TwilioLine(`http://127.0.0.1:${portOf(server)}`, options);
  lines.push(line);
  return line;
}

function send(line: TwilioLine, evidence = noEvidence(), accountSid = SID) {
  const message = { from: "+15005550006", to: "+15005550009", contentSid: `HX${"b".repeat(32)}`, variables: {}, statusCallbackUrl: "http://127.0.0.1/status" };
  return sendMessage(line.clientFor({ accountSid, authToken: "token", apiKey: null }), message, undefined, evidence);
}

const take = (response: ServerResponse) => void response.writeHead(201, { "content-type": "application/json" }).end(JSON.stringify({ sid: `SM${"c".repeat(32)}` }));
const refuse = (response: ServerResponse, code = 20429) => void response.writeHead(429, { "content-type": "application/json" }).end(JSON.stringify({ code, message: "no", status: 429 }));

test("as many as there is room for are under way, the others wait in turn", async () => {
  const gate = new AccountGate({ turnMs: 1_000, waitingMax: 10 }, () => 0);
  const entered: number[] = [];
  const places: Place[] = [];
  for (let n = 0; n < gate.room; n += 1) places.push(await gate.enter());
  expect(places.map(({ inFlight }) => inFlight)).toEqual(places.map((_, n) => n + 1));
  const leave = () => gate.leave(places.pop() ?? { inFlight: 0 }, null);
  const waiting = [1, 2, 3].map(async (n) => {
    await gate.enter();
    entered.push(n);
  });
  await Promise.resolve();
  expect(entered).toEqual([]);
  leave();
  await vi.waitFor(() => expect(entered).toEqual([1]));
  leave();
  leave();
  await Promise.all(waiting);
  expect(entered).toEqual([1, 2, 3]);
});

test("who waits too long, who comes when too many wait, and who waits when it is closed was not sent", async () => {
  const line = await lineTo(() => undefined, { limits: { turnMs: 100, waitingMax: 1, silenceMs: 400 } });
  const flying = Array.from({ length: line.roomOf(SID) }, () => send(line));
  const evidence = noEvidence();
  const late = send(line, evidence);
  expect(await send(line)).toEqual({ kind: "not_sent", reason: "Too many requests to Twilio are waiting." });
  expect(await late).toEqual({ kind: "not_sent", reason: "It waited too long for its turn." });
  expect(evidence).toEqual(noEvidence());
  const cut = send(line);
  const closing = line.close();
  expect(await cut).toEqual({ kind: "not_sent", reason: "The way to Twilio is closed." });
  expect(await send(line)).toMatchObject({ kind: "not_sent" });
  await closing;
  // What was under way got the time to be answered.
  expect(new Set((await Promise.all(flying)).map(({ kind }) => kind))).toEqual(new Set(["ambiguous"]));
});

test("never more under way than there is room for, and one account's slow answers do not hold up another's", async () => {
  const held: ServerResponse[] = [];
  const line = await lineTo((request, response) => (request.url?.includes(SID) ? void held.push(response) : take(response)));
  const room = line.roomOf(SID);
  const flying = Array.from({ length: room + 50 }, () => send(line));
  await vi.waitFor(() => expect(held).toHaveLength(room), WAIT);
  expect(await send(line, noEvidence(), `AC${"d".repeat(32)}`)).toMatchObject({ kind: "accepted" });
  expect(held).toHaveLength(room);
  for (const response of held.splice(0)) take(response);
  await vi.waitFor(() => expect(held).toHaveLength(50), WAIT);
  for (const response of held.splice(0)) take(response);
  expect((await Promise.all(flying)).every(({ kind }) => kind === "accepted")).toBe(true);
});

test("a refusal for want of room shrinks the account's room at once; one for another reason, and an error of the server, do not", async () => {
  let answer = (response: ServerResponse) => refuse(response, 63038);
  const line = await lineTo((_request, response) => answer(response));
  const first = line.roomOf(SID);
  expect(await send(line)).toMatchObject({ kind: "throttled", code: 63038 });
  answer = (response) => void response.writeHead(503).end();
  expect(await send(line)).toMatchObject({ kind: "ambiguous" });
  expect(line.roomOf(SID)).toBe(first);
  answer = (response) => refuse(response);
  expect(await send(line)).toMatchObject({ kind: "throttled", code: 20429 });
  expect(line.roomOf(SID)).toBe(1);
  expect(line.roomOf(`AC${"d".repeat(32)}`)).toBe(first);
});

test("what Twilio counts for the whole account holds its ambition back where it has refused before", async () => {
  let nowMs = 0;
  let counted = "100";
  let answer = refuse;
  const line = await lineTo(
    (_request, response) => {
      nowMs += 500;
      response.setHeader("Twilio-Concurrent-Requests", counted);
      answer(response);
    },
    { monotonicMs: () => nowMs },
  );
  await send(line);
  expect(line.roomOf(SID)).toBe(1);
  answer = take;
  counted = "95";
  await send(line);
  expect(line.roomOf(SID)).toBe(1);
  counted = "12";
  await send(line);
  expect(line.roomOf(SID)).toBeGreaterThan(5);
});

test("after a minute in which everything was refused, a minute brings the room back", async () => {
  /** A clock that runs 20 times as fast: a minute in three seconds. */
  const SPEED = 20;
  const startMs = performance.now();
  const clock = () => (performance.now() - startMs) * SPEED;
  let refused = 0;
  let lastRoom = 0;
  const answer = (response: ServerResponse) => {
    if (clock() >= 60_000) return take(response);
    refused += 1;
    lastRoom = line.roomOf(SID);
    refuse(response);
  };
  const line: TwilioLine = await lineTo((_request, response) => answer(response), { monotonicMs: clock });
  const askUntil = async (ends: () => boolean) => {
    while (!ends()) await send(line);
  };
  const ends = () => clock() > 120_000 || (clock() > 60_000 && line.roomOf(SID) >= 200);
  await Promise.all(Array.from({ length: 200 }, () => askUntil(ends)));
  expect(lastRoom).toBe(1);
  expect(refused).toBeGreaterThan(100);
  expect(line.roomOf(SID)).toBeGreaterThanOrEqual(200);
  expect(clock()).toBeLessThan(120_000);
});
