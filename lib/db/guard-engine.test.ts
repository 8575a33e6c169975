import { beforeAll, beforeEach, expect, test } from "vitest";
import { clearEngineHold } from "#lib/commands/clear-engine-hold.ts";
import { letSendersGo } from "#lib/commands/let-senders-go.ts";
import { liftSenderHold } from "#lib/commands/lift-sender-hold.ts";
import { stopAllSenders } from "#lib/commands/stop-all-senders.ts";
import { pool } from "./connection.ts";
import { guardEngine } from "./guard-engine.ts";
import { alignGates, STOPPED_REASON } from "./hold-account.ts";
import { seedShop, type SeededShop } from "./testing-shop.ts";
import { freshDatabase } from "./testing.ts";

let shop: SeededShop;
let other: SeededShop;

beforeAll(async () => void (await freshDatabase()));
beforeEach(async () => {
  await pool().query(`truncate account, person, engine_home, audit_event cascade`);
  shop = await seedShop(pool(), "live");
  other = await seedShop(pool(), "sandbox");
  await guardEngine(pool(), { starting: true });
});

/** What each sender of an account is held for, by its place. */
async function holdsOf(of: SeededShop): Promise<(string | null)[]> {
  const { rows } = await pool().query<{ id: string; reason: string | null }>(`select sender_id as id, hold_reason as reason from sender_gate where account_id = $1`, [of.accountId]);
  return of.senderIds.map((id) => rows.find((row) => row.id === id)?.reason ?? null);
}

async function noted(): Promise<string[]> {
  const { rows } = await pool().query<{ line: string }>(`select kind || ': ' || reason as line from decision where account_id = $1 order by id`, [shop.accountId]);
  return rows.map(({ line }) => line);
}

const elsewhere = () => pool().query(`update engine_home set database_oid = '1'`);
const holdOwn = () => pool().query(`update sender_gate set hold_reason = 'Its own.' where sender_id = $1`, [shop.senderIds[0]]);

test("stopping all holds every sender of the account and of no other, and letting go leaves a hold of the sender's own", async () => {
  await holdOwn();
  expect(await stopAllSenders(shop.personId, shop.accountId)).toEqual({ kind: "stopped", senders: 1 });
  expect(await stopAllSenders(shop.personId, shop.accountId)).toEqual({ kind: "stopped-before" });
  expect(await holdsOf(shop)).toEqual(["Its own.", STOPPED_REASON]);
  expect(await holdsOf(other)).toEqual([null, null]);
  expect(await letSendersGo(shop.personId, shop.accountId)).toEqual({ kind: "let-go", senders: 1 });
  expect(await letSendersGo(shop.personId, shop.accountId)).toEqual({ kind: "not-stopped" });
  expect(await holdsOf(shop)).toEqual(["Its own.", null]);
  const { rows } = await pool().query(`select action, actor_id = $1 as "byHer" from audit_event order by id`, [shop.personId]);
  expect(rows).toEqual([{ action: "account.stopped", byHer: true }, { action: "account.let-go", byHer: true }]);
  expect((await noted()).map((line) => line.split(":")[0])).toEqual(["held", "released"]);
});

test("in a stopped account one sender cannot be let go alone: its own hold ends, and that of the account takes its place", async () => {
  await holdOwn();
  await stopAllSenders(shop.personId, shop.accountId);
  const [own = "", plain = ""] = shop.senderIds;
  expect(await liftSenderHold(shop.personId, { accountId: shop.accountId, senderId: plain })).toEqual({ kind: "not-held" });
  expect(await liftSenderHold(shop.personId, { accountId: shop.accountId, senderId: own })).toEqual({ kind: "lifted" });
  expect(await holdsOf(shop)).toEqual([STOPPED_REASON, STOPPED_REASON]);
});

test("a sender that comes to a stopped account is held with it", async () => {
  await stopAllSenders(shop.personId, shop.accountId);
  await pool().query(`update sender_gate set hold_reason = null, held_with_account = false where sender_id = $1`, [shop.senderIds[1]]);
  expect(await alignGates(pool(), null)).toBe(1);
  expect(await holdsOf(shop)).toEqual([STOPPED_REASON, STOPPED_REASON]);
});

test("an engine that starts where it was holds nothing", async () => {
  expect(await guardEngine(pool(), { starting: true })).toBeNull();
  expect([...(await holdsOf(shop)), ...(await holdsOf(other))]).toEqual([null, null, null, null]);
});

test("an engine that finds itself elsewhere holds every account once, until each is cleared by its own", async () => {
  await stopAllSenders(shop.personId, shop.accountId);
  await elsewhere();
  expect(await Promise.all([guardEngine(pool(), { starting: true }), guardEngine(pool(), { starting: true })])).toContain("other-database");
  expect(await guardEngine(pool(), { starting: true })).toBeNull();
  const [reason] = await holdsOf(other);
  expect(reason).toContain("restored from a dump");
  expect(await holdsOf(shop)).toEqual([reason, reason]);
  const { rows } = await pool().query(`select count(*)::int as n from audit_event where action = 'engine.held'`);
  expect(rows).toEqual([{ n: 2 }]);

  expect(await letSendersGo(shop.personId, shop.accountId)).toMatchObject({ kind: "let-go" });
  expect(await holdsOf(shop)).toEqual([reason, reason]);
  expect(await stopAllSenders(shop.personId, shop.accountId)).toMatchObject({ kind: "stopped" });
  expect(await clearEngineHold(shop.personId, shop.accountId)).toEqual({ kind: "cleared" });
  expect(await clearEngineHold(shop.personId, shop.accountId)).toEqual({ kind: "not-held" });
  expect(await holdsOf(shop)).toEqual([STOPPED_REASON, STOPPED_REASON]);
  expect(await holdsOf(other)).toEqual([reason, reason]);
});

test("eleven minutes without a worker hold an account that was sending, and neither one at rest nor a simulated one", async () => {
  const away = () => pool().query(`update engine_home set beat_at = app_now() - interval '11 minutes'`);
  const running = () => pool().query(`insert into campaign (account_id, name, state) values ($1, 'Autumn', 'running')`, [shop.accountId]);
  await away();
  expect(await guardEngine(pool(), { starting: true })).toBeNull();
  await pool().query(`update account set simulated = true`);
  await running();
  await away();
  expect(await guardEngine(pool(), { starting: true })).toBeNull();
  await pool().query(`update account set simulated = false`);
  await away();
  expect(await guardEngine(pool(), { starting: false })).toBeNull();
  await away();
  expect(await guardEngine(pool(), { starting: true })).toBe("was-away");
});
