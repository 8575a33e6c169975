import { randomUUID } from "node:crypto";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { CLAIM, claimDue, type Claim } from "./claim-due.ts";
import { inTransaction, openEnginePool, pool } from "./connection.ts";
import { optOut } from "./opt-out.ts";
import { listActiveSenders } from "./sender-gates.ts";
import { seedCampaign, type SeededCampaign } from "./testing-campaign.ts";
import { freshDatabase } from "./testing.ts";

let seeded: SeededCampaign;

beforeAll(async () => void (await freshDatabase()));
beforeEach(async () => {
  await pool().query(`truncate account cascade`);
  seeded = await seedCampaign(pool(), { people: 400, mps: 80 });
});

function claimOf(changes: Partial<Claim> = {}): Claim {
  return { senderId: seeded.senderId, claimToken: randomUUID(), worker: "test", horizonMs: 100, batchMax: 50, ...changes };
}

async function countOf(table: "message" | "attempt", where: string): Promise<number> {
  const { rows } = await pool().query<{ n: number }>(`select count(*)::int as n from ${table} where ${where}`);
  return rows[0]?.n ?? 0;
}

async function planOf(prepare: string[]): Promise<string> {
  const client = await pool().connect();
  try {
    await client.query("begin");
    for (const statement of prepare) await client.query(statement);
    const { rows } = await client.query<{ "QUERY PLAN": string }>(`explain (costs off) ${CLAIM}`, [seeded.senderId, randomUUID(), "test", 0.1, 9, 80, 0.4]);
    return rows.map((row) => row["QUERY PLAN"]).join("\n");
  } finally {
    await client.query("rollback");
    client.release();
  }
}

/** The part of the plan that finds the candidates. */
function candidatesOf(plan: string): string {
  return plan.slice(plan.indexOf("CTE due"), plan.indexOf("CTE once"));
}

/** The part of the plan that takes the gate. */
function gateOf(plan: string): string {
  return plan.slice(plan.indexOf("CTE gate"), plan.indexOf("CTE room"));
}

test("one horizon's worth is granted, 1/MPS apart, and written down as open attempts", async () => {
  const { kind, messages, nextSlotInMs } = await claimDue(pool(), claimOf());
  expect(kind).toBe("granted");
  expect(messages).toHaveLength(9);
  const gaps = messages.slice(1).map((message, index) => message.departInMs - (messages[index]?.departInMs ?? 0));
  for (const gap of gaps.slice(1)) expect(gap).toBeCloseTo(12.5, 0);
  // Less what a busy machine took for the rest of the claim.
  expect(nextSlotInMs).toBeLessThanOrEqual(112.5);
  expect(nextSlotInMs).toBeGreaterThan(0);
  expect(await countOf("attempt", "outcome = 'open' and departed_at is null")).toBe(9);
  expect(await countOf("message", "state = 'sending'")).toBe(9);
});

test("a second claim at once gets nothing: the rate has been granted already", async () => {
  await claimDue(pool(), claimOf());
  expect(await claimDue(pool(), claimOf({ horizonMs: 0 }))).toMatchObject({ kind: "ahead", messages: [] });
});

test("a sandbox sender, slower than any horizon, still gets one message at a time", async () => {
  await pool().query(`update sender_gate set mps = 1.0 / 3`);
  expect((await claimDue(pool(), claimOf())).messages).toHaveLength(1);
  expect(await claimDue(pool(), claimOf())).toMatchObject({ kind: "ahead" });
});

test("idle time earns no burst", async () => {
  await pool().query(`update sender_gate set tat = now() - interval '1 hour'`);
  expect((await claimDue(pool(), claimOf({ batchMax: 400 }))).messages).toHaveLength(9);
});

test("while another worker holds the gate, nobody else claims", async () => {
  await inTransaction(async (tx) => {
    await tx.query(`select 1 from sender_gate for update`);
    expect(await claimDue(pool(), claimOf())).toMatchObject({ kind: "busy", messages: [] });
  });
});

test("thirty-two claims at once, as if no worker had a sender to itself, overlap in no slot and share no message", async () => {
  await pool().query(`truncate account cascade`);
  seeded = await seedCampaign(pool(), { people: 2_000, mps: 200 });
  // More than two seconds' worth, however long a busy machine takes for it.
  const taken: string[] = [];
  await Promise.all(
    Array.from({ length: 32 }, async () => {
      while (taken.length < 500) {
        const { messages } = await claimDue(pool(), claimOf());
        taken.push(...messages.map((message) => message.messageId));
      }
    }),
  );
  expect(new Set(taken).size).toBe(taken.length);
  const { rows } = await pool().query<{ worst: number }>(
    `select max(n)::int as worst from (select count(*) over (order by slot_at range between current row and interval '999999 microseconds' following) as n from attempt) as windows`,
  );
  expect(rows[0]?.worst).toBeLessThanOrEqual(200);
});

test("a held sender, a paused campaign, a late and a future message are not claimed", async () => {
  await pool().query(`update sender_gate set hold_reason = 'why'`);
  expect((await claimDue(pool(), claimOf())).kind).toBe("busy");
  await pool().query(`update sender_gate set hold_reason = null`);
  await pool().query(`update campaign set state = 'paused'`);
  expect((await claimDue(pool(), claimOf())).kind).toBe("empty");
  await pool().query(`update campaign set state = 'running'`);
  await pool().query(`update message set due_at = now() + interval '1 minute' where id % 2 = 0`);
  await pool().query(`update message set expires_at = now() - interval '1 second' where id % 2 = 1`);
  expect((await claimDue(pool(), claimOf())).kind).toBe("empty");
});

test.each(["offline", "pending", "draft", "gone"])("nothing is claimed for a sender that is known to be %s, and it is not looked after until it is online again", async (status) => {
  await pool().query(`update sender set status = $1::sender_status, gone_at = case when $1 = 'gone' then now() end`, [status]);
  expect((await claimDue(pool(), claimOf())).kind).toBe("busy");
  expect((await listActiveSenders(pool(), "test")).senders).toEqual([]);
  await pool().query(`update sender set status = 'online', gone_at = null`);
  expect((await listActiveSenders(pool(), "test")).senders).toHaveLength(1);
  expect((await claimDue(pool(), claimOf())).kind).toBe("granted");
});

test("somebody who opted out is passed over, and what was queued for them is suppressed", async () => {
  const { rows } = await pool().query<{ phone: string }>(`select phone from contact where id = $1`, [seeded.contactIds[0]]);
  await inTransaction((tx) => optOut(tx, { accountId: seeded.accountId, phone: rows[0]?.phone ?? "", reason: "asked", source: "person" }));
  const { messages } = await claimDue(pool(), claimOf());
  expect(messages).toHaveLength(9);
  expect(await countOf("message", `contact_id = ${seeded.contactIds[0]} and state = 'suppressed' and suppression = 'opted_out'`)).toBe(1);
});

test.each(["opted_out_at", "erased_at"])("a person with a time of %s is never claimed, even with a message that was left in the queue", async (column) => {
  await pool().query(`update contact set ${column} = now() where id = $1`, [seeded.contactIds[0]]);
  const { messages } = await claimDue(pool(), claimOf());
  const { rows } = await pool().query<{ id: string }>(`select id::text from message where contact_id = $1`, [seeded.contactIds[0]]);
  expect(messages.map((message) => message.messageId)).not.toContain(rows[0]?.id);
});

test("a message that somebody else is taking out of the queue is passed over without waiting", async () => {
  const { rows } = await pool().query<{ id: string }>(`select id::text from message order by id limit 1`);
  await inTransaction(async (tx) => {
    await tx.query(`update message set state = 'cancelled' where id = $1`, [rows[0]?.id]);
    const { messages } = await claimDue(pool(), claimOf());
    expect(messages).toHaveLength(9);
    expect(messages.map((message) => message.messageId)).not.toContain(rows[0]?.id);
  });
});

test("an opt-out under way keeps its person out of a claim that comes meanwhile", async () => {
  await inTransaction(async (tx) => {
    await tx.query(`update contact set opted_out_at = now() where id = $1`, [seeded.contactIds[0]]);
    await claimDue(pool(), claimOf());
  });
  expect(await countOf("message", `contact_id = ${seeded.contactIds[0]} and state = 'sending'`)).toBe(0);
});

test("a message that came back to the queue behind the cursor is found again", async () => {
  const { messages } = await claimDue(pool(), claimOf());
  await pool().query(`update attempt set outcome = 'not_sent'`);
  await pool().query(`update message set state = 'queued' where state = 'sending'`);
  await pool().query(`update sender_gate set tat = '-infinity'`);
  expect((await claimDue(pool(), claimOf({ batchMax: 1 }))).messages[0]?.messageId).not.toBe(messages[0]?.messageId);
  await pool().query(`update campaign_sender set cursor_at = now() - interval '11 seconds'`);
  await pool().query(`update sender_gate set tat = '-infinity'`);
  const again = await claimDue(pool(), claimOf());
  expect(again.messages.map((message) => message.messageId)).toEqual(messages.map((message) => message.messageId));
  expect(again.messages.every((message) => message.n === 2)).toBe(true);
});

test("a second live attempt of one message cannot be written, whatever the code does", async () => {
  const { messages } = await claimDue(pool(), claimOf());
  const [first] = messages;
  const insert = `insert into attempt (account_id, message_id, n, claim_token, worker, slot_at) values ($1, $2, 2, $3, 'rogue', now())`;
  await expect(pool().query(insert, [first?.accountId, first?.messageId, randomUUID()])).rejects.toThrow("attempt_live_key");
});

test("the candidates come from a limited index scan in index order, with no sort", async () => {
  const candidates = candidatesOf(await planOf([]));
  expect(candidates).toMatch(/Limit[\s\S]*LockRows[\s\S]*Nested Loop[\s\S]*Index Scan using message_claim_idx/);
  expect(candidates).not.toContain("Sort");
});

test("a plan that the engine made while everything was empty still serves a full queue by its index", async () => {
  await pool().query(`truncate account cascade`);
  const engine = openEnginePool();
  const client = await engine.connect();
  try {
    for (let round = 0; round < 8; round += 1) await claimDue(client, claimOf());
    seeded = await seedCampaign(pool(), { people: 20_000, mps: 80 });
    const values = `('${seeded.senderId}', '${randomUUID()}', 'test', 0.1, 9, 80, 0.4)`;
    const { rows } = await client.query<{ "QUERY PLAN": string }>(`explain (costs off) execute "claim-due"${values}`);
    const plan = rows.map((row) => row["QUERY PLAN"]).join("\n");
    const candidates = candidatesOf(plan);
    expect(candidates).toMatch(/Limit[\s\S]*LockRows[\s\S]*Nested Loop[\s\S]*Index Scan using message_claim_idx/);
    expect(candidates).not.toMatch(/Sort|Seq Scan/);
    // By index, and no more than the senders of one account are read for it.
    expect(gateOf(plan)).toMatch(/LockRows\s+->\s+Index Scan using sender_gate_pkey/);
    expect(gateOf(plan)).toMatch(/Index (Only )?Scan using sender_\w+ on sender s\w*\s+Index Cond: \(?\(account_id = /);
    expect(gateOf(plan)).not.toMatch(/Join|Nested Loop|Seq Scan|Sort/);
  } finally {
    client.release();
    await engine.end();
  }
});

test.each([
  ["no statistics at all", [`delete from pg_statistic where starelid in ('message'::regclass, 'contact'::regclass)`]],
  ["no nested loops by choice", ["set local enable_nestloop = off"]],
  ["no hash joins", ["set local enable_hashjoin = off"]],
  ["no merge joins", ["set local enable_mergejoin = off"]],
  ["no materialisation", ["set local enable_material = off", "set local enable_memoize = off"]],
  ["a generic plan", ["set local plan_cache_mode = force_generic_plan"]],
])("with %s never more than the limit is claimed", async (_name, prepare) => {
  await inTransaction(async (tx) => {
    for (const statement of prepare) await tx.query(statement);
    const { messages } = await claimDue(tx, claimOf({ batchMax: 5 }));
    expect(messages).toHaveLength(5);
    const { rows } = await tx.query<{ n: number }>(`select count(*)::int as n from message where state = 'sending'`);
    expect(rows[0]?.n).toBe(5);
  });
});

test("a long look for what is due costs no slot: they are counted from the moment that it is found", async () => {
  await pool().query(`insert into contact (account_id, phone, opted_out_at) select $1, '+4930232' || (100000 + n), now() from generate_series(1, 40000) as n`, [seeded.accountId]);
  await pool().query("analyze contact");
  // First in the queue of a campaign that runs, and to nobody who wants it: each is looked at and passed by.
  await pool().query(
    `insert into message (account_id, campaign_id, contact_id, sender_id, due_at, expires_at)
     select $1, c.id, r.id, $2, now() - interval '1 hour', now() + interval '1 day' from campaign c, contact r where r.phone like '+4930232%'`,
    [seeded.accountId, seeded.senderId],
  );
  const startedMs = performance.now();
  const { messages } = await claimDue(pool(), claimOf());
  const tookMs = performance.now() - startedMs;
  const { rows } = await pool().query<{ lateMs: number }>(`select extract(epoch from app_now() - min(slot_at))::float8 * 1000 as "lateMs" from attempt`);
  expect(messages.length).toBeGreaterThan(0);
  expect((rows[0]?.lateMs ?? Infinity) - (performance.now() - startedMs - tookMs)).toBeLessThan(tookMs / 2);
});

test("a rate that is raised counts at once, however far ahead a slower one left the next slot", async () => {
  await pool().query(`update sender_gate set mps = 0.001`);
  expect((await claimDue(pool(), claimOf())).messages).toHaveLength(1);
  expect((await claimDue(pool(), claimOf())).nextSlotInMs).toBeGreaterThan(900_000);
  await pool().query(`update sender_gate set mps = 80`);
  expect((await claimDue(pool(), claimOf())).nextSlotInMs).toBeLessThan(200);
});
