import { randomUUID } from "node:crypto";
import { beforeAll, beforeEach, expect, test, vi } from "vitest";
import { claimDue, type ClaimedMessage } from "#lib/db/claim-due.ts";
import { openEnginePool, pool, type Queryable } from "#lib/db/connection.ts";
import { markDeparted } from "#lib/db/mark-departed.ts";
import { seedCampaign } from "#lib/db/testing-campaign.ts";
import { freshDatabase } from "#lib/db/testing.ts";
import { ALIKE_MAX } from "#lib/domain/refusal-row.ts";
import type { Departed } from "./departures.ts";
import type { DrainWorld } from "./drain-world.ts";
import { Settlements, settlementOf } from "./settlements.ts";

const OPTED_OUT: Departed = { kind: "rejected", code: 21610, reaction: { kind: "drop-recipient", suppress: "all" }, reason: "why" };
let claimed: ClaimedMessage[];

beforeAll(async () => void (await freshDatabase()));
beforeEach(async () => {
  await pool().query(`truncate account cascade`);
  const { senderId } = await seedCampaign(pool(), { people: 4, mps: 80 });
  claimed = (await claimDue(pool(), { senderId, claimToken: randomUUID(), worker: "test", horizonMs: 100, batchMax: 4 })).messages;
  await markDeparted(pool(), claimed);
});

function worldOn(db: Queryable, said: string[] = []): DrainWorld {
  return { worker: "test", shard: 5, db, monotonicMs: () => performance.now(), departureLog: null, roomOf: () => 250, send: async () => ({ kind: "not_sent", reason: "" }), say: (event) => void said.push(event) };
}

async function outcomes(): Promise<string[]> {
  const { rows } = await pool().query<{ outcome: string }>(`select outcome from attempt order by message_id`);
  return rows.map((row) => row.outcome);
}

test("one answer that the database refuses costs the others of its group nothing", async () => {
  const settlements = new Settlements(worldOn(pool()));
  const sid = (index: number) => `SM${String(index === 1 ? 0 : index).padStart(32, "0")}`;
  claimed.forEach((message, index) => settlements.take(message, { kind: "accepted", messageSid: sid(index) }));
  await settlements.settled();
  expect((await outcomes()).toSorted()).toEqual(["accepted", "accepted", "accepted", "open"]);
});

test("a database that cannot answer for a moment costs no settlement", async () => {
  const said: string[] = [];
  await pool().query(`alter table attempt rename to attempt_away`);
  const settlements = new Settlements(worldOn(pool(), said));
  settlements.take(claimed[0] ?? fail(), { kind: "accepted", messageSid: `SM${"9".repeat(32)}` });
  await vi.waitFor(() => expect(said).toContain("settlement failed, trying again"), 5_000);
  await pool().query(`alter table attempt_away rename to attempt`);
  await settlements.settled();
  expect((await outcomes())[0]).toBe("accepted");
});

test("what Twilio has no room for waits longer each time", () => {
  const message = claimed[0] ?? fail();
  const waits = [1, 2, 3].map((n) => settlementOf({ ...message, n, messageId: "150" }, { kind: "throttled", code: 20429, retryAfterMs: 2_000 }).retryInMs);
  expect(waits).toEqual([2_000, 4_000, 8_000]);
});

function fail(): never {
  throw new Error("Nothing was claimed.");
}

test("each outcome is written down as what it proves", () => {
  const message = claimed[0] ?? fail();
  expect(settlementOf(message, { kind: "ambiguous", reason: "why" })).toMatchObject({ outcome: "ambiguous", detail: "why" });
  expect(settlementOf(message, { kind: "turned_away", status: 403 })).toMatchObject({ outcome: "ambiguous", detail: expect.stringContaining("(403)") });
  expect(settlementOf(message, { kind: "rejected", code: 21211, reaction: { kind: "none" }, reason: "why" })).toMatchObject({ outcome: "rejected", errorCode: 21211 });
  for (const outcome of [
    { kind: "throttled", code: 20429, retryAfterMs: 2_000 } as const,
    { kind: "rejected", code: 20003, reaction: { kind: "stop-account" }, reason: "why" } as const,
    { kind: "rejected", code: 63007, reaction: { kind: "stop-sender" }, reason: "why" } as const,
    { kind: "rejected", code: 63041, reaction: { kind: "hold-template" }, reason: "why" } as const,
    { kind: "not_sent", reason: "why" } as const,
    { kind: "returned", reason: "why" } as const,
  ]) {
    expect(settlementOf(message, outcome)).toMatchObject({ outcome: "not_sent", messageSid: null });
  }
});

test("a refusal of the sender holds it, sends its messages back, and burns nobody", async () => {
  const settlements = new Settlements(worldOn(pool()));
  for (const message of claimed) settlements.take(message, { kind: "rejected", code: 63007, reaction: { kind: "stop-sender" }, reason: "why" });
  await settlements.settled();
  const { rows } = await pool().query(`select (select hold_reason from sender_gate) as hold, array_agg(distinct state::text) as states from message`);
  expect(rows[0]).toMatchObject({ states: ["queued"], hold: expect.stringContaining("(63007)") });
  expect(settlements.totals.rejected).toBe(0);
});

test("a paused template holds its campaign, and its messages wait", async () => {
  const settlements = new Settlements(worldOn(pool()));
  settlements.take(claimed[0] ?? fail(), { kind: "rejected", code: 63041, reaction: { kind: "hold-template" }, reason: "why" });
  await settlements.settled();
  const { rows } = await pool().query(`select c.state::text, (select count(*)::int from message m where m.state = 'rejected') as rejected from campaign c`);
  expect(rows).toEqual([{ state: "held", rejected: 0 }]);
});

test("what a proxy refuses is never sent again by itself, and when it refuses everything, the sender stops with a sentence about it", async () => {
  const settlements = new Settlements(worldOn(pool()));
  for (let index = 0; index < ALIKE_MAX; index += 1) settlements.take(claimed[index % claimed.length] ?? fail(), { kind: "turned_away", status: 403 });
  await settlements.settled();
  const { rows } = await pool().query(`select (select hold_reason from sender_gate) as hold, array_agg(distinct state::text) as states from message`);
  expect(rows[0]).toEqual({ states: ["unknown"], hold: expect.stringContaining("refuses our requests (403)") });
});

test("an opt-out that Twilio reports is not lost when the database fails just then", async () => {
  const said: string[] = [];
  await pool().query(`alter table suppression rename to suppression_away`);
  const settlements = new Settlements(worldOn(pool(), said));
  settlements.take(claimed[0] ?? fail(), OPTED_OUT);
  await vi.waitFor(() => expect(said).toContain("reaction failed, trying again"), 5_000);
  expect((await outcomes())[0]).toBe("rejected");
  await pool().query(`alter table suppression_away rename to suppression`);
  await settlements.settled();
  const { rows } = await pool().query(`select reason from suppression s join contact r on r.id = s.contact_id where r.opted_out_at is not null`);
  expect(rows).toEqual([{ reason: "twilio-21610" }]);
});

test("a reaction comes after its settlement is written down, and over the drain's own connections", async () => {
  const engine = openEnginePool();
  await pool().query(`create table applied_to as select id, state from message where false`);
  await pool().query(`create function note_state() returns trigger language plpgsql as $$ begin insert into applied_to select m.id, m.state from message m where m.contact_id = new.contact_id; return new; end $$`);
  await pool().query(`create trigger note_state before insert on suppression for each row execute function note_state()`);
  const everyday = vi.spyOn(pool(), "connect");
  const settlements = new Settlements(worldOn(engine));
  settlements.take(claimed[0] ?? fail(), OPTED_OUT);
  await settlements.settled();
  await engine.end();
  expect(everyday).not.toHaveBeenCalled();
  everyday.mockRestore();
  expect((await pool().query(`select state::text from applied_to`)).rows).toEqual([{ state: "rejected" }]);
  await pool().query(`drop trigger note_state on suppression; drop function note_state; drop table applied_to`);
});

test("a reaction that the database refuses for good is said to be given up", async () => {
  const said: string[] = [];
  await pool().query(`alter table suppression add constraint nobody check (reason <> 'twilio-21610')`);
  const settlements = new Settlements(worldOn(pool(), said));
  settlements.take(claimed[0] ?? fail(), OPTED_OUT);
  await settlements.settled();
  await pool().query(`alter table suppression drop constraint nobody`);
  expect(said).toEqual(["reaction given up"]);
  expect((await outcomes())[0]).toBe("rejected");
});
