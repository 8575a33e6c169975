import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import twilio from "twilio";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { simulatedAccounts } from "./fixtures.ts";
import { settingsFrom } from "./options.ts";
import type { Simulator, SimulatorOptions } from "./simulator.ts";
import { type Business, type Heard, LUCKY, openBusiness, sdkFor, withSimulator } from "./testing.ts";

const [sandbox, live] = simulatedAccounts;
const FROM = "whatsapp:+442079460142";
const PEOPLE = 30;
const person = (number: number) => `whatsapp:+1212555${String(number).padStart(4, "0")}`;

let business: Business;
beforeEach(async () => {
  business = await openBusiness();
});
afterEach(() => business.stop());

const send = (simulator: Simulator, number: number) =>
  sdkFor(simulator, live).messages.create({ to: person(number), from: FROM, contentSid: live.templates[0]?.sid, statusCallback: `${business.url}/status/42.abc?a=1` });

/** Sends to everybody, waits for quiet, and gives the counts. */
async function unkindly(callbacks: NonNullable<SimulatorOptions["callbacks"]>, options: SimulatorOptions = {}) {
  let counted: ReturnType<Simulator["stats"]> | undefined;
  await withSimulator({ ...LUCKY, ...options, callbacks }, async (simulator) => {
    await Promise.all(Array.from({ length: PEOPLE }, (_, number) => send(simulator, number)));
    await simulator.quiet();
    counted = simulator.stats();
  });
  if (!counted) throw new Error("Nothing was counted.");
  return counted;
}

const keyOf = ({ params }: Heard) => `${params["MessageSid"]} ${params["MessageStatus"]}`;
const signedBy = (token: string) => business.heard.filter(({ headers, params, path }) => twilio.validateRequest(token, String(headers["x-twilio-signature"]), business.url + path, params));

describe("callbacks may be", () => {
  test("multiplied, up to a number of copies that are each alike", async () => {
    const { callbacks, habits } = await unkindly({ duplicated: 1, copies: 5 });
    const times = [...Map.groupBy(business.heard, keyOf).values()].map((copies) => copies.length);
    expect(times).toHaveLength(PEOPLE * 3);
    expect(new Set(times)).toEqual(new Set([2, 3, 4, 5]));
    expect([callbacks.posted, habits.copies]).toEqual([business.heard.length, business.heard.length - PEOPLE * 3]);
  });

  test("delayed by hours, which a fast network shortens", async () => {
    const { habits } = await unkindly({ delayed: 1, delayMs: [400_000, 400_000] });
    expect([habits.delayed, habits.shuffled]).toEqual([PEOPLE * 3, 0]);
    await withSimulator({ ...LUCKY, callbacks: { delayed: 1, delayMs: [400_000, 400_000] } }, async (simulator) => {
      await send(simulator, 1);
      await simulator.quiet();
      expect(simulator.time().now - (simulator.log().entries[0]?.acceptedAt ?? 0)).toBeGreaterThan(400);
    });
  });

  test("shuffled, each copy by itself", async () => {
    const { habits } = await unkindly({ shuffled: 1, shuffleMs: 300_000, duplicated: 1 });
    expect(habits.shuffled).toBe(PEOPLE * 3 * 2);
    const firstReads = business.heard.slice(0, PEOPLE * 3).filter(({ params }) => params["MessageStatus"] === "read");
    expect(firstReads.length).toBeGreaterThan(PEOPLE / 3);
    const places = [...Map.groupBy(business.heard.keys(), (place) => keyOf(business.heard[place] ?? { path: "", headers: {}, params: {} })).values()];
    const apart = places.filter(([first = 0, second = 0]) => second - first > PEOPLE);
    expect(apart.length).toBeGreaterThan(PEOPLE);
  });

  test("signed with the secondary token", async () => {
    const { habits } = await unkindly({ secondaryToken: 1 });
    expect(habits.secondaryToken).toBe(PEOPLE * 3);
    expect([signedBy(live.secondaryAuthToken).length, signedBy(live.authToken).length]).toEqual([PEOPLE * 3, 0]);
  });

  test("followed by forgeries that say what never was, with nobody's token and with another account's", async () => {
    await business.stop();
    business = await openBusiness({ answers: () => 403 });
    const { callbacks, habits } = await unkindly({ wrongToken: 1, otherAccount: 1 });
    const all = PEOPLE * 3;
    expect([signedBy(live.authToken).length, signedBy(sandbox.authToken).length, business.heard.length]).toEqual([all, all, 3 * all]);
    expect(new Set(signedBy(sandbox.authToken).map(({ params }) => params["MessageStatus"]))).toEqual(new Set(["failed"]));
    expect(callbacks).toMatchObject({ posted: all, failed: all });
    expect(habits.strays).toEqual({ noise: { posted: 0, answered2xx: 0 }, wrongToken: { posted: all, answered2xx: 0 }, otherAccount: { posted: all, answered2xx: 0 } });
  });

  test("joined by well-signed ones of unknown messages, at addresses that nobody has given", async () => {
    const { habits } = await unkindly({ noise: 1 });
    expect(signedBy(live.authToken)).toHaveLength(business.heard.length);
    const noise = business.heard.filter(({ path }) => path === "/status/cba.24?a=1");
    expect([noise.length, habits.strays.noise]).toEqual([PEOPLE * 3, { posted: PEOPLE * 3, answered2xx: PEOPLE * 3 }]);
    const sids = new Set(business.heard.filter((heard) => !noise.includes(heard)).map(({ params }) => params["MessageSid"]));
    expect(noise.some(({ params }) => sids.has(params["MessageSid"]) || sids.has(params["SmsSid"]))).toBe(false);
  });
});

describe("a callback before the answer", () => {
  test("is heard and answered before the create is", async () => {
    await withSimulator({ ...LUCKY, callbacks: { beforeAnswer: 1 } }, async (simulator) => {
      const { sid } = await send(simulator, 1);
      expect(business.heard[0]?.params).toMatchObject({ MessageSid: sid, MessageStatus: "sent" });
      await simulator.quiet();
      expect(simulator.stats().habits.beforeAnswer).toBe(1);
    });
  });

  test("holds the answer while nobody takes it, and is not waited for where none is wanted", async () => {
    await business.stop();
    const held = Promise.withResolvers<number>();
    business = await openBusiness({ answers: () => held.promise });
    await withSimulator({ ...LUCKY, outcomes: { delivered: 0, failed: 0 }, callbacks: { beforeAnswer: 1 } }, async (simulator) => {
      let isAnswered = false;
      const made = send(simulator, 1).then(() => (isAnswered = true));
      await expect.poll(() => business.heard.length).toBe(1);
      await sdkFor(simulator, live).messages.create({ to: person(2), from: FROM, contentSid: live.templates[0]?.sid });
      expect(isAnswered).toBe(false);
      held.resolve(204);
      await made;
    });
  });
});

test("a simulator that starts on an earlier one's log counts its habits too", async () => {
  const folder = mkdtempSync(join(tmpdir(), "simulator-"));
  const logFile = join(folder, "log.jsonl");
  const first = await unkindly({ duplicated: 0.5, copies: 3, shuffled: 0.5, shuffleMs: 1_000, secondaryToken: 0.5, noise: 0.3, wrongToken: 0.3, beforeAnswer: 0.5 }, { logFile });
  expect(first.habits.copies * first.habits.shuffled * first.habits.strays.noise.posted * first.habits.beforeAnswer).toBeGreaterThan(0);
  await withSimulator({ ...LUCKY, logFile }, async (simulator) => expect(simulator.stats()).toEqual(first));
  rmSync(folder, { recursive: true });
});

test.each([
  [{ callbacks: { noise: 2 } }, '"noise"'],
  [{ callbacks: { copies: 1 } }, "copies"],
  [{ callbacks: { delayMs: [5, 1] } }, '"delayMs"'],
  [{ slowMs: [-1, 1] }, '"slowMs"'],
] as [SimulatorOptions, string][])("settings such as %j are refused with a sentence", (options, named) => {
  expect(() => settingsFrom(options)).toThrow(named);
});
