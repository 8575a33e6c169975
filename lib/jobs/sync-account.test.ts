import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { disconnect, pool } from "#lib/db/connection.ts";
import { findSyncRun } from "#lib/db/sync-runs.ts";
import { freshDatabase } from "#lib/db/testing.ts";
import { openBentLine, type BentLine } from "#lib/twilio/testing-bent-line.ts";
import { syncAccount, type SyncResult } from "./sync-account.ts";
import { auditedChanges, connect, copyOf, everythingKnown, loggedChanges, manyTemplates, openSyncWorld, templateIn, type ChangingAccount, type LoggedChange, type SyncWorld } from "./testing-sync.ts";
import { simulatedAccounts } from "#simulator/fixtures.ts";
import { startSimulator } from "#simulator/simulator.ts";

let world: SyncWorld;
beforeAll(async () => void (await freshDatabase()));
beforeEach(async () => {
  await pool().query("truncate account, audit_event cascade");
  world = await openSyncWorld();
});
afterEach(() => world.simulator.stop());
afterAll(disconnect);

const sync = (more: { pageSize?: number; url?: string } = {}): Promise<SyncResult> => syncAccount(world.accountId, { twilioApiBaseUrl: more.url ?? world.simulator.url, ...(more.pageSize && { pageSize: more.pageSize }) });
const run = async () => findSyncRun(pool(), world.accountId);
const statusOf = async (table: "template" | "sender", name: string) =>
  (await pool().query<{ status: string; gone: boolean }>(`select status, gone_at is not null as gone from ${table} where account_id = $1 and name = $2`, [world.accountId, name])).rows[0];

test("connecting is the first reading, and none of it is news", async () => {
  expect(await run()).toMatchObject({ state: "done", templates: world.account.templates.length, senders: 2, templatesChanged: 0, sendersChanged: 0 });
  expect(await loggedChanges(world.accountId)).toEqual([]);
});

test("an account in which nothing changed has nothing written but that it was read", async () => {
  const before = [await everythingKnown(world.accountId), (await run())?.readAt];
  expect(await sync()).toMatchObject({ kind: "synced", templates: world.account.templates.length, templatesChanged: 0, sendersChanged: 0 });
  expect(await everythingKnown(world.accountId)).toBe(before[0]);
  expect((await run())?.readAt).not.toEqual(before[1]);
  expect(await loggedChanges(world.accountId)).toEqual([]);
});

type Told = { change: (account: ChangingAccount) => string; logged: Omit<LoggedChange, "name">; audited: string[] };

const sender = (account: ChangingAccount) => account.senders[0] ?? (() => { throw new Error("no sender"); })();

test.each<[string, Told]>([
  ["a template that was paused", { change: (account) => Object.assign(templateIn(account), { approval: "paused" }).name, logged: { kind: "status", before: "approved", after: "paused" }, audited: ["template.paused"] }],
  ["a template that was disabled", { change: (account) => Object.assign(templateIn(account), { approval: "disabled" }).name, logged: { kind: "status", before: "approved", after: "disabled" }, audited: ["template.disabled"] }],
  ["a template that was approved", { change: (account) => Object.assign(templateIn(account, "pending"), { approval: "approved" }).name, logged: { kind: "status", before: "pending", after: "approved" }, audited: [] }],
  ["a template that was moved to marketing", { change: (account) => Object.assign(templateIn(account, "approved", "UTILITY"), { category: "MARKETING" }).name, logged: { kind: "category", before: "utility", after: "marketing" }, audited: ["template.recategorised"] }],
  ["a template in another language", { change: (account) => Object.assign(templateIn(account), { language: "xx" }).name, logged: { kind: "language", before: expect.any(String), after: "xx" }, audited: [] }],
  ["a template that is refused for another reason", { change: (account) => Object.assign(templateIn(account, "rejected"), { rejectionReason: "SCAM" }).name, logged: { kind: "reasons", before: expect.any(String), after: "SCAM" }, audited: [] }],
  ["a template with another text", { change: (account) => Object.assign(templateIn(account), { types: { "twilio/text": { body: "Quite another" } }, variables: {} }).name, logged: { kind: "content", before: null, after: expect.stringContaining("text") }, audited: [] }],
  ["a template with another sample", { change: (account) => { const of = templateIn(account, "approved", "UTILITY"); of.variables = { ...of.variables, 1: "another sample" }; return of.name; }, logged: { kind: "content", before: null, after: "variables" }, audited: [] }],
  ["a template with another name", { change: (account) => Object.assign(templateIn(account), { name: "called_otherwise" }).name, logged: { kind: "renamed", before: expect.any(String), after: "called_otherwise" }, audited: [] }],
  ["a new template", { change: (account) => { account.templates.push({ ...templateIn(account), sid: `HX${"e".repeat(32)}`, name: "quite_new" }); return "quite_new"; }, logged: { kind: "added", before: null, after: "approved" }, audited: [] }],
  ["a template that was deleted", { change: (account) => { const of = templateIn(account); account.templates = account.templates.filter((each) => each !== of); return of.name; }, logged: { kind: "gone", before: "approved", after: null }, audited: ["template.gone"] }],
  ["a sender that went offline", { change: (account) => Object.assign(sender(account), { status: "OFFLINE" }).name, logged: { kind: "status", before: "online", after: "offline" }, audited: ["sender.went-offline"] }],
  ["a sender that is rated lower", { change: (account) => Object.assign(sender(account), { quality: "LOW" }).name, logged: { kind: "quality", before: "HIGH", after: "LOW" }, audited: [] }],
  ["a sender with a smaller limit", { change: (account) => Object.assign(sender(account), { messagingLimit: "2K Customers/24hr" }).name, logged: { kind: "limit", before: "100K Customers/24hr", after: "2K Customers/24hr" }, audited: [] }],
  ["a sender in another business account", { change: (account) => Object.assign(sender(account), { wabaId: "3" }).name, logged: { kind: "business-account", before: "100000000000002", after: "3" }, audited: [] }],
  ["a sender that was removed", { change: (account) => account.senders.splice(0, 1)[0]?.name ?? "", logged: { kind: "gone", before: "online", after: null }, audited: ["sender.gone"] }],
])("%s is written, logged once, and audited where it touches money or consent", async (_name, { change, logged, audited }) => {
  let name = "";
  world.change((account) => void (name = change(account)));
  const result = await sync();
  expect(result).toMatchObject({ kind: "synced" });
  expect(result.kind === "synced" && result.templatesChanged + result.sendersChanged).toBe(1);
  expect(await loggedChanges(world.accountId)).toEqual([{ name, ...logged }]);
  expect(await auditedChanges(world.accountId)).toEqual(audited);
  expect(await sync()).toMatchObject({ kind: "synced", templatesChanged: 0, sendersChanged: 0 });
});

test("a template that is gone is kept, and is what it was when it comes back", async () => {
  const lost = templateIn(world.account);
  world.change((account) => void (account.templates = account.templates.filter((each) => each !== lost)));
  await sync();
  expect(await statusOf("template", lost.name)).toEqual({ status: "gone", gone: true });
  world.change((account) => void account.templates.unshift(lost));
  await sync();
  expect(await statusOf("template", lost.name)).toEqual({ status: "approved", gone: false });
  expect((await loggedChanges(world.accountId)).map(({ kind }) => kind)).toEqual(["gone", "returned"]);
});

test("a sender that is gone keeps its rate for the day when it is back", async () => {
  const [lost] = world.account.senders;
  if (!lost) throw new Error("no sender");
  await pool().query("update sender_gate set mps = 7 where account_id = $1", [world.accountId]);
  world.change((account) => void account.senders.shift());
  await sync();
  expect(await statusOf("sender", lost.name)).toEqual({ status: "gone", gone: true });
  world.change((account) => void account.senders.unshift(lost));
  await sync();
  expect(await statusOf("sender", lost.name)).toEqual({ status: "online", gone: false });
  expect((await pool().query("select distinct mps from sender_gate")).rows).toEqual([{ mps: 7 }]);
});

test.each<[string, { status: number; body: string } | "cut", string]>([
  ["an error", { status: 500, body: "{}" }, "could not be read to its end"],
  ["a cut connection", "cut", "could not be read to its end"],
  ["a page that comes again", { status: 200, body: JSON.stringify({ contents: [], meta: { key: "contents", next_page_url: "https://content.twilio.com/v1/ContentAndApprovals?PageSize=2&Page=1&PageToken=PA0" } }) }, "could not be read to its end"],
  ["no room for the request", { status: 429, body: `{"code":20429,"status":429,"message":"x"}` }, "took no more requests"],
])("%s in the middle of the list leaves everything as it was, says so, and takes nothing for gone", async (_name, answer, sentence) => {
  const before = await everythingKnown(world.accountId);
  world.change((account) => {
    account.templates.splice(0, 1);
    Object.assign(sender(account), { quality: "LOW" });
  });
  const bent = await openBentLine(world.simulator.url, ({ path, n }) => (path === "/v1/ContentAndApprovals" && n >= 2 ? answer : null));
  const result = await sync({ pageSize: 2, url: bent.url });
  await bent.stop();
  expect(result).toMatchObject({ kind: "failed", again: true, failure: expect.stringContaining(sentence) });
  expect(await everythingKnown(world.accountId)).toBe(before);
  expect(await run()).toMatchObject({ state: "failed", failure: expect.stringContaining(sentence) });
  expect(await loggedChanges(world.accountId)).toEqual([]);
  expect(await sync()).toMatchObject({ kind: "synced", templatesChanged: 1, sendersChanged: 1 });
});

test("credentials that Twilio refuses are said with what to do, without any secret, and are not tried again at once", async () => {
  const bent = await openBentLine(world.simulator.url, () => ({ status: 401, body: JSON.stringify({ code: 20003, status: 401, message: `Authenticate ${world.account.authToken}` }) }));
  const result = await sync({ url: bent.url });
  await bent.stop();
  expect(result).toMatchObject({ kind: "failed", again: false, failure: expect.stringContaining("npm run connect") });
  expect(JSON.stringify(await run())).not.toContain(world.account.authToken);
});

test("credentials that do not open are said, and nothing is asked of Twilio", async () => {
  const { rows } = await pool().query<{ id: string }>(`insert into account (slug, name, kind, twilio_sid, auth_token_cipher) values ('sealed', 'Sealed', 'live', 'AC' || repeat('5', 32), 'none') returning id`);
  expect(await syncAccount(rows[0]?.id ?? "", { twilioApiBaseUrl: "http://127.0.0.1:9" })).toMatchObject({ kind: "failed", again: false, failure: expect.stringContaining("ENCRYPTION_KEY") });
});

test("an account that keeps failing is asked less and less often, but within two hours", async () => {
  const waits: number[] = [];
  for (let n = 0; n < 6; n++) {
    await sync({ url: "http://127.0.0.1:9" });
    const { rows } = await pool().query<{ minutes: number }>("select extract(epoch from due_at - app_now())::float8 / 60 as minutes from sync_run");
    waits.push(Math.round(rows[0]?.minutes ?? 0));
  }
  expect(waits[0]).toBeLessThan(20);
  expect(waits.toSorted((one, other) => one - other)).toEqual(waits);
  expect(waits.at(-1)).toBeGreaterThan(100);
  expect(waits.at(-1)).toBeLessThanOrEqual(124);
  await sync();
  expect((await pool().query("select failures, due_at < app_now() + interval '20 minutes' as soon from sync_run")).rows).toEqual([{ failures: 0, soon: true }]);
});

test("of two runs at once the one that began last writes, and the other nothing", async () => {
  const { promise: asked, resolve: wasAsked } = Promise.withResolvers<void>();
  const slow = await openBentLine(world.simulator.url, () => {
    wasAsked();
    return null;
  });
  const early = sync({ pageSize: 1, url: slow.url });
  await asked;
  world.change((account) => void Object.assign(templateIn(account), { approval: "paused" }));
  const late = sync();
  expect((await Promise.all([early, late])).map(({ kind }) => kind)).toEqual(["superseded", "synced"]);
  await slow.stop();
  expect((await loggedChanges(world.accountId)).map(({ after }) => after)).toEqual(["paused"]);
  expect((await run())?.state).toBe("done");
});

test("a sandbox that Twilio lists no sender of keeps the number that every sandbox has", async () => {
  const sandbox = { ...copyOf(simulatedAccounts[0]), senders: [] };
  const simulator = await startSimulator({ latencyMs: 0, accounts: [sandbox] });
  const accountId = await connect(sandbox, simulator.url);
  expect(await syncAccount(accountId, { twilioApiBaseUrl: simulator.url })).toMatchObject({ kind: "synced", senders: 1, sendersChanged: 0 });
  await simulator.stop();
});

test("a sandbox that Twilio lists another sender of keeps the number that every sandbox has, and it is not gone", async () => {
  const sandbox: ChangingAccount = { ...copyOf(simulatedAccounts[0]), senders: [] };
  const simulator = await startSimulator({ latencyMs: 0, accounts: [sandbox] });
  const accountId = await connect(sandbox, simulator.url);
  sandbox.senders.push(sender(copyOf(simulatedAccounts[1])));
  simulator.reset();
  expect(await syncAccount(accountId, { twilioApiBaseUrl: simulator.url })).toMatchObject({ kind: "synced", senders: 2, sendersChanged: 1 });
  expect((await pool().query("select status from sender where account_id = $1 and phone = '+14155238886'", [accountId])).rows).toEqual([{ status: "online" }]);
  await simulator.stop();
});

const LISTS = new Map([
  ["/v1/ContentAndApprovals", "contents"],
  ["/v2/Channels/Senders", "senders"],
]);

/** Lists that are readable and hold nothing; questions for one thing go through, unless `answer` says otherwise. */
const emptied = (answer: { status: number; body: string } | "cut" | null = null): Promise<BentLine> =>
  openBentLine(world.simulator.url, ({ path }) => {
    const key = LISTS.get(path);
    return key ? { status: 200, body: JSON.stringify({ [key]: [], meta: { key, next_page_url: null } }) } : answer;
  });

test("lists that are empty by mistake take nothing for gone, and what changed is still learnt", async () => {
  const before = await everythingKnown(world.accountId);
  const line = await emptied();
  expect(await sync({ url: line.url })).toMatchObject({ kind: "synced", templates: world.account.templates.length, senders: 2, templatesChanged: 0, sendersChanged: 0 });
  expect(await everythingKnown(world.accountId)).toBe(before);
  world.change((account) => void Object.assign(templateIn(account), { approval: "paused" }));
  expect(await sync({ url: line.url })).toMatchObject({ kind: "synced", templatesChanged: 1, sendersChanged: 0 });
  expect((await loggedChanges(world.accountId)).map(({ after }) => after)).toEqual(["paused"]);
  await line.stop();
});

test("of what a list leaves out only that is gone which Twilio says it has not", async () => {
  const lost = templateIn(world.account);
  world.change((account) => {
    account.templates = account.templates.filter((each) => each !== lost);
    account.senders.splice(0, 1);
  });
  const line = await emptied();
  expect(await sync({ url: line.url })).toMatchObject({ kind: "synced", templatesChanged: 1, sendersChanged: 1 });
  await line.stop();
  expect((await loggedChanges(world.accountId)).map(({ kind }) => kind)).toEqual(["gone", "gone"]);
  expect(await statusOf("template", lost.name)).toEqual({ status: "gone", gone: true });
});

test.each<[string, { status: number; body: string } | "cut", string]>([
  ["an error", { status: 500, body: "{}" }, "could not be read to its end"],
  ["a cut connection", "cut", "could not be read to its end"],
  ["no room for the request", { status: 429, body: `{"code":20429,"status":429,"message":"x"}` }, "took no more requests"],
  ["another thing", { status: 200, body: JSON.stringify({ sid: `HX${"f".repeat(32)}`, whatsapp: {} }) }, "could not be read to its end"],
])("%s for an answer about what a list leaves out leaves everything as it was", async (_name, answer, sentence) => {
  const before = await everythingKnown(world.accountId);
  const line = await emptied(answer);
  expect(await sync({ url: line.url })).toMatchObject({ kind: "failed", again: true, failure: expect.stringContaining(sentence) });
  await line.stop();
  expect(await everythingKnown(world.accountId)).toBe(before);
  expect(await loggedChanges(world.accountId)).toEqual([]);
});

test("more than can be asked for is said and left as it was, until somebody connects the account again", async () => {
  world.change((account) => void (account.templates = manyTemplates(account, 230)));
  await sync();
  world.change((account) => void (account.templates = []));
  const before = await everythingKnown(world.accountId);
  expect(await sync()).toMatchObject({ kind: "failed", again: true, failure: expect.stringMatching(/230 templates and 0 senders .* missing .* nothing was changed.*npm run connect/) });
  expect(await everythingKnown(world.accountId)).toBe(before);
  await connect(world.account, world.simulator.url);
  expect((await pool().query("select distinct status from template where account_id = $1", [world.accountId])).rows).toEqual([{ status: "gone" }]);
});

test("1,200 templates over many pages are read whole, and of those that changed just these are written", async () => {
  world.change((account) => void (account.templates = manyTemplates(account, 1_200)));
  expect(await sync({ pageSize: 100 })).toMatchObject({ kind: "synced", templates: 1_200 });
  const written = async () => (await pool().query<{ version: string }>("select xmin::text as version from template where account_id = $1", [world.accountId])).rows.map(({ version }) => version);
  const before = new Set(await written());
  world.change((account) => {
    for (const template of account.templates.slice(400, 450)) Object.assign(template, { approval: "paused" });
    account.templates.splice(0, 3);
  });
  expect(await sync({ pageSize: 100 })).toMatchObject({ kind: "synced", templates: 1_197, templatesChanged: 53 });
  expect((await written()).filter((version) => !before.has(version))).toHaveLength(53);
});

test("what Twilio has in texts that the database cannot hold is taken without it, and is no change each time", async () => {
  world.change((account) => void Object.assign(templateIn(account), { types: { "twilio/text": { body: "Half a \ud83d and a \0" } }, variables: {} }));
  expect(await sync()).toMatchObject({ kind: "synced", templatesChanged: 1 });
  expect(await sync()).toMatchObject({ kind: "synced", templatesChanged: 0 });
});

test("an account that is not there is said", async () => {
  expect(await syncAccount(crypto.randomUUID(), { twilioApiBaseUrl: world.simulator.url })).toEqual({ kind: "no-such-account" });
});
