import { beforeAll, beforeEach, expect, test } from "vitest";
import { resumeCampaign } from "#lib/commands/resume-campaign.ts";
import { pool } from "#lib/db/connection.ts";
import type { StatusEvent } from "#lib/db/record-status-events.ts";
import { seedCampaign, type SeededCampaign } from "#lib/db/testing-campaign.ts";
import { freshDatabase } from "#lib/db/testing.ts";
import { STORM_FAILED_MIN } from "#lib/domain/circuit.ts";
import { RefusalCounts } from "#lib/domain/refusal-counts.ts";
import { type EventRecorder, recordEvents } from "./record-events.ts";

/** A code that the catalogue does not have. */
const UNHEARD_OF = 63_999;
const NOT_ON_WHATSAPP = 63_003;
let seeded: SeededCampaign;
let recorder: EventRecorder;
let departed: string[];

beforeAll(async () => void (await freshDatabase()));
beforeEach(async () => {
  await pool().query(`truncate account, person, audit_event cascade`);
  seeded = await seedCampaign(pool(), { people: 120, mps: 80 });
  recorder = { db: pool(), shard: 7, refusals: new RefusalCounts(), say: () => undefined };
  const { rows } = await pool().query<{ id: string }>(
    `with taken as (update message set state = 'accepted' where account_id = $1 returning id)
     insert into attempt (account_id, message_id, n, claim_token, worker, slot_at, departed_at, outcome) select $1, id, 1, gen_random_uuid(), 'test', now(), now(), 'accepted' from taken returning message_id as id`,
    [seeded.accountId],
  );
  departed = rows.map(({ id }) => id);
});

/** Reports on the next so many messages, in one group. */
function report(count: number, delivery: StatusEvent["delivery"], errorCode: number | null = null): Promise<void> {
  const told = departed.splice(0, count).map((messageId) => ({ accountId: seeded.accountId, messageId, n: 1, messageSid: `SM${messageId.padStart(32, "0")}`, delivery, errorCode, body: {} }));
  return recordEvents(recorder, told);
}

async function stateNow(): Promise<{ state: string; held: string | null }> {
  const { rows } = await pool().query<{ state: string; held: string | null }>(`select state, (select reason from decision where kind = 'held' order by id desc limit 1) as held from campaign where id = $1`, [seeded.campaignId]);
  return rows[0] ?? { state: "gone", held: null };
}

test("a code that nobody knows holds the campaign with the twentieth failure, names the code, and says so once", async () => {
  await report(STORM_FAILED_MIN - 1, "failed", UNHEARD_OF);
  expect(await stateNow()).toEqual({ state: "running", held: null });
  await report(1, "undelivered", UNHEARD_OF);
  expect(await stateNow()).toEqual({ state: "held", held: expect.stringMatching(/20 messages failed and 0 arrived.*\(63999\)$/) });
  await report(1, "failed", UNHEARD_OF);
  const { rows } = await pool().query(`select action, detail->>'code' as code from audit_event`);
  expect(rows).toEqual([{ action: "campaign.held", code: String(UNHEARD_OF) }]);
});

test("copies count once, and neither what arrives nor a person's own fault opens the circuit", async () => {
  const again = departed.slice(0, 10);
  await report(10, "failed", UNHEARD_OF);
  departed.unshift(...again);
  await report(10, "failed", UNHEARD_OF);
  await report(40, "failed", NOT_ON_WHATSAPP);
  expect((await stateNow()).state).toBe("running");
  await report(30, "delivered");
  await report(30, "failed", UNHEARD_OF);
  expect((await stateNow()).state).toBe("held");
});

test("who got it counts once, also when it is read afterwards", async () => {
  const again = departed.slice(0, 15);
  await report(15, "delivered");
  departed.unshift(...again);
  await report(15, "read");
  await report(20, "failed", UNHEARD_OF);
  expect(await stateNow()).toEqual({ state: "held", held: expect.stringContaining("20 messages failed and 15 arrived") });
});

test("after a person has let it go on, what was before does not count", async () => {
  await report(20, "failed", UNHEARD_OF);
  const { rows } = await pool().query<{ id: string }>(`insert into person (email, name, password_hash) values ('ana@example.test', 'Ana', 'none') returning id`);
  await resumeCampaign(rows[0]?.id ?? "", { accountId: seeded.accountId, campaignId: seeded.campaignId });
  await pool().query(`update audit_event set at = at + interval '10 seconds' where action = 'campaign.resumed'`);
  await report(19, "failed", UNHEARD_OF);
  expect((await stateNow()).state).toBe("running");
});

test("one sender of two that fails is held alone, and the campaign goes on", async () => {
  const { rows } = await pool().query<{ id: string }>(
    `with s as (insert into sender (account_id, phone, name, status) values ($1, '+4930230012399', 'Second', 'online') returning id, account_id),
          g as (insert into sender_gate (sender_id, account_id, mps) select id, account_id, 80 from s) select id from s`,
    [seeded.accountId],
  );
  const second = rows[0]?.id ?? "";
  await pool().query(`update message set sender_id = $1 where id = any($2::bigint[])`, [second, departed.slice(0, 30)]);
  const failing = departed.splice(0, 30);
  await report(40, "delivered");
  departed.unshift(...failing);
  await report(25, "failed", UNHEARD_OF);
  expect((await stateNow()).state).toBe("running");
  const gates = await pool().query<{ id: string; held: boolean }>(`select sender_id as id, hold_reason is not null as held from sender_gate where account_id = $1 order by 2`, [seeded.accountId]);
  expect(gates.rows).toEqual([{ id: seeded.senderId, held: false }, { id: second, held: true }]);
});
