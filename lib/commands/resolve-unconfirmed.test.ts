import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { claimDue } from "#lib/db/claim-due.ts";
import { completeSent } from "#lib/db/close-campaigns.ts";
import { disconnect, inTransaction, pool } from "#lib/db/connection.ts";
import { listUnresolved, listUnresolvedCampaigns, UNRESOLVED_PAGE_SIZE } from "#lib/db/list-unresolved.ts";
import { markDeparted } from "#lib/db/mark-departed.ts";
import { optOut } from "#lib/db/opt-out.ts";
import { recordStatusEvents } from "#lib/db/record-status-events.ts";
import { releaseUnconfirmed, type AttemptRef } from "#lib/db/resolve-unconfirmed.ts";
import { settleAttempts } from "#lib/db/settle-attempts.ts";
import { seedCampaign, type SeededCampaign } from "#lib/db/testing-campaign.ts";
import { freshDatabase } from "#lib/db/testing.ts";
import { assumeSent } from "./assume-sent.ts";
import { retryUnconfirmed } from "./retry-unconfirmed.ts";
import { setRetryUnconfirmed } from "./set-retry-unconfirmed.ts";

const ANA = randomUUID();
let seeded: SeededCampaign;
let attempts: AttemptRef[];

beforeAll(async () => void (await freshDatabase()));
beforeEach(async () => {
  await pool().query(`truncate account, audit_event cascade`);
  seeded = await seedCampaign(pool(), { people: 3, mps: 400 });
  attempts = await loseAnswers();
  await pool().query(`update attempt set outcome = 'unconfirmed', looks = 3, look_negatives = 3, look_finding = 'none'`);
});
afterAll(disconnect);

/** Claims whatever is queued, and loses every answer. */
async function loseAnswers(): Promise<AttemptRef[]> {
  const { messages } = await claimDue(pool(), { senderId: seeded.senderId, claimToken: randomUUID(), worker: "test", horizonMs: 1000, batchMax: 100 });
  await markDeparted(pool(), messages);
  await settleAttempts(pool(), messages.map(({ accountId, messageId, n, claimToken }) => ({ accountId, messageId, n, claimToken, outcome: "ambiguous", messageSid: null, errorCode: null, detail: null, retryInMs: 0 })), 1);
  await completeSent(pool());
  return messages.map(({ messageId, n }) => ({ messageId, n }));
}

const chosen = (which: AttemptRef[] = attempts) => ({ accountId: seeded.accountId, attempts: which });
const first = () => attempts.slice(0, 1);
const audited = async () => (await pool().query<{ action: string; n: number }>(`select action, count(*)::int as n from audit_event where actor_id = $1 group by action`, [ANA])).rows;

async function standing(): Promise<unknown> {
  const { rows } = await pool().query(
    `select (select jsonb_object_agg(state, n) from (select state, count(*) as n from message group by state) as s) as messages,
            (select jsonb_object_agg(outcome, n) from (select outcome, count(*) as n from attempt group by outcome) as s) as attempts,
            (select sum(unknown)::int from campaign_tally) as unknown, (select state from campaign) as campaign`,
  );
  return rows[0];
}

test("what a person retries is queued again once, however often and by however many it is pressed, and its campaign opens again", async () => {
  expect(await standing()).toEqual({ messages: { unknown: 3 }, attempts: { unconfirmed: 3 }, unknown: 3, campaign: "completed" });
  const pressed = await Promise.all([retryUnconfirmed(ANA, chosen(attempts.slice(0, 2))), retryUnconfirmed(ANA, chosen(attempts.slice(0, 2)))]);
  expect(pressed.map((result) => result.kind === "done" && result.changed).toSorted()).toEqual([0, 2]);
  expect(pressed).toContainEqual({ kind: "done", changed: 0, refused: new Map([["settled", 2]]) });
  expect(await standing()).toEqual({ messages: { unknown: 1, queued: 2 }, attempts: { unconfirmed: 1, released_by_person: 2 }, unknown: 1, campaign: "running" });
  expect(await audited()).toEqual([{ action: "message.released", n: 2 }]);
  expect((await pool().query(`select kind, sum(messages)::int as messages from decision group by kind`)).rows).toEqual([{ kind: "resolved", messages: 2 }]);
  expect((await loseAnswers()).map(({ n }) => n)).toEqual([2, 2]);
  // The page of before does not touch the second try.
  expect(await retryUnconfirmed(ANA, chosen(attempts.slice(0, 2)))).toMatchObject({ changed: 0 });
  expect(await standing()).toMatchObject({ attempts: { unconfirmed: 1, released_by_person: 2, ambiguous: 2 }, unknown: 3, campaign: "completed" });
});

test.each<[string, () => Promise<unknown>]>([
  ["looked-for", () => pool().query(`update attempt set outcome = 'ambiguous'`)],
  ["expired", () => pool().query(`update message set expires_at = app_now()`)],
  ["cancelled", () => pool().query(`update campaign set state = 'cancelled'`)],
  ["opted-out", () => inTransaction(async (tx) => optOut(tx, { accountId: seeded.accountId, phone: (await tx.query<{ phone: string }>(`select phone from contact where id = (select contact_id from message where id = $1)`, [attempts[0]?.messageId])).rows[0]?.phone ?? "", reason: "asked", source: "person" }))],
])("nothing is sent again that is %s", async (obstacle, happen) => {
  await happen();
  const before = await standing();
  expect(await retryUnconfirmed(ANA, chosen(first()))).toEqual({ kind: "done", changed: 0, refused: new Map([[obstacle, 1]]) });
  expect(await standing()).toEqual(before);
  expect(await audited()).toEqual([]);
  expect(await assumeSent(ANA, chosen(first()))).toMatchObject({ changed: 1 });
});

test("a callback that comes before the press holds, and after it still says what became of what was assumed", async () => {
  const [one, other] = attempts;
  if (!one || !other) throw new Error("Nothing was sent.");
  const callback = (attempt: AttemptRef, digit: string) => recordStatusEvents(pool(), [{ accountId: seeded.accountId, ...attempt, messageSid: `SM${digit.repeat(32)}`, delivery: "delivered", errorCode: null, body: {} }], 1);
  await callback(one, "1");
  expect(await retryUnconfirmed(ANA, chosen([one]))).toEqual({ kind: "done", changed: 0, refused: new Map([["settled", 1]]) });
  expect(await assumeSent(ANA, chosen([one, other]))).toEqual({ kind: "done", changed: 1, refused: new Map([["settled", 1]]) });
  expect(await assumeSent(ANA, chosen([other]))).toMatchObject({ changed: 0 });
  expect(await audited()).toEqual([{ action: "message.assumed-sent", n: 1 }]);
  await callback(other, "2");
  expect(await standing()).toMatchObject({ messages: { accepted: 2, unknown: 1 }, attempts: { accepted: 2, unconfirmed: 1 }, unknown: 1 });
});

test("nothing of another account is decided about, and no more at once than a page shows", async () => {
  const other = await seedCampaign(pool(), { people: 1, mps: 1 });
  expect(await retryUnconfirmed(ANA, { accountId: other.accountId, attempts: first() })).toEqual({ kind: "done", changed: 0, refused: new Map([["gone", 1]]) });
  expect(await assumeSent(ANA, { accountId: other.accountId, attempts: first() })).toEqual({ kind: "done", changed: 0, refused: new Map([["gone", 1]]) });
  expect(await assumeSent(ANA, chosen([]))).toEqual({ kind: "nothing-chosen" });
  expect(await assumeSent(ANA, chosen(Array.from({ length: UNRESOLVED_PAGE_SIZE + 1 }, (_, n) => ({ messageId: String(n), n: 1 }))))).toEqual({ kind: "too-many", max: UNRESOLVED_PAGE_SIZE });
});

test("the constraint, not the code, keeps a message from two live attempts", async () => {
  await inTransaction((tx) => releaseUnconfirmed(tx, seeded.accountId, first(), "test"));
  await loseAnswers();
  await expect(pool().query(`update attempt set outcome = 'unconfirmed' where outcome = 'released_by_person'`)).rejects.toThrow("attempt_live_key");
});

test("the list shows what was tried, by campaign and page by page, and masks numbers from who may not see them", async () => {
  await pool().query(`update attempt set outcome = 'ambiguous', looks = 1, look_at = app_now() + interval '5 minutes' where message_id = $1`, [attempts[0]?.messageId]);
  const query = { accountId: seeded.accountId, campaignId: seeded.campaignId, cursor: null, showNumbers: false };
  const { rows } = await listUnresolved(pool(), query);
  expect(rows.map(({ messageId, standing: each, looks, finding }) => ({ messageId, each, looks, finding }))).toEqual(
    attempts.map(({ messageId }, place) => ({ messageId, each: place === 0 ? "looked-for" : "undecided", looks: place === 0 ? 1 : 3, finding: "none" })),
  );
  expect(rows.map(({ nextLookAt }) => nextLookAt !== null)).toEqual([true, false, false]);
  expect(rows[0]?.phone).toMatch(/^\+493•+\d\d$/);
  expect((await listUnresolved(pool(), { ...query, cursor: { direction: "after", key: attempts[0]?.messageId ?? "" } })).rows).toHaveLength(2);
  expect((await listUnresolved(pool(), { ...query, campaignId: randomUUID() })).rows).toEqual([]);
  expect(await listUnresolvedCampaigns(pool(), seeded.accountId)).toEqual([{ id: seeded.campaignId, name: "Autumn", count: 3 }]);
});

test("the account's setting is written down once for each change", async () => {
  const { accountId } = seeded;
  expect(await setRetryUnconfirmed(ANA, { accountId, retries: true })).toEqual({ kind: "set" });
  expect(await setRetryUnconfirmed(ANA, { accountId, retries: true })).toEqual({ kind: "unchanged" });
  expect((await pool().query(`select detail from audit_event where action = 'account.retry-unconfirmed-set'`)).rows).toEqual([{ detail: { before: false, after: true } }]);
});
