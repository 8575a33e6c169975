import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { disconnect, pool } from "#lib/db/connection.ts";
import { CONTACT_PAGE_SIZE } from "#lib/db/list-contacts.ts";
import { seedCampaign } from "#lib/db/testing-campaign.ts";
import { freshDatabase } from "#lib/db/testing.ts";
import { seedCast, type Cast } from "#lib/db/testing-cast.ts";
import { liftOptOuts } from "./lift-opt-outs.ts";
import { optOutContacts } from "./opt-out-contacts.ts";

let cast: Cast;
let live: string;
beforeAll(async () => {
  await freshDatabase();
  cast = await seedCast("none");
  live = cast.accounts.live;
});
afterAll(disconnect);
beforeEach(() => pool().query("truncate contact, audit_event cascade"));

async function people(count: number, accountId = live): Promise<string[]> {
  const { rows } = await pool().query<{ id: string }>("insert into contact (account_id, phone) select $1, '+4930230' || (200000 + n) from generate_series(1, $2::int) as n returning id", [accountId, count]);
  return rows.map(({ id }) => id);
}
const optedOut = async (accountId = live) => (await pool().query<{ id: string }>("select id from contact where account_id = $1 and opted_out_at is not null order by id", [accountId])).rows.map(({ id }) => id);
const audits = async () => (await pool().query("select action, actor_id, subject_id, detail from audit_event order by id")).rows;
const optOut = (contactIds: string[]) => optOutContacts(cast.people.omar, { accountId: live, contactIds }, "asked at the fair");
const lift = (contactIds: string[]) => liftOptOuts(cast.people.omar, { accountId: live, contactIds });

test("those who were chosen are opted out, each with the words and one audit row without a number", async () => {
  const [ana = "", omar = "", vera = ""] = await people(3);
  expect(await optOut([ana, vera])).toEqual({ kind: "done", changed: 2, unchanged: 0 });
  expect(await optedOut()).toEqual([ana, vera]);
  expect((await pool().query("select reason, source from suppression")).rows).toEqual([{ reason: "asked at the fair", source: "person" }, { reason: "asked at the fair", source: "person" }]);
  expect(await audits()).toEqual([ana, vera].map((id) => ({ action: "contact.opted-out", actor_id: cast.people.omar, subject_id: id, detail: {} })));
  expect(await optOut([ana, omar])).toEqual({ kind: "done", changed: 1, unchanged: 1 });
  expect(await audits()).toHaveLength(3);
});

test("an opt-out of many is lifted for many, and who had none is left as they are", async () => {
  const [ana = "", omar = "", vera = ""] = await people(3);
  await optOut([ana, omar]);
  expect(await lift([omar, vera])).toEqual({ kind: "done", changed: 1, unchanged: 1 });
  expect(await optedOut()).toEqual([ana]);
  expect((await audits()).at(-1)).toMatchObject({ action: "contact.opt-out-lifted", subject_id: omar });
  expect((await pool().query("select lifted_at is null as open from suppression order by contact_id")).rows).toEqual([{ open: true }, { open: false }]);
});

test("somebody who is named twice is changed once, and what is no id is nobody", async () => {
  const [ana = ""] = await people(2);
  expect(await optOut([ana, ana, "x", "", "-1", "1; drop table contact", "9".repeat(40)])).toEqual({ kind: "done", changed: 1, unchanged: 0 });
  expect(await optOut(["x", "999999999999999999"])).toEqual({ kind: "nobody" });
  expect(await lift([])).toEqual({ kind: "nobody" });
  expect(await audits()).toHaveLength(1);
});

test("people of another account are out of reach", async () => {
  const [ana = ""] = await people(1);
  const theirs = await people(2, cast.accounts.foreign);
  expect(await optOut([ana, ...theirs])).toEqual({ kind: "done", changed: 1, unchanged: 0 });
  expect(await optedOut(cast.accounts.foreign)).toEqual([]);
  expect(await optOut(theirs)).toEqual({ kind: "nobody" });
  await optOutContacts(cast.people.fritz, { accountId: cast.accounts.foreign, contactIds: theirs }, "asked");
  expect(await lift(theirs)).toEqual({ kind: "nobody" });
  expect(await optedOut(cast.accounts.foreign)).toEqual(theirs);
});

test("more than a page of people at once are nobody's", async () => {
  const ids = await people(CONTACT_PAGE_SIZE + 1);
  expect(await optOut(ids)).toEqual({ kind: "too-many", max: CONTACT_PAGE_SIZE });
  expect(await lift(ids)).toEqual({ kind: "too-many", max: CONTACT_PAGE_SIZE });
  expect([await optedOut(), await audits()]).toEqual([[], []]);
  expect(await optOut(ids.slice(1))).toEqual({ kind: "done", changed: CONTACT_PAGE_SIZE, unchanged: 0 });
});

test("every spelling of a number is opted out, and counts as one person", async () => {
  const { rows } = await pool().query<{ id: string }>("insert into contact (account_id, phone) values ($1, '+5215512345678') returning id", [live]);
  expect(await optOut([rows[0]?.id ?? ""])).toEqual({ kind: "done", changed: 1, unchanged: 0 });
  expect(await optedOut()).toHaveLength(2);
  expect(await lift([rows[0]?.id ?? ""])).toEqual({ kind: "done", changed: 1, unchanged: 0 });
  expect(await optedOut()).toEqual([]);
});

test("what is queued for them is left out of the campaign, counted once each", async () => {
  const { accountId, campaignId, contactIds } = await seedCampaign(pool(), { people: 5, mps: 1 });
  expect(await optOutContacts(cast.people.ana, { accountId, contactIds: contactIds.slice(0, 3) }, "asked")).toMatchObject({ changed: 3 });
  expect((await pool().query("select state, count(*)::int as n from message group by state order by state")).rows).toEqual([{ state: "queued", n: 2 }, { state: "suppressed", n: 3 }]);
  expect((await pool().query("select sum(suppressed)::int as n from campaign_tally where campaign_id = $1", [campaignId])).rows).toEqual([{ n: 3 }]);
});

test("two who opt the same people out at once both come through, and one audit row is written for each person", async () => {
  const ids = await people(40);
  const results = await Promise.all([optOut(ids), optOut([...ids].reverse()), optOut(ids.slice(10))]);
  expect(results.map((result) => (result.kind === "done" ? result.changed : -1)).reduce((sum, changed) => sum + changed)).toBe(40);
  expect(await audits()).toHaveLength(40);
});
