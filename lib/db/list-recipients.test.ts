import { randomUUID } from "node:crypto";
import { beforeAll, beforeEach, expect, test } from "vitest";
import type { Cursor } from "#lib/domain/keyset.ts";
import { claimDue } from "./claim-due.ts";
import { pool } from "./connection.ts";
import { listRecipients, RECIPIENT_KEY, RECIPIENT_PAGE_SIZE, type RecipientQuery } from "./list-recipients.ts";
import { markDeparted } from "./mark-departed.ts";
import { seedCampaign, type SeededCampaign } from "./testing-campaign.ts";
import { freshDatabase } from "./testing.ts";

const PEOPLE = 130;
let seeded: SeededCampaign;

beforeAll(async () => void (await freshDatabase()));
beforeEach(async () => {
  await pool().query(`truncate account cascade`);
  seeded = await seedCampaign(pool(), { people: PEOPLE, mps: 400 });
});

async function page(changes: Partial<RecipientQuery> = {}) {
  return listRecipients(pool(), { ...seeded, view: "all", reason: null, cursor: null, showNumbers: true, ...changes });
}

const after = (key: string | null): Cursor => ({ direction: "after", key: key ?? "" });
const before = (key: string | null): Cursor => ({ direction: "before", key: key ?? "" });

test("walking through shows everybody once, fifty at a time, there and back", async () => {
  const first = await page();
  const second = await page({ cursor: after(first.after) });
  const third = await page({ cursor: after(second.after) });
  expect([first, second, third].map((each) => each.rows.length)).toEqual([RECIPIENT_PAGE_SIZE, RECIPIENT_PAGE_SIZE, 30]);
  expect([first, second, third].flatMap((each) => each.rows.map((row) => row.contactId))).toEqual(seeded.contactIds);
  expect([first.before, third.after]).toEqual([null, null]);
  const back = await page({ cursor: before(third.before) });
  expect(back.rows).toEqual(second.rows);
  expect(first.after).toMatch(RECIPIENT_KEY);
});

test("a filtered list is paged through its own people alone", async () => {
  await pool().query(`update message set state = 'rejected', error_code = 21211 where contact_id::int % 2 = 0`);
  const first = await page({ view: "rejected" });
  const second = await page({ view: "rejected", cursor: after(first.after) });
  expect(first.rows).toHaveLength(RECIPIENT_PAGE_SIZE);
  expect(second.rows).toHaveLength(PEOPLE / 2 - RECIPIENT_PAGE_SIZE);
  expect([...first.rows, ...second.rows].every((row) => row.state === "rejected" && row.errorCode === 21211)).toBe(true);
  expect(second.after).toBeNull();
});

test("the left out can be asked for by reason", async () => {
  const [one, two, three] = seeded.contactIds;
  await pool().query(`update message set state = 'suppressed', suppression = 'opted_out' where contact_id = any($1::bigint[])`, [[one, two]]);
  await pool().query(`update message set state = 'suppressed', suppression = 'no_consent' where contact_id = $1`, [three]);
  expect((await page({ view: "left-out" })).rows.map((row) => row.suppression)).toEqual(["opted_out", "opted_out", "no_consent"]);
  expect((await page({ view: "left-out", reason: "no_consent" })).rows.map((row) => row.contactId)).toEqual([three]);
});

test("whoever may not see numbers gets none of them out of the database", async () => {
  const { rows: shown } = await page();
  const { rows: masked } = await page({ showNumbers: false });
  expect(shown[0]?.phone).toMatch(/^\+4930230\d{6}$/);
  expect(masked[0]?.phone).toBe("+493••••••••01");
  const digits = masked.map((row) => row.phone.replace(/\D/g, ""));
  expect(digits.every((text) => text.length === 5)).toBe(true);
});

test("a person shows through which sender the message left, and when", async () => {
  const { messages } = await claimDue(pool(), { senderId: seeded.senderId, claimToken: randomUUID(), worker: "test", horizonMs: 0, batchMax: 1 });
  await markDeparted(pool(), messages);
  const [first, second] = (await page()).rows;
  expect(first).toMatchObject({ state: "sending", delivery: "none", sender: "Shop", suppression: null });
  expect(first?.departedAt).toBeInstanceOf(Date);
  expect(second?.departedAt).toBeNull();
});

test("a rare state in a large campaign is looked for in stretches, and the next page goes on", async () => {
  await pool().query(`insert into contact (account_id, phone) select $1, '+49303' || n from generate_series(1000000, 1050100) as n`, [seeded.accountId]);
  // Without it the references of each message would be proved by reading the whole table.
  await pool().query(`analyze contact`);
  await pool().query(
    `insert into message (account_id, campaign_id, contact_id, sender_id, expires_at) select $1, $2, id, $3, now() from contact where account_id = $1 and phone like '+49303_______' on conflict do nothing`,
    [seeded.accountId, seeded.campaignId, seeded.senderId],
  );
  await pool().query(`update message set state = 'unknown' where contact_id = (select max(contact_id) from message)`);
  const first = await page({ view: "unknown" });
  expect(first).toMatchObject({ rows: [], cutShort: true });
  const second = await page({ view: "unknown", cursor: after(first.after) });
  expect(second).toMatchObject({ cutShort: false, after: null });
  expect(second.rows).toHaveLength(1);
  expect((await page({ view: "waiting" })).cutShort).toBe(false);
});

test("another account sees none of them", async () => {
  expect((await page({ accountId: randomUUID() })).rows).toEqual([]);
});
