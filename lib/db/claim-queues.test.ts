/** A claim over several campaigns, kinds of content and workers. */
import { randomUUID } from "node:crypto";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { claimDue, type Claim } from "./claim-due.ts";
import { openEnginePool, pool } from "./connection.ts";
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

test("a sender that rests is left alone until its time is over", async () => {
  await pool().query(`update sender_gate set paused_until = app_now() + interval '1 minute'`);
  expect((await claimDue(pool(), claimOf())).kind).toBe("busy");
  await pool().query(`update sender_gate set paused_until = app_now() - interval '1 second'`);
  expect((await claimDue(pool(), claimOf())).kind).toBe("granted");
});

test("the worker that claimed last keeps its sender, and another takes over when it has been silent", async () => {
  expect((await claimDue(pool(), claimOf({ worker: "one" }))).kind).toBe("granted");
  expect((await claimDue(pool(), claimOf({ worker: "two", horizonMs: 1_000 }))).kind).toBe("busy");
  expect((await claimDue(pool(), claimOf({ worker: "one", horizonMs: 1_000 }))).kind).toBe("granted");
  await pool().query(`update sender_gate set served_until = app_now() - interval '1 millisecond'`);
  expect((await claimDue(pool(), claimOf({ worker: "two", horizonMs: 2_000 }))).kind).toBe("granted");
  expect((await claimDue(pool(), claimOf({ worker: "one", horizonMs: 3_000 }))).kind).toBe("busy");
});

test("nothing behind the last message that may go for now is claimed", async () => {
  const { rows } = await pool().query<{ id: string }>(`select m.id::text as id from message m order by m.id limit 1 offset 2`);
  await pool().query(`update campaign_sender set (claim_through, claim_through_due) = (select id, due_at from message where id = $1)`, [rows[0]?.id]);
  expect((await claimDue(pool(), claimOf())).messages).toHaveLength(3);
  expect((await claimDue(pool(), claimOf({ horizonMs: 1_000 }))).kind).toBe("empty");
  await pool().query(`update campaign_sender set claim_through = null, claim_through_due = null`);
  expect((await claimDue(pool(), claimOf({ horizonMs: 1_000 }))).kind).toBe("granted");
});

/** A second running campaign of the same sender, to so many of the same people. */
async function secondCampaign(people: number, changes: { hasMedia?: boolean; state?: string } = {}): Promise<void> {
  await pool().query(
    `
    with c as (
      insert into campaign (account_id, name, state, template_id, launched_at, expires_at, has_media)
      select account_id, 'Second', $2::campaign_state, template_id, now(), now() + interval '1 day', $3 from campaign where id = $4 returning account_id, id
    ),
    cs as (insert into campaign_sender (account_id, campaign_id, sender_id) select account_id, id, $5 from c)
    insert into message (account_id, campaign_id, contact_id, sender_id, due_at, expires_at)
    select c.account_id, c.id, r.id, $5, now() - interval '1 hour', now() + interval '1 day' from c, (select id from contact order by id limit $1) as r
    `,
    [people, changes.state ?? "running", changes.hasMedia ?? false, seeded.campaignId, seeded.senderId],
  );
}

test("of two campaigns on one sender a claim takes no more in all than it may", async () => {
  await pool().query(`insert into contact (account_id, phone) select $1, '+4930233' || (100000 + n) from generate_series(1, 40) as n`, [seeded.accountId]);
  // To other people, so that nobody is passed over for having a message of the first.
  await secondCampaign(40);
  await pool().query(`update message set contact_id = contact_id + 400 where campaign_id <> $1`, [seeded.campaignId]);
  const { messages } = await claimDue(pool(), claimOf({ horizonMs: 10_000, batchMax: 6 }));
  expect(messages).toHaveLength(6);
  expect((await pool().query(`select 1 from attempt`)).rowCount).toBe(6);
  expect((await pool().query(`select 1 from message where state = 'sending'`)).rowCount).toBe(6);
});

test("two campaigns never have a message to one person under way at once", async () => {
  await secondCampaign(5);
  const { messages } = await claimDue(pool(), claimOf({ horizonMs: 10_000, batchMax: 500 }));
  const to = messages.map((message) => message.to);
  expect(new Set(to).size).toBe(to.length);
  expect(messages.filter((message) => message.campaignId !== seeded.campaignId)).toHaveLength(5);
  expect(messages).toHaveLength(400);
  await pool().query(`update sender_gate set tat = '-infinity'`);
  expect((await claimDue(pool(), claimOf())).kind).toBe("empty");
});

test.each([
  ["in doubt", "ambiguous", 395],
  ["that nobody will tell of any more", "unconfirmed", 400],
])("a person with a message %s is waited for, as long as somebody looks", async (_name, outcome, claimed) => {
  await secondCampaign(5);
  await claimDue(pool(), claimOf({ batchMax: 5 }));
  await pool().query(`update attempt set outcome = $1::attempt_outcome, departed_at = now(), settled_at = now()`, [outcome]);
  await pool().query(`update message set state = 'unknown' where state = 'sending'`);
  await pool().query(`update sender_gate set tat = '-infinity'`);
  const { messages } = await claimDue(pool(), claimOf({ horizonMs: 10_000, batchMax: 500 }));
  expect(messages).toHaveLength(claimed);
});

test.each([
  ["is paused", "paused", ""],
  ["has ended and is not cleared away yet", "running", "expires_at = now() - interval '1 second'"],
  ["has ended with its retries", "running", "expires_at = now() - interval '2 days', retry_until = now() - interval '1 second'"],
])("a large campaign that %s costs the others nothing", async (_name, state, ended) => {
  await pool().query(`insert into contact (account_id, phone) select $1, '+4930232' || (100000 + n) from generate_series(1, 60000) as n`, [seeded.accountId]);
  await secondCampaign(60_000, { state });
  if (ended) {
    await pool().query(`update campaign set ${ended} where id <> $1`, [seeded.campaignId]);
    await pool().query(`update message set expires_at = now() - interval '1 second' where campaign_id <> $1`, [seeded.campaignId]);
  }
  await pool().query("vacuum analyze message");
  const engine = openEnginePool();
  try {
    await claimDue(engine, claimOf());
    await pool().query(`update sender_gate set tat = '-infinity'`);
    const values = `('${seeded.senderId}', '${randomUUID()}', 'test', 0.1, 9, 80, 0.4)`;
    const { rows } = await engine.query<{ "QUERY PLAN": string }>(`explain (analyze, buffers, costs off, timing off, summary off) execute "claim-due"${values}`);
    const read = rows.map((row) => /Buffers: shared hit=(\d+)/.exec(row["QUERY PLAN"])?.[1] ?? "0").map(Number);
    expect(Math.max(...read)).toBeGreaterThan(10);
    expect(Math.max(...read)).toBeLessThan(3_000);
  } finally {
    await engine.end();
  }
});

test("what goes again is claimed after the end of its campaign, until its own", async () => {
  await pool().query(`update campaign set expires_at = now() - interval '1 second', retry_until = now() + interval '1 hour'`);
  await pool().query(`update message set expires_at = now() - interval '1 second' where id not in (select id from message order by id desc limit 2)`);
  expect((await claimDue(pool(), claimOf())).messages).toHaveLength(2);
});

test("media and text go in turn: neither waits for the end of the other, and media keeps below its own rate", async () => {
  await pool().query(`update sender_gate set mps = 400`);
  await secondCampaign(300, { hasMedia: true });
  const slots: { hasMedia: boolean; atMs: number }[] = [];
  for (let round = 0; round < 4; round += 1) {
    const { rows } = await pool().query<{ n: string }>(`select extract(epoch from app_now())::text as n`);
    const { messages } = await claimDue(pool(), claimOf({ horizonMs: 100 + round * 100, batchMax: 50 }));
    slots.push(...messages.map(({ hasMedia, departInMs }) => ({ hasMedia, atMs: Number(rows[0]?.n) * 1000 + departInMs })));
  }
  const media = slots.filter((slot) => slot.hasMedia).map((slot) => slot.atMs);
  const text = slots.length - media.length;
  const spanMs = Math.max(...slots.map((slot) => slot.atMs)) - Math.min(...slots.map((slot) => slot.atMs));
  expect(media.length).toBeGreaterThan((spanMs * 80 * 0.6) / 1000);
  expect(media.length).toBeLessThan((spanMs * 80) / 1000 + 4);
  expect(text).toBeGreaterThan(3 * media.length);
});

test("at a rate that media may have too, both kinds get half of it", async () => {
  await secondCampaign(200, { hasMedia: true });
  const { messages } = await claimDue(pool(), claimOf({ horizonMs: 1_000, batchMax: 81 }));
  expect(messages.filter((message) => message.hasMedia).length).toBeGreaterThan(35);
  expect(messages.filter((message) => !message.hasMedia).length).toBeGreaterThan(35);
});
