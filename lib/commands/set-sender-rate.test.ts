import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { disconnect, inTransaction, pool } from "#lib/db/connection.ts";
import { freshDatabase } from "#lib/db/testing.ts";
import { addSender, seedCast, type Cast } from "#lib/db/testing-cast.ts";
import { SANDBOX_MPS_MAX } from "#lib/domain/sender-rate.ts";
import { setSenderRate } from "./set-sender-rate.ts";

let cast: Cast;
let live: string;
let sandbox: string;

beforeAll(async () => {
  await freshDatabase();
  cast = await seedCast("none");
  live = await addSender(cast.accounts.live, { phone: "+493023001001", mps: 80 });
  sandbox = await addSender(cast.accounts.sandbox, { phone: "+14155238886", mps: SANDBOX_MPS_MAX });
});
afterAll(disconnect);
beforeEach(() => pool().query("update sender_gate set mps = case when sender_id = $1 then 80 else $2::float8 end", [live, SANDBOX_MPS_MAX]));

const order = (account: keyof Cast["accounts"], senderId: string, mps: number) => setSenderRate({ accountId: cast.accounts[account], actorId: cast.people.ana, senderId, mps });
const rateOf = async (senderId: string) => (await pool().query<{ mps: number }>("select mps from sender_gate where sender_id = $1", [senderId])).rows[0]?.mps;
const audits = async () => (await pool().query<{ n: number }>("select count(*)::int as n from audit_event")).rows[0]?.n;

test("a rate is set where the claim reads it, with one audit row of before and after", async () => {
  expect(await order("live", live, 120.5)).toEqual({ kind: "set", before: 80, after: 120.5 });
  expect(await rateOf(live)).toBe(120.5);
  const { rows } = await pool().query("select account_id, actor_id, action, subject_id, detail from audit_event");
  expect(rows).toEqual([{ account_id: cast.accounts.live, actor_id: cast.people.ana, action: "sender.rate-set", subject_id: live, detail: { before: 80, after: 120.5 } }]);
});

test("what is refused changes nothing and leaves no audit", async () => {
  const before = await audits();
  expect(await order("live", live, 400.5)).toEqual({ kind: "above-text-limit" });
  expect(await order("live", live, 0)).toEqual({ kind: "not-a-rate" });
  expect(await order("live", live, Number.NaN)).toEqual({ kind: "not-a-rate" });
  expect(await order("sandbox", sandbox, 1)).toEqual({ kind: "above-sandbox-limit" });
  expect(await order("live", live, 80)).toEqual({ kind: "unchanged" });
  expect([await rateOf(live), await rateOf(sandbox), await audits()]).toEqual([80, SANDBOX_MPS_MAX, before]);
});

test("an account cannot set the rate of another one's sender", async () => {
  expect(await order("sandbox", live, 0.1)).toEqual({ kind: "no-such-sender" });
  expect(await order("foreign", live, 10)).toEqual({ kind: "no-such-sender" });
  expect(await rateOf(live)).toBe(80);
});

test("a rate set while another one is being set waits for it, and its audit tells what it really changed", async () => {
  let second: Promise<unknown> = Promise.resolve();
  await inTransaction(async (tx) => {
    await tx.query("update sender_gate set mps = 150 where sender_id = $1", [live]);
    second = order("live", live, 200);
    await somebodyWaits();
  });
  expect(await second).toEqual({ kind: "set", before: 150, after: 200 });
  expect(await rateOf(live)).toBe(200);
});

test("of two who saw the same rate, the second is told what the first has set, and changes nothing", async () => {
  const seen = { accountId: cast.accounts.live, actorId: cast.people.ana, senderId: live, seen: 80 };
  const results = await Promise.all([120, 160].map((mps) => setSenderRate({ ...seen, mps })));
  const [set] = results.filter((result) => result.kind === "set");
  expect(results).toContainEqual({ kind: "changed-since", now: set?.after });
  expect(await rateOf(live)).toBe(set?.after);
});

test("the senders of an account are never set to more than it can take, by two at once either; slower is always allowed", async () => {
  const more = await Promise.all(["2", "3", "4", "5"].map((n) => addSender(cast.accounts.live, { phone: `+49302300100${n}`, mps: 400 })));
  // Four at 400 leave 300 of 1,900.
  expect(await order("live", live, 301)).toEqual({ kind: "above-account-limit", left: 300 });
  await order("live", more[0] ?? "", 80);
  const both = await Promise.all([order("live", live, 390), order("live", more[0] ?? "", 390)]);
  expect(both.map((result) => result.kind).sort()).toEqual(["above-account-limit", "set"]);
  await pool().query("update sender_gate set mps = 400");
  expect(await order("live", live, 399)).toMatchObject({ kind: "set" });
  expect(await order("live", live, 400)).toEqual({ kind: "above-account-limit", left: 300 });
  await pool().query("update sender set status = 'gone', gone_at = now() where id = any($1)", [more]);
  expect(await order("live", live, 400)).toMatchObject({ kind: "set" });
});

/** Resolves when a connection to this database waits for a lock. */
async function somebodyWaits(): Promise<void> {
  await vi.waitFor(async () => {
    const { rows } = await pool().query("select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'");
    expect(rows).toHaveLength(1);
  });
}
