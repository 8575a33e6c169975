import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { KnownThings } from "#lib/domain/sync-change.ts";
import { simulatedAccounts, type SimulatedAccount } from "#simulator/fixtures.ts";
import { startSimulator, type Simulator } from "#simulator/simulator.ts";
import { TwilioLine } from "./account-client.ts";
import { readAccount, type ReadResult } from "./read-account.ts";
import { openBentLine, type Bend, type BentLine } from "./testing-bent-line.ts";

const [, live] = simulatedAccounts;
const NOTHING: KnownThings = { templates: [], senders: [] };
const CONTENTS = "/v1/ContentAndApprovals";
const SENDERS = "/v2/Channels/Senders";

let simulator: Simulator;
let bent: BentLine | undefined;
let line: TwilioLine | undefined;
beforeAll(async () => void (simulator = await startSimulator({ latencyMs: 0 })));
afterEach(async () => {
  await line?.close();
  await bent?.stop();
});
afterAll(() => simulator.stop());

async function readOver(url: string, account: SimulatedAccount = live, { known = NOTHING, ...how }: { known?: KnownThings; pageSize?: number; signal?: AbortSignal } = {}): Promise<ReadResult> {
  line = new TwilioLine(url);
  return readAccount(line.clientFor({ accountSid: account.sid, authToken: account.authToken, apiKey: null }), { kind: account.kind, known }, how);
}

async function readBent(bend: Bend, how: { known?: KnownThings; pageSize?: number; signal?: AbortSignal } = {}): Promise<ReadResult> {
  bent = await openBentLine(simulator.url, bend);
  return readOver(bent.url, live, how);
}

const readingOf = (result: ReadResult) => {
  if (result.kind !== "read") throw new Error(`not read: ${JSON.stringify(result)}`);
  return result.reading;
};
const page = (key: string, items: object[], next: string | null) => ({ status: 200, body: JSON.stringify({ [key]: items, meta: { key, next_page_url: next } }) });
const content = (sid: string, more: object) => ({ sid, friendly_name: "n", language: "en", variables: {}, types: { "twilio/text": { body: "Hi" } }, approval_requests: {}, ...more });
const sender = (more: object) => ({ sid: `XE${"a".repeat(32)}`, sender_id: "whatsapp:+442079460142", status: "ONLINE", ...more });
const SID = `HX${"1".repeat(32)}`;

test("whatever the size of a page, the whole account is read once", async () => {
  const whole = readingOf(await readOver(simulator.url));
  expect(whole.templates.map(({ name }) => name)).toEqual(live.templates.map(({ name }) => name));
  expect(readingOf(await readBent(() => null, { pageSize: 2 }))).toEqual(whole);
  expect(bent?.asked.filter((path) => path.startsWith(CONTENTS))).toHaveLength(Math.ceil(live.templates.length / 2));
});

test("a template comes with its category, its samples and what WhatsApp said of it", async () => {
  const { templates } = readingOf(await readOver(simulator.url));
  for (const { name, category, approval, rejectionReason, variables, language } of live.templates) {
    const read = templates.find((template) => template.name === name && template.language === language);
    // What was never submitted has no category yet, and counts as the strictest.
    expect(read).toMatchObject({ category: approval === "unsubmitted" ? "marketing" : category.toLowerCase(), status: approval === "received" ? "pending" : approval, rejectionReason: rejectionReason || null });
    for (const { key, sample } of read?.variables ?? []) expect(sample).toBe(variables[key]);
  }
});

test("a sender comes with its limit, its business account and every reason for being offline", async () => {
  const offline_reasons = [{ code: "63020", message: "Not accepted", more_info: "x" }, { code: 63051, message: "Locked" }, { code: "soon", message: "In words" }, { code: "soon" }];
  const given = sender({ status: "OFFLINE", configuration: { waba_id: "77" }, properties: { quality_rating: "LOW", messaging_limit: "2K Customers/24hr" }, profile: { name: "Shop" }, offline_reasons });
  const { senders } = readingOf(await readBent(({ path }) => (path === SENDERS ? page("senders", [given], null) : null)));
  expect(senders).toEqual([
    {
      twilioSid: given.sid,
      phone: "+442079460142",
      name: "Shop",
      status: "offline",
      quality: "LOW",
      messagingLimit: "2K Customers/24hr",
      businessAccount: "77",
      offlineReason: "Not accepted (63020)",
      offlineReasons: [{ code: 63020, message: "Not accepted" }, { code: 63051, message: "Locked" }, { code: null, message: "In words" }],
    },
  ]);
});

test("words that nobody has documented are kept as not approved, not online and the strictest category", async () => {
  const odd = { category: "SOMETHING_NEW", status: "in_appeal", rejection_reason: null };
  const bend: Bend = ({ path }) => (path === SENDERS ? page("senders", [sender({ status: "FLYING", properties: { quality_rating: "VIOLET" } })], null) : page("contents", [content(SID, { language: null, approval_requests: odd, types: { "twilio/hologram": { body: "Look" } } })], null));
  const { templates, senders } = readingOf(await readBent(bend));
  expect(templates).toMatchObject([{ category: "marketing", status: "pending", rejectionReason: null, language: "und", content: { body: "Look" } }]);
  expect(senders).toMatchObject([{ status: "pending", quality: "VIOLET", messagingLimit: null }]);
});

test("a number that was registered anew is the one that can send", async () => {
  const bend: Bend = ({ path }) => (path === SENDERS ? page("senders", [sender({ sid: `XE${"b".repeat(32)}` }), sender({ status: "OFFLINE" })], null) : null);
  expect(readingOf(await readBent(bend)).senders).toMatchObject([{ twilioSid: `XE${"b".repeat(32)}`, status: "online" }]);
});

test("an entry that a moving list shows twice is there once", async () => {
  const bend: Bend = ({ path, n }) => (path === CONTENTS ? page("contents", [content(SID, { friendly_name: `n${n}` })], n === 1 ? `https://content.twilio.com${CONTENTS}?Page=1&PageToken=PA1` : null) : null);
  expect(readingOf(await readBent(bend)).templates.map(({ name }) => name)).toEqual(["n2"]);
});

test.each<[string, (n: number) => string, number]>([
  ["names itself", () => `https://content.twilio.com${CONTENTS}?PageToken=PA1`, 2],
  ["goes round in a circle", (n) => `https://content.twilio.com${CONTENTS}?PageToken=PA${n % 3}`, 4],
  ["has no end", (n) => `https://content.twilio.com${CONTENTS}?PageToken=PA${n}`, 500],
])("a list whose next page %s is no list, and is left", async (_name, next, requests) => {
  const result = await readBent(({ path, n }) => (path === CONTENTS ? page("contents", [content(SID, {})], next(n)) : null));
  expect(result).toMatchObject({ kind: "broken" });
  expect(bent?.asked.filter((path) => path.startsWith(CONTENTS))).toHaveLength(requests);
});

test("a next page at another host is asked for at Twilio's own", async () => {
  const bend: Bend = ({ path, query }) => (path === CONTENTS && !query.has("PageToken") ? page("contents", [content(SID, {})], "https://elsewhere.example/steal?PageToken=PAx") : path === CONTENTS ? page("contents", [], null) : null);
  readingOf(await readBent(bend));
  expect(bent?.asked.filter((path) => path.includes("PAx"))).toEqual([`${CONTENTS}?PageToken=PAx`]);
});

test.each<[string, ReturnType<Bend>, string]>([
  ["500", { status: 500, body: "{}" }, "broken"],
  ["a page of HTML", { status: 200, body: "<html>" }, "broken"],
  ["a page without its list", { status: 200, body: `{"meta":{"key":"contents"}}` }, "broken"],
  ["an entry without an id", page("contents", [content("HX-none", {})], null), "broken"],
  ["a cut connection", "cut", "broken"],
  ["429", { status: 429, body: `{"code":20429,"message":"Too many requests","status":429}` }, "throttled"],
  ["401", { status: 401, body: `{"code":20003,"message":"Authenticate","status":401}` }, "refused"],
])("%s on the third page fails the whole reading", async (_name, answer, kind) => {
  const result = await readBent(({ path, n }) => (path === CONTENTS && n === 3 ? answer : null), { pageSize: 2 });
  expect(result).toMatchObject({ kind });
});

test("senders that cannot be read to their end fail the whole reading too", async () => {
  const result = await readBent(({ path, n }) => (path === SENDERS && n === 2 ? { status: 503, body: "{}" } : null), { pageSize: 1 });
  expect(result).toMatchObject({ kind: "broken", reason: "Twilio answered 503." });
});

test("nobody at the other end is said as that", async () => {
  expect(await readOver("http://127.0.0.1:9")).toMatchObject({ kind: "unreachable" });
});

const everything: KnownThings = { templates: live.templates.map(({ sid }) => sid), senders: live.senders.map(({ sid, phone }) => ({ twilioSid: sid, phone })) };
const empty: Bend = ({ path }) => (path === CONTENTS ? page("contents", [], null) : path === SENDERS ? page("senders", [], null) : null);

test("what is known and left out by the lists is read one by one, and says what the lists would have said", async () => {
  const whole = readingOf(await readOver(simulator.url));
  expect(readingOf(await readBent(empty, { known: everything }))).toEqual({ ...whole, gone: { templates: [], senders: [] } });
});

test("what Twilio says it has not is gone, and a sender that cannot be asked for is not", async () => {
  const known = { templates: [SID], senders: [{ twilioSid: `XE${"9".repeat(32)}`, phone: "+442079460199" }, { twilioSid: "", phone: "+442079460198" }] };
  expect(readingOf(await readBent(empty, { known }))).toEqual({ templates: [], senders: [], gone: { templates: [SID], senders: ["+442079460199"] } });
  // The two lists, and what can be asked for.
  expect(bent?.asked).toHaveLength(4);
});

test("a number that another sender than the known one has now is there once, and not gone", async () => {
  const [first] = live.senders;
  const moved = { twilioSid: first?.sid ?? "", phone: "+442079460198" };
  const { senders } = readingOf(await readOver(simulator.url));
  expect(readingOf(await readOver(simulator.url, live, { known: { templates: [], senders: [moved] } }))).toMatchObject({ senders, gone: { senders: [] } });
  const known = { templates: [], senders: [{ twilioSid: `XE${"9".repeat(32)}`, phone: first?.phone ?? "" }, moved] };
  expect(readingOf(await readBent(empty, { known }))).toMatchObject({ senders: [senders[0]], gone: { senders: [] } });
});

test("of more than 200 that are missing none is asked for", async () => {
  const known = { templates: Array.from({ length: 201 }, (_, n) => `HX${String(n).padStart(32, "0")}`), senders: [] };
  expect(await readBent(empty, { known })).toMatchObject({ kind: "broken", reason: expect.stringContaining("201 templates and 0 senders") });
  expect(bent?.asked).toHaveLength(2);
  await bent?.stop();
  expect(readingOf(await readBent(empty, { known: { ...known, templates: known.templates.slice(1) } })).gone.templates).toHaveLength(200);
});

test("a template whose approval is not there is neither there nor gone", async () => {
  const bend: Bend = (asked) => (asked.path.endsWith("/ApprovalRequests") ? { status: 404, body: `{"code":20404,"message":"x","status":404}` } : empty(asked));
  expect(await readBent(bend, { known: everything })).toMatchObject({ kind: "broken" });
});

test("a reading that is no longer wanted ends between two pages", async () => {
  const ending = new AbortController();
  const bend: Bend = ({ path, n }) => {
    if (path === CONTENTS && n === 2) ending.abort();
    return null;
  };
  expect(await readBent(bend, { pageSize: 2, signal: ending.signal })).toMatchObject({ kind: "broken" });
  expect(bent?.asked.filter((path) => path.startsWith(CONTENTS))).toHaveLength(2);
});
