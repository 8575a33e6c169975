import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { optionsFrom } from "./command-line.ts";
import { simulatedAccounts } from "./fixtures.ts";
import { isInUnitedStates } from "./north-america.ts";
import { settingsFrom } from "./options.ts";
import { type Simulator, type SimulatorOptions, startSimulator } from "./simulator.ts";
import { type Business, LUCKY, openBusiness, sdkFor } from "./testing.ts";

const [, live] = simulatedAccounts;
const FROM = "whatsapp:+442079460142";
const BERLIN = "whatsapp:+493023125142";
const templateNamed = (name: string) => live.templates.find((template) => template.name === name)?.sid ?? "";
const UTILITY = templateNamed("voucher_ready");
const MARKETING = templateNamed("autumn_tasting");
const briton = (number: number) => `whatsapp:+44770090${String(number).padStart(4, "0")}`;
const DAY = 86_400;

let business: Business;
let network: Simulator;
beforeEach(async () => {
  business = await openBusiness();
});
afterEach(async () => {
  await network.stop();
  await business.stop();
});
/** As slow as life, with no way to go: what happens is due at once, and a day is a day of the clock. */
const begin = async (options: SimulatorOptions) => {
  network = await startSimulator({ ...LUCKY, speed: 1, delays: { sent: [0, 0], delivered: [0, 0], read: [0, 0] }, ...options });
};

/** Sends one message after the other, and gives the error code of each. */
async function codesOf(messages: { to: string; contentSid?: string; from?: string; body?: string }[]) {
  const sids: string[] = [];
  for (const { to, from = FROM, contentSid = UTILITY, body } of messages) {
    const content = body === undefined ? { contentSid } : { body };
    sids.push((await sdkFor(network, live).messages.create({ to, from, statusCallback: `${business.url}/s`, ...content })).sid);
  }
  await network.quiet();
  const { messages: all } = network.messages();
  return sids.map((sid) => all.find((message) => message.sid === sid)?.errorCode);
}

describe("the portfolio's limit", () => {
  test("counts people over all senders, not messages, for a moving day: 63018 with the channel's words", async () => {
    await begin({ limits: { portfolioPeople: 2 } });
    expect(await codesOf([{ to: briton(1) }, { to: briton(1) }, { to: briton(2), from: BERLIN }, { to: briton(3) }, { to: briton(2) }])).toEqual([null, null, null, 63018, null]);
    const failure = business.heard.find(({ params }) => params["MessageStatus"] === "failed");
    expect(failure?.params).toMatchObject({ ErrorCode: "63018", ChannelStatusMessage: expect.stringContaining("business portfolio") });
    network.advance(DAY + 1);
    expect(await codesOf([{ to: briton(3) }, { to: briton(4) }, { to: briton(5) }])).toEqual([null, null, 63018]);
  });

  test("counts a person from the last message on, and lets go of those before", async () => {
    await begin({ limits: { portfolioPeople: 2 } });
    expect(await codesOf([{ to: briton(1) }])).toEqual([null]);
    network.advance(3_600);
    expect(await codesOf([{ to: briton(2) }])).toEqual([null]);
    network.advance(11 * 3_600);
    expect(await codesOf([{ to: briton(1) }])).toEqual([null]);
    network.advance(13.5 * 3_600);
    expect(await codesOf([{ to: briton(3) }, { to: briton(4) }])).toEqual([null, 63018]);
  });

  test("does not count who has written within a day, nor who was never sent to", async () => {
    await begin({ limits: { portfolioPeople: 1 } });
    await network.receive({ accountSid: live.sid, from: briton(1), to: FROM, body: "Hi" });
    expect(await codesOf([{ to: briton(1) }, { to: briton(9), body: "outside" }, { to: briton(2) }, { to: briton(1), body: "inside" }])).toEqual([null, 63016, null, null]);
  });
});

test("a pair's limit lets a burst through and then one message in six seconds", async () => {
  await begin({ limits: { pairSeconds: 6, pairBurst: 2 } });
  expect(await codesOf([{ to: briton(1) }, { to: briton(1) }, { to: briton(1) }, { to: briton(2) }, { to: briton(1), from: BERLIN }])).toEqual([null, null, 63018, null, null]);
  expect(business.heard.find(({ params }) => params["ErrorCode"] === "63018")?.params["ChannelStatusMessage"]).toContain("131056");
  network.advance(6);
  expect(await codesOf([{ to: briton(1) }, { to: briton(1) }])).toEqual([null, 63018]);
  network.advance(3_600);
  expect(await codesOf([{ to: briton(1) }, { to: briton(1) }, { to: briton(1) }])).toEqual([null, null, 63018]);
});

test("one person is shown so much marketing a day and no more, whatever else they get: 63049, undelivered", async () => {
  await begin({ limits: { marketingPerPerson: 2 } });
  const marketing = { to: briton(1), contentSid: MARKETING };
  expect(await codesOf([marketing, marketing, marketing, { to: briton(1) }, { ...marketing, to: briton(2) }])).toEqual([null, null, 63049, null, null]);
  expect(network.messages().messages[2]).toMatchObject({ status: "undelivered" });
  network.advance(DAY + 1);
  expect(await codesOf([marketing])).toEqual([null]);
});

describe("marketing to the United States", () => {
  test("fails with 63049 where that rule holds, and everything else arrives", async () => {
    await begin({ limits: { usMarketingBlocked: true } });
    const [us, canada] = ["whatsapp:+12125550101", "whatsapp:+16135550142"];
    expect(await codesOf([{ to: us, contentSid: MARKETING }, { to: us }, { to: canada, contentSid: MARKETING }, { to: briton(1), contentSid: MARKETING }])).toEqual([63049, null, null, null]);
  });

  test.each([
    ["+12125550101", true],
    ["+14165550101", false],
    ["+18765550101", false],
    ["+442079460142", false],
    ["+121255501011", false],
  ])("%s is of the United States: %s", async (phone, is) => {
    await begin({});
    expect(isInUnitedStates(`whatsapp:${phone}`)).toBe(is);
  });
});

test("what does not fit into the queue is refused to a sender, and fails afterwards for a service: 30001", async () => {
  await begin({ mps: 1, queueLifeSeconds: 1 });
  const create = (service: object) => {
    const body = new URLSearchParams({ To: briton(1), From: FROM, ContentSid: UTILITY, ...service });
    return fetch(`${network.url}/2010-04-01/Accounts/${live.sid}/Messages.json`, { method: "POST", body, headers: { authorization: `Basic ${btoa(`${live.sid}:${live.authToken}`)}` } });
  };
  const { services } = sdkFor(network, live).messaging.v1;
  const { sid } = await services.create({ friendlyName: "Juniper" });
  await services(sid).channelSenders.create({ sid: live.senders[0]?.sid ?? "" });
  const service = { MessagingServiceSid: sid };
  await create({});
  await create({});
  expect((await create({})).status).toBe(429);
  expect((await create(service)).status).toBe(201);
  await expect.poll(() => network.messages().messages.at(-1)).toMatchObject({ status: "failed", errorCode: 30001 });
  expect(network.stats().statuses.queued).toBeGreaterThan(0);
});

test("limits hold over a restart", async () => {
  const folder = mkdtempSync(join(tmpdir(), "simulator-"));
  const options = { logFile: join(folder, "log.jsonl"), limits: { portfolioPeople: 2, marketingPerPerson: 1, pairSeconds: 60, pairBurst: 2 } };
  await begin(options);
  expect(await codesOf([{ to: briton(1), contentSid: MARKETING }, { to: briton(2) }])).toEqual([null, null]);
  await network.stop();
  await begin(options);
  expect(await codesOf([{ to: briton(1), contentSid: MARKETING }, { to: briton(3) }, { to: briton(2) }, { to: briton(2) }])).toEqual([63049, 63018, null, 63018]);
  rmSync(folder, { recursive: true });
});

test("limits are set on the command line, hold for nobody by default, and must be above 0", async () => {
  await begin({});
  expect(settingsFrom({}).limits).toEqual({ portfolioPeople: null, pairSeconds: null, pairBurst: 45, marketingPerPerson: null, usMarketingBlocked: false });
  expect(optionsFrom(["--portfolio-people", "250", "--pair-seconds", "6", "--us-marketing-blocked"])).toMatchObject({ options: { limits: { portfolioPeople: 250, pairSeconds: 6, usMarketingBlocked: true } } });
  expect(() => settingsFrom({ limits: { portfolioPeople: 0 } })).toThrow('"portfolioPeople"');
});
