import { spawn } from "node:child_process";
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { once } from "node:events";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { optionsFrom } from "./command-line.ts";
import { simulatedAccounts } from "./fixtures.ts";
import { type Simulator, startSimulator } from "./simulator.ts";
import { type Business, LUCKY, openBusiness, sdkFor } from "./testing.ts";

const [sandbox, live] = simulatedAccounts;
const FROM = "whatsapp:+442079460142";
const person = (number: number) => `whatsapp:+1212555${String(number).padStart(4, "0")}`;
const MAIN = join(import.meta.dirname, "main.ts");

let folder: string;
let business: Business;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "simulator-"));
  business = await openBusiness();
});
afterEach(async () => {
  await business.stop();
  rmSync(folder, { recursive: true });
});

const logFile = () => join(folder, "deep", "log.jsonl");
const order = (number: number) => ({ to: person(number), from: FROM, contentSid: live.templates[0]?.sid, contentVariables: '{"1":"Ana"}', statusCallback: `${business.url}/${number}#rc=5&rp=all` });
const sendMany = (simulator: Simulator, count: number) => Promise.all(Array.from({ length: count }, (_, number) => sdkFor(simulator, live).messages.create(order(number))));

describe("a simulator that starts on an earlier one's log", () => {
  test("says of the past exactly what the earlier one said", async () => {
    const first = await startSimulator({ ...LUCKY, logFile: logFile(), outcomes: {} });
    const made = await sendMany(first, 40);
    await first.receive({ accountSid: live.sid, from: person(1), to: FROM, body: "Grüße 👋" });
    await first.quiet();
    const [stats, log, messages] = [first.stats(), first.log(), first.messages()];
    await first.stop();

    const second = await startSimulator({ ...LUCKY, logFile: logFile(), outcomes: {} });
    expect(second.stats()).toEqual(stats);
    expect(second.log()).toEqual(log);
    expect(second.messages()).toEqual(messages);
    expect(await sdkFor(second, live).messages(made[0]?.sid ?? "").fetch()).toMatchObject({ to: person(0) });
    expect(await sdkFor(second, live).messages.list({ to: FROM })).toMatchObject([{ direction: "inbound", body: "Grüße 👋" }]);
    await second.stop();
  });

  test("brings to their end the messages that were on their way", async () => {
    const first = await startSimulator({ ...LUCKY, logFile: logFile(), speed: 20, delays: { sent: [20, 20], delivered: [40_000, 40_000], read: [2_000, 2_000] } });
    await sendMany(first, 20);
    await expect.poll(() => first.stats().statuses.sent).toBe(20);
    await first.stop();

    const second = await startSimulator({ ...LUCKY, logFile: logFile() });
    expect(second.stats().totals).toMatchObject({ requests: 20, accepted: 20 });
    await second.quiet();
    expect(second.stats()).toMatchObject({ statuses: { read: 20 }, movesToCome: 0, callbacks: { underWay: 0, failed: 0 } });
    const heard = new Set(business.heard.map(({ params }) => `${params.MessageSid} ${params.MessageStatus}`));
    expect(heard.size).toBe(60);
    await second.stop();
  });

  test("posts the callbacks again that nobody had answered", async () => {
    const { port } = business;
    await business.stop();
    const first = await startSimulator({ ...LUCKY, logFile: logFile() });
    await sendMany(first, 5);
    await expect.poll(() => first.stats().movesToCome).toBe(0);
    expect(first.stats().callbacks).toMatchObject({ posted: 15, underWay: 15 });
    await first.stop();

    business = await openBusiness({ port });
    const second = await startSimulator({ ...LUCKY, logFile: logFile() });
    await second.quiet();
    expect(second.stats().callbacks).toEqual({ posted: 15, answered2xx: 15, failed: 0, underWay: 0, lost: 0 });
    expect(business.heard).toHaveLength(15);
    await second.stop();
  });

  test("cuts off the line that the earlier one died in, and writes on after it", async () => {
    const first = await startSimulator({ ...LUCKY, logFile: logFile() });
    await sendMany(first, 3);
    await first.quiet();
    await first.stop();
    appendFileSync(logFile(), `{"kind":"request","entry":{"variables":"${"half a line ".repeat(1_000)}`);

    const second = await startSimulator({ ...LUCKY, logFile: logFile() });
    expect(second.stats().totals.accepted).toBe(3);
    await sendMany(second, 1);
    await second.stop();
    expect(readFileSync(logFile(), "utf8").endsWith("}\n")).toBe(true);
    const third = await startSimulator({ ...LUCKY, logFile: logFile() });
    expect(third.stats()).toMatchObject({ totals: { accepted: 4 }, recipients: { acceptedMoreThanOnce: 1 } });
    await third.stop();
  });

  test("has forgotten what was reset, remembers where inbound messages go, and its sandbox members are joined again", async () => {
    const first = await startSimulator({ ...LUCKY, logFile: logFile() });
    first.setInboundUrl(live.sid, `${business.url}/in`);
    await sendMany(first, 3);
    first.reset();
    await first.stop();

    const second = await startSimulator({ ...LUCKY, logFile: logFile() });
    expect(second.stats().totals.requests).toBe(0);
    expect(await second.receive({ accountSid: live.sid, from: person(1), to: FROM, body: "Hi" })).toMatchObject({ answered: 204 });
    const member = `whatsapp:${sandbox.members[0]}`;
    await sdkFor(second, sandbox).messages.create({ to: member, from: "whatsapp:+14155238886", contentSid: sandbox.templates[0]?.sid });
    await second.quiet();
    expect(second.stats().statuses).toMatchObject({ read: 1, failed: 0 });
    await second.stop();
  });
});

describe("the program", () => {
  const start = async (...args: string[]) => {
    const child = spawn(process.execPath, [MAIN, ...args], { stdio: ["ignore", "pipe", "pipe"] });
    const [line] = await once(child.stdout, "data");
    return { child, line: String(line) };
  };

  test("says in one line where it listens, and stops within a second, without losing what it had answered", async () => {
    for (const signal of ["SIGTERM", "SIGINT"] as const) {
      const { child, line } = await start("--log", logFile());
      const [url = ""] = /http:\/\/127\.0\.0\.1:\d+/.exec(line) ?? [];
      expect(line.trim().split("\n")).toHaveLength(1);
      await createAt(url);
      const hanging = fetch(`${url}/__sim/faults`, { method: "POST", body: '{"script":["hang"]}' }).then(() => createAt(url).catch(() => "cut"));
      await expect.poll(async () => (await (await fetch(`${url}/__sim/stats`)).json()).totals.vanished).toBeGreaterThan(0);
      const before = Date.now();
      child.kill(signal);
      const [code] = await once(child, "exit");
      expect([code, await hanging]).toEqual([0, "cut"]);
      expect(Date.now() - before).toBeLessThan(1_000);
    }
    expect(readFileSync(logFile(), "utf8").split("\n").filter((text) => text.includes('"status":201'))).toHaveLength(2);
  });

  test("answers for a message only when it is in the log, so that a kill cannot lose it", async () => {
    const simulator = await startSimulator({ ...LUCKY, logFile: logFile() });
    for (let number = 0; number < 20; number += 1) {
      const { sid } = await sdkFor(simulator, live).messages.create(order(number));
      expect(readFileSync(logFile(), "utf8")).toContain(`"sid":"${sid}"`);
    }
    await simulator.stop();
  });

  test("killed outright, it has every accepted message in its log", async () => {
    const { child, line } = await start("--log", logFile(), "--latency-ms", "0");
    const [url = ""] = /http:\/\/127\.0\.0\.1:\d+/.exec(line) ?? [];
    await Promise.all(Array.from({ length: 50 }, () => createAt(url)));
    child.kill("SIGKILL");
    await once(child, "exit");
    const second = await startSimulator({ ...LUCKY, logFile: logFile() });
    expect(second.stats().totals.accepted).toBe(50);
    await second.stop();
  });

  test("says so when its port is taken", async () => {
    const holder = createServer().listen(0, "127.0.0.1");
    await once(holder, "listening");
    const address = holder.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const child = spawn(process.execPath, [MAIN, "--port", String(port)], { stdio: ["ignore", "ignore", "pipe"] });
    const [said] = await once(child.stderr, "data");
    const [code] = await once(child, "exit");
    expect([String(said).trim(), code]).toEqual([`The simulator cannot start: port ${port} is taken by another program.`, 1]);
    holder.close();
  });

  async function createAt(url: string): Promise<number> {
    const body = new URLSearchParams({ To: person(1), From: FROM, ContentSid: live.templates[0]?.sid ?? "" });
    const headers = { authorization: `Basic ${btoa(`${live.sid}:${live.authToken}`)}` };
    return (await fetch(`${url}/2010-04-01/Accounts/${live.sid}/Messages.json`, { method: "POST", body, headers })).status;
  }
});

describe("the command line", () => {
  test("sets every option", () => {
    const args = "--port 4010 --host 0.0.0.0 --seed 7 --log x.jsonl --speed 60 --latency-ms 0 --mps 400 --delivered-rate 1 --lost-rate 0.1 --inbound AC1=http://h/a=b";
    expect(optionsFrom(args.split(" "))).toMatchObject({
      kind: "run",
      options: { port: 4010, host: "0.0.0.0", seed: 7, logFile: "x.jsonl", speed: 60, latencyMs: 0, mps: 400, outcomes: { delivered: 1 }, callbacks: { lost: 0.1 }, inboundUrls: { AC1: "http://h/a=b" } },
    });
  });

  test("says which argument it cannot understand", () => {
    const unkind = "--fault-rate 0.1 --slow-max-ms 500 --delayed-rate 0.2 --delay-max-ms 70000 --forged-rate 0.3 --noise-rate 0.4 --before-answer-rate 0.5 --secondary-rate 0.6 --copies 4 --keep-alive-ms 50";
    expect(optionsFrom(unkind.split(" "))).toMatchObject({
      options: {
        faults: { rates: { hang: 0.1 / 25, acceptLate: 0.1 / 25 } },
        slowMs: [500, 500],
        keepAliveMs: 50,
        callbacks: { delayed: 0.2, delayMs: [60_000, 70_000], wrongToken: 0.3, otherAccount: 0.3, noise: 0.4, beforeAnswer: 0.5, secondaryToken: 0.6, copies: 4 },
      },
    });
    expect(optionsFrom(["--port", "many"])).toEqual({ kind: "problem", sentence: '--port must be a number of 0 or more, and is "many".' });
    expect(optionsFrom(["--speling", "1"])).toMatchObject({ kind: "problem", sentence: expect.stringContaining("--speling") });
    expect(optionsFrom(["--help"])).toEqual({ kind: "help" });
  });

  test("leaves every default alone that is not named", async () => {
    const asked = optionsFrom([]);
    const simulator = await startSimulator(asked.kind === "run" ? asked.options : {});
    expect(simulator.accounts).toBe(simulatedAccounts);
    await simulator.stop();
  });

  test("is refused when the shares cannot be", async () => {
    await expect(startSimulator({ outcomes: { delivered: 0.9, failed: 0.2 } })).rejects.toThrow("add up to more than 1");
    await expect(startSimulator({ callbacks: { lost: 2 } })).rejects.toThrow('"lost" must be between 0 and 1');
  });
});
