import { randomUUID } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { claimDue } from "./claim-due.ts";
import { expireQueued } from "./close-campaigns.ts";
import { inTransaction, pool } from "./connection.ts";
import { DECISION_PAGE_SIZE, listDecisions } from "./list-decisions.ts";
import { optOut } from "./opt-out.ts";
import { returnUndeparted } from "./reap-attempts.ts";
import { DECISION_DAYS, sweepOldNotes } from "./sweep-old-notes.ts";
import { recordDecisions, type Decision } from "./record-decisions.ts";
import { seedCampaign, type SeededCampaign } from "./testing-campaign.ts";
import { freshDatabase } from "./testing.ts";

let seeded: SeededCampaign;

beforeAll(async () => {
  await freshDatabase();
  seeded = await seedCampaign(pool(), { people: 3, mps: 80 });
});

test("decisions that are alike are one row with a count, others stand apart", async () => {
  const { accountId, senderId } = seeded;
  const slowed: Decision = { accountId, senderId, kind: "slowed", messages: 1, code: 63018, reason: "Meta asked to slow down." };
  const held: Decision = { accountId, senderId, kind: "held", messages: 0, reason: "It went offline." };
  await Promise.all([recordDecisions(pool(), [slowed, slowed, held]), recordDecisions(pool(), [held, slowed])]);
  await recordDecisions(pool(), []);
  const { rows } = await pool().query<{ kind: string; messages: number }>(`select kind, sum(messages)::int as messages, count(*)::int as n from decision group by kind order by kind`);
  expect(rows).toMatchObject([
    { kind: "held", messages: 0 },
    { kind: "slowed", messages: 3 },
  ]);
  // A border of ten seconds between the two statements makes two rows of them, and no more.
  for (const row of rows) expect(row).toHaveProperty("n", expect.toSatisfy((n: number) => n <= 2));
});

test("what goes back, expires or is left out is written with the campaign, sender and person it concerns", async () => {
  const { accountId, campaignId, senderId, contactIds } = await seedCampaign(pool(), { people: 6, mps: 80 });
  const [person] = contactIds;
  const { messages } = await claimDue(pool(), { senderId, claimToken: randomUUID(), worker: "gone", horizonMs: 5_000, batchMax: 3 });
  await pool().query(`update attempt set slot_at = slot_at - interval '1 minute' where account_id = $1`, [accountId]);
  expect(await returnUndeparted(pool())).toBe(messages.length);
  await inTransaction(async (tx) => {
    const { rows } = await tx.query<{ phone: string }>(`select phone from contact where account_id = $1 and id = $2`, [accountId, person]);
    await optOut(tx, { accountId, phone: rows[0]?.phone ?? "", reason: "asked", source: "person" });
  });
  await pool().query(`update campaign set expires_at = app_now() - interval '1 minute' where id = $1`, [campaignId]);
  expect(await expireQueued(pool(), 7)).toBe(5);
  const { decisions } = await listDecisions(pool(), { accountId, campaignId: null, senderId, contactId: null, cursor: null });
  expect(decisions.rows.map(({ kind, messages: count, contactId }) => ({ kind, count, contactId }))).toEqual([
    { kind: "skipped", count: 5, contactId: null },
    { kind: "skipped", count: 1, contactId: person },
    { kind: "given-back", count: messages.length, contactId: null },
  ]);
  expect(decisions.rows.every((row) => row.campaign?.id === campaignId && row.sender?.id === senderId)).toBe(true);
  expect((await listDecisions(pool(), { accountId, campaignId: null, senderId: null, contactId: person ?? null, cursor: null })).decisions.rows).toHaveLength(1);
});

test("pages of decisions follow one another, of this account alone", async () => {
  const { accountId } = await seedCampaign(pool(), { people: 1, mps: 80 });
  await recordDecisions(pool(), Array.from({ length: DECISION_PAGE_SIZE + 3 }, (_, n) => ({ accountId, kind: "held" as const, messages: 0, reason: `Reason ${n}.` })));
  const of = { accountId, campaignId: null, senderId: null, contactId: null };
  const first = await listDecisions(pool(), { ...of, cursor: null });
  expect(first.decisions.rows).toHaveLength(DECISION_PAGE_SIZE);
  const second = await listDecisions(pool(), { ...of, cursor: { direction: "after", key: first.decisions.after ?? "" } });
  expect(second.decisions.rows).toHaveLength(3);
  const back = await listDecisions(pool(), { ...of, cursor: { direction: "before", key: second.decisions.before ?? "" } });
  expect(back.decisions.rows.map(({ id }) => id)).toEqual(first.decisions.rows.map(({ id }) => id));
});

test("what is older than it is kept goes, oldest first, and the rest stays", async () => {
  await pool().query(`delete from decision`);
  const { accountId, campaignId, senderId } = await seedCampaign(pool(), { people: 1, mps: 80 });
  await recordDecisions(pool(), [{ accountId, kind: "held", messages: 0, reason: "Old." }]);
  await pool().query(`update decision set at = at - make_interval(days => $1)`, [DECISION_DAYS + 1]);
  await recordDecisions(pool(), [{ accountId, kind: "held", messages: 0, reason: "New." }]);
  await pool().query(`insert into sender_tally (account_id, campaign_id, sender_id, bucket_at, shard) values ($1, $2, $3, app_now() - interval '2 hours', 1), ($1, $2, $3, app_now(), 1)`, [accountId, campaignId, senderId]);
  await pool().query(`insert into sender_audit (account_id, sender_id, day) select $1, $2, (app_now() at time zone 'UTC')::date - days from unnest($3::int[]) as days`, [accountId, senderId, [1, DECISION_DAYS + 1]]);
  expect(await sweepOldNotes(pool())).toBe(3);
  expect(await sweepOldNotes(pool())).toBe(0);
  expect((await pool().query(`select reason from decision`)).rows).toEqual([{ reason: "New." }]);
});
