import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { connectAccount } from "#lib/commands/connect-account.ts";
import { inTransaction, pool } from "#lib/db/connection.ts";
import { findCredentials } from "#lib/db/credentials.ts";
import { saveAccount } from "#lib/db/save-account.ts";
import { seal, unseal } from "#lib/db/secret-box.ts";
import { freshDatabase } from "#lib/db/testing.ts";
import { simulatedAccounts, type SimulatedAccount } from "#simulator/fixtures.ts";
import { startSimulator, type Simulator } from "#simulator/simulator.ts";
import { connectable, live } from "./test-world.ts";

let simulator: Simulator;

beforeAll(async () => void (await freshDatabase()));
beforeEach(async () => {
  await pool().query(`truncate account cascade`);
  simulator = await startSimulator();
});
afterEach(async () => simulator.stop());

function sandbox(): SimulatedAccount {
  const account = simulatedAccounts.find((each) => each.kind === "sandbox");
  if (!account) throw new Error("The simulator has no sandbox account.");
  return account;
}

test("an account comes with its senders, its templates in every state, and one limiter per sender", async () => {
  const connected = await connectAccount(connectable(live()), simulator.url);
  expect(connected).toMatchObject({ kind: "connected", senders: live().senders.length, templates: live().templates.length });
  const { rows: senders } = await pool().query(`select s.phone, s.status, s.quality, g.mps from sender s join sender_gate g on g.sender_id = s.id order by s.phone`);
  expect(senders).toEqual(live().senders.map(({ phone }) => ({ phone, status: "online", quality: "HIGH", mps: 80 })).sort((left, right) => (left.phone < right.phone ? -1 : 1)));
  const { rows: templates } = await pool().query<{ name: string; status: string; rejection_reason: string | null }>(`select name, status, rejection_reason from template`);
  for (const { name, approval, rejectionReason } of live().templates) {
    expect(templates).toContainEqual({ name, status: approval, rejection_reason: rejectionReason === "" ? null : rejectionReason });
  }
});

test("the sandbox sends one message every three seconds, and its members are known until their 72 hours end", async () => {
  await connectAccount(connectable(sandbox()), simulator.url);
  const { rows } = await pool().query<{ mps: number }>(`select mps from sender_gate`);
  expect(rows[0]?.mps).toBeCloseTo(1 / 3);
  const members = await pool().query(`select 1 from sandbox_member where expires_at between now() + interval '71 hours' and now() + interval '73 hours'`);
  expect(members.rowCount).toBe(sandbox().members.length);
});

test("connecting again refreshes what Twilio says and leaves the rate that an admin has set", async () => {
  await connectAccount(connectable(live()), simulator.url);
  await pool().query(`update sender_gate set mps = 20`);
  await pool().query(`update template set status = 'pending'`);
  expect(await connectAccount(connectable(live()), simulator.url)).toMatchObject({ kind: "connected" });
  expect((await pool().query(`select distinct mps from sender_gate`)).rows).toEqual([{ mps: 20 }]);
  expect((await pool().query(`select 1 from template where status = 'approved'`)).rowCount).toBeGreaterThan(0);
});

test("credentials that Twilio does not accept are refused with a sentence, and nothing is kept", async () => {
  const wrong = { ...connectable(live()), apiKey: null, authToken: "0".repeat(32) };
  expect(await connectAccount(wrong, simulator.url)).toMatchObject({ kind: "refused", sentence: expect.stringContaining("does not accept these credentials") });
  expect((await pool().query(`select 1 from account`)).rowCount).toBe(0);
});

test("a network without Twilio is said, not thrown", async () => {
  await simulator.stop();
  expect(await connectAccount(connectable(live()), simulator.url)).toMatchObject({ kind: "refused", sentence: expect.stringContaining("could not be reached") });
  simulator = await startSimulator();
});

test("a live account never becomes a sandbox, and an address belongs to one account", async () => {
  await connectAccount(connectable(live()), simulator.url);
  expect(await connectAccount({ ...connectable(live()), kind: "sandbox" }, simulator.url)).toMatchObject({ kind: "refused" });
  expect(await connectAccount({ ...connectable(sandbox()), slug: "live" }, simulator.url)).toMatchObject({ kind: "refused" });
  expect((await pool().query(`select slug, kind from account`)).rows).toEqual([{ slug: "live", kind: "live" }]);
});

test("secrets stand encrypted in the database, open for their own place only, and come back whole", async () => {
  const connected = await connectAccount(connectable(live()), simulator.url);
  const { rows } = await pool().query(`select row_to_json(a)::text as row from account a`);
  for (const secret of [live().authToken, live().apiKeySecret]) expect(rows[0]?.row).not.toContain(secret);
  const credentials = await findCredentials(connected.kind === "connected" ? connected.accountId : "");
  expect(credentials).toMatchObject({ authToken: live().authToken, apiKey: { sid: live().apiKeySid, secret: live().apiKeySecret } });
  expect(unseal(seal("secret", "a/auth_token"), "a/auth_token")).toBe("secret");
  expect(() => unseal(seal("secret", "a/auth_token"), "b/auth_token")).toThrow();
  expect(() => unseal(`${seal("secret", "a").slice(0, -4)}AAAA`, "a")).toThrow();
});

const NEW_TOKEN = "c".repeat(32);

let hoursAhead = 0;

/** Which tokens prove a webhook once what was known before is too old. */
async function tokens(): Promise<string[]> {
  vi.useFakeTimers({ toFake: ["performance"] });
  hoursAhead += 1;
  vi.advanceTimersByTime(hoursAhead * 3_600_000);
  const { rows } = await pool().query<{ id: string }>(`select id from account`);
  const found = await findCredentials(rows[0]?.id ?? "");
  vi.useRealTimers();
  expect(found?.authToken).toBe(found?.authTokens[0]);
  return found?.authTokens ?? [];
}

async function save(authToken: string, secondaryAuthToken: string | null = null): Promise<string[]> {
  await inTransaction((tx) => saveAccount(tx, { ...connectable(live()), authToken, secondaryAuthToken }));
  return tokens();
}

test("a token that another one replaces proves webhooks for a day", async () => {
  const first = live().authToken;
  expect(await save(first)).toEqual([first]);
  expect(await save(NEW_TOKEN)).toEqual([NEW_TOKEN, first]);
  const { rows } = await pool().query<{ row: string }>(`select row_to_json(a)::text as row from account a where secondary_until between now() + interval '23 hours' and now() + interval '25 hours'`);
  expect(rows).toHaveLength(1);
  expect(rows[0]?.row).not.toContain(first);
  await pool().query(`update account set secondary_until = now() + interval '1 hour'`);
  expect(await save(NEW_TOKEN)).toEqual([NEW_TOKEN, first]);
  expect((await pool().query(`select 1 from account where secondary_until < now() + interval '2 hours'`)).rowCount).toBe(1);
  await pool().query(`update account set secondary_until = now() - interval '1 second'`);
  expect(await tokens()).toEqual([NEW_TOKEN]);
});

test("what refers to the account is written while its token is being replaced", async () => {
  await save(live().authToken);
  await inTransaction(async (tx) => {
    await saveAccount(tx, { ...connectable(live()), authToken: NEW_TOKEN });
    // The lock that a foreign key takes.
    expect((await pool().query(`select from account for key share nowait`)).rowCount).toBe(1);
  });
});

test("a second token that is given stays, left out it has a day, and the same one twice ends the old one at once", async () => {
  expect(await save(live().authToken, NEW_TOKEN)).toEqual([live().authToken, NEW_TOKEN]);
  expect((await pool().query(`select 1 from account where secondary_until is null`)).rowCount).toBe(1);
  expect(await save(live().authToken)).toEqual([live().authToken, NEW_TOKEN]);
  expect((await pool().query(`select 1 from account where secondary_until > now()`)).rowCount).toBe(1);
  expect(await save(NEW_TOKEN, NEW_TOKEN)).toEqual([NEW_TOKEN]);
});
