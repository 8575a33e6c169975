import { createServer } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { SendOutcome } from "#lib/domain/send-outcome.ts";
import { TwilioLine } from "./account-client.ts";
import { noEvidence, type Evidence } from "./evidence.ts";
import { sendMessage } from "./send-message.ts";
import { FATES, portOf, startUnkindServer, type Fate, type Seen, type UnkindServer } from "./testing-unkind-server.ts";

/** With those to where nobody can be reached, 6,000. */
const CALLS = 5_400;
/** Each with a gate and connections of its own, so that what one is refused does not slow the others; a prime, so that each gets some of every fate. */
const ACCOUNTS = 43;
const AT_ONCE = 5;
/** What is not so bad, so that connections are used again. */
const KIND_EVERY = 3;
/** Long enough for a busy machine; only what is never answered waits for it. */
const QUIET_MS = 1_000;
/** What a busy machine may take for all of them. */
const ALL_MS = 120_000;
const CANNOT_BE_REACHED = 150;

/** Called, what the wire saw, and what the server knows: null when it never read a byte of it. */
type Call = { fate: Fate | "unreachable"; outcome: SendOutcome; evidence: Evidence; seen: Seen | null };

let server: UnkindServer;
let line: TwilioLine;
let calls: Call[];

beforeAll(async () => {
  server = await startUnkindServer();
  line = new TwilioLine(server.url, { limits: { silenceMs: QUIET_MS, answerMs: 2 * QUIET_MS } });
  calls = (await Promise.all(Array.from({ length: ACCOUNTS }, (_, account) => callsOf(account)))).flat();
}, ALL_MS);
afterAll(async () => {
  await line.close();
  await server.stop();
});

/** All calls of one account, a few at a time. */
async function callsOf(account: number): Promise<Call[]> {
  const accountSid = `AC${String(account).padStart(32, "0")}`;
  const numbers = Array.from({ length: CALLS }, (_, n) => n).filter((n) => n % ACCOUNTS === account);
  const made: Call[] = [];
  const next = async () => {
    for (let number = numbers.shift(); number !== undefined; number = numbers.shift()) made.push(await call(line, accountSid, number));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, next));
  return made;
}

async function call(through: TwilioLine, accountSid: string, number: number): Promise<Call> {
  const fate: Fate = number % KIND_EVERY === 0 ? "answered" : (FATES[Math.floor(number / KIND_EVERY) % FATES.length] ?? "answered");
  const name = `call ${number}`;
  const evidence = noEvidence();
  const client = through.clientFor({ accountSid, authToken: "token", apiKey: null });
  const message = { from: "+15005550006", to: "+15005550009", contentSid: `HX${"b".repeat(32)}`, variables: { name, fate }, statusCallbackUrl: "http://127.0.0.1/status" };
  const outcome = await sendMessage(client, message, undefined, evidence);
  return { fate, outcome, evidence, seen: server.seen.get(name) ?? null };
}

const counted = (of: Call[]) => Object.fromEntries(Array.from(Map.groupBy(of, ({ outcome }) => outcome.kind), ([kind, each]) => [kind, each.length]));

test("no call that reached the server is ever called not sent, and none is sent twice", () => {
  console.info(`${calls.length} faulty calls:`, counted(calls), `of which the server never read ${calls.filter(({ seen }) => seen === null).length}`);
  expect(calls).toHaveLength(CALLS);
  expect(server.strays()).toBe(0);
  expect(calls.filter(({ outcome, seen }) => outcome.kind === "not_sent" && seen !== null)).toEqual([]);
  expect(calls.filter(({ seen }) => seen !== null && seen.times > 1)).toEqual([]);
});

test("nothing is called accepted but what the server took, by the name it gave", () => {
  const accepted = calls.filter(({ outcome }) => outcome.kind === "accepted");
  expect(accepted.filter(({ outcome, seen }) => outcome.kind !== "accepted" || outcome.messageSid !== seen?.sid)).toEqual([]);
  expect(accepted.length).toBeGreaterThan(CALLS / 10);
});

test("nothing that the server took is called refused", () => {
  const refused = calls.filter(({ outcome }) => ["rejected", "throttled", "turned_away"].includes(outcome.kind));
  expect(refused.filter(({ seen }) => seen === null || seen.sid !== null)).toEqual([]);
  expect(refused.length).toBeGreaterThan(CALLS / 100);
});

test("what was answered in doubt is ambiguous, each kind of it", () => {
  for (const fate of FATES.filter((each) => each.startsWith("taken"))) {
    const kinds = new Set(calls.flatMap((each) => (each.fate === fate && each.seen !== null ? [each.outcome.kind] : [])));
    expect({ fate, kinds: [...kinds] }).toEqual({ fate, kinds: ["ambiguous"] });
  }
});

test("the evidence agrees with the server: what was read had a socket and was written, and what had none was not read", () => {
  expect(calls.filter(({ evidence, seen }) => seen !== null && (evidence.assignedAtMs === null || evidence.writtenAtMs === null))).toEqual([]);
  expect(calls.filter(({ evidence, outcome }) => (evidence.assignedAtMs === null) !== (outcome.kind === "not_sent"))).toEqual([]);
});

test("what nobody can have read is not sent: no address, nobody listening, no TLS where it is asked for, silence at the door", async () => {
  const plain = createServer((socket) => void socket.on("error", () => undefined).once("data", () => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n")));
  const silent = createServer((socket) => void socket.on("error", () => undefined).resume());
  const closed = createServer();
  for (const each of [plain, silent, closed]) await new Promise<void>((resolve) => each.listen(0, "127.0.0.1", resolve));
  const closedPort = portOf(closed);
  await new Promise((resolve) => closed.close(resolve));
  const doors = [`http://127.0.0.1:${closedPort}`, `https://127.0.0.1:${portOf(plain)}`, `https://127.0.0.1:${portOf(silent)}`, `http://${"a".repeat(64)}.invalid`];
  for (const door of doors) {
    const shut = new TwilioLine(door, { limits: { connectMs: 250 } });
    const made = await Promise.all(Array.from({ length: CANNOT_BE_REACHED }, (_, n) => call(shut, `AC${"f".repeat(32)}`, CALLS + n)));
    await shut.close();
    expect([door, counted(made)]).toEqual([door, { not_sent: CANNOT_BE_REACHED }]);
    expect(made.filter(({ evidence }) => evidence.assignedAtMs !== null)).toEqual([]);
  }
  for (const each of [plain, silent]) await new Promise((resolve) => each.close(resolve));
});
