import { beforeAll, beforeEach, expect, test } from "vitest";
import type { CampaignRef, DraftChanges } from "#lib/db/campaign-writes.ts";
import { inTransaction, pool } from "#lib/db/connection.ts";
import { findCampaign } from "#lib/db/find-campaign.ts";
import { countAudience } from "#lib/db/freeze-audience.ts";
import { seedShop, type SeededShop } from "#lib/db/testing-shop.ts";
import { freshDatabase } from "#lib/db/testing.ts";
import type { AccountKind } from "#lib/domain/states.ts";
import type { VariableMapping } from "#lib/domain/template.ts";
import { cancelCampaign } from "./cancel-campaign.ts";
import { createCampaign } from "./create-campaign.ts";
import { discardDraft } from "./discard-draft.ts";
import { launchCampaign } from "./launch-campaign.ts";
import { pauseCampaign } from "./pause-campaign.ts";
import { resumeCampaign } from "./resume-campaign.ts";
import { saveDraft } from "./save-draft.ts";

const MAPPING: VariableMapping = { "1": { from: "column", column: "First name", fallback: "" }, "2": { from: "text", text: "15 %" } };

let shop: SeededShop;
let ref: CampaignRef;

beforeAll(async () => void (await freshDatabase()));
beforeEach(() => open("live"));

async function open(kind: AccountKind): Promise<void> {
  await pool().query(`truncate account, person cascade`);
  shop = await seedShop(pool(), kind);
  ref = { accountId: shop.accountId, campaignId: await createCampaign(shop.personId, { accountId: shop.accountId, name: "Spring" }) };
}

/** Everything chosen: the utility template, the newsletter, both variables; the senders are there from the start. */
async function compose(changes: DraftChanges = {}): Promise<void> {
  const saved = await saveDraft(shop.personId, ref, { templateId: shop.templates.utility, listId: shop.listId, mapping: MAPPING, ...changes });
  expect(saved).toEqual({ kind: "saved" });
}

const launch = (people?: number) => launchCampaign(shop.personId, ref, people === undefined ? {} : { people });

/** What stands for each person: the state, or why not. */
async function fates(): Promise<Record<string, string>> {
  const { rows } = await pool().query<{ name: string; fate: string }>(
    `select r.name, coalesce(m.suppression::text, m.state::text) as fate from message m join contact r on r.id = m.contact_id where m.campaign_id = $1`,
    [ref.campaignId],
  );
  return Object.fromEntries(rows.map((row) => [row.name, row.fate]));
}

async function audited(action: string): Promise<number> {
  const { rows } = await pool().query<{ n: number }>(`select count(*)::int as n from audit_event where action = $1 and subject_id = $2`, [action, ref.campaignId]);
  return rows[0]?.n ?? 0;
}

test("a draft starts with every sender that can send", async () => {
  await pool().query(`update sender set status = 'offline' where phone like '%46'`);
  const campaignId = await createCampaign(shop.personId, { accountId: shop.accountId, name: "Second" });
  const { rows } = await pool().query(`select sender_id as id from campaign_sender where campaign_id = $1`, [campaignId]);
  expect(rows).toEqual([{ id: shop.senderIds[0] }]);
});

test("everybody of the list is either queued or left out for a reason, and the parts add up", async () => {
  await compose();
  expect(await launch()).toEqual({ kind: "launched", counts: { audience: 5, queued: 4, suppressed: { opted_out: 1 } } });
  expect(await fates()).toEqual({ Ana: "queued", Omar: "queued", Vera: "opted_out", Tom: "queued", Sue: "queued" });
});

test("marketing needs consent and does not go to the United States", async () => {
  await compose({ templateId: shop.templates.marketing });
  await launch();
  expect(await fates()).toEqual({ Ana: "queued", Omar: "queued", Vera: "opted_out", Tom: "no_consent", Sue: "us_marketing" });
});

test("in the sandbox only those who are joined now get it", async () => {
  await open("sandbox");
  await compose();
  await launch();
  expect(await fates()).toEqual({ Ana: "queued", Omar: "not_joined", Vera: "opted_out", Tom: "not_joined", Sue: "not_joined" });
});

test("an empty cell without a fallback leaves the person out; with one they get the fallback", async () => {
  const city = (fallback: string): VariableMapping => ({ ...MAPPING, "1": { from: "column", column: "City", fallback } });
  const plan = { accountId: shop.accountId, accountKind: "live" as const, listId: shop.listId, category: "utility" as const };
  expect(await countAudience(pool(), { ...plan, mapping: city(" ") })).toEqual({ audience: 5, queued: 3, suppressed: { opted_out: 1, variable_missing: 1 } });
  await compose({ mapping: city("your town") });
  await launch();
  const { rows } = await pool().query(`select m.variables from message m join contact r on r.id = m.contact_id where r.name = 'Omar'`);
  expect(rows).toEqual([{ variables: { "1": "your town", "2": "15 %" } }]);
});

test("what the review counts is what the launch writes", async () => {
  await compose({ templateId: shop.templates.marketing });
  const counted = await countAudience(pool(), { accountId: shop.accountId, accountKind: "live", listId: shop.listId, category: "marketing", mapping: MAPPING });
  expect(await launch()).toEqual({ kind: "launched", counts: counted });
});

/** Waits until so many statements of this database wait for a lock. */
async function untilWaiting(statements: number): Promise<void> {
  const waiting = `select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
  await expect.poll(async () => (await pool().query<{ n: number }>(waiting)).rows[0]?.n).toBe(statements);
}

test("launched from three windows at once, there is one launch and the others find it running", async () => {
  await compose();
  // Nobody can write a message before all three have read the campaign, or wait for whoever did.
  const results = await inTransaction(async (tx) => {
    await tx.query(`lock table message in share mode`);
    const launches = [launch(), launch(), launch()];
    await untilWaiting(3);
    return launches;
  }).then((launches) => Promise.all(launches));
  expect(results.map((result) => result.kind).sort()).toEqual(["launched", "not-launchable", "not-launchable"]);
  expect(results.filter((result) => result.kind === "not-launchable")).toMatchObject([{ state: "running" }, { state: "running" }]);
  expect(Object.keys(await fates())).toHaveLength(5);
  expect(await audited("campaign.launched")).toBe(1);
});

test("a variable that nobody mapped is refused and named, and nothing is written", async () => {
  await compose({ mapping: { "1": { from: "text", text: "you" } } });
  expect(await launch()).toEqual({ kind: "incomplete", problem: { kind: "variables-unmapped", variables: ["2"] } });
  expect(await fates()).toEqual({});
  expect(await audited("campaign.launched")).toBe(0);
});

test("a column that the list lost is refused and named", async () => {
  await compose();
  await pool().query(`update contact_list set columns = '{City}'`);
  expect(await launch()).toEqual({ kind: "incomplete", problem: { kind: "columns-missing", columns: ["First name"] } });
});

test("what was chosen for another template before is not sent along and leaves nobody out", async () => {
  await compose({ mapping: { ...MAPPING, "9": { from: "column", column: "Points", fallback: "" } } });
  expect(await launch()).toMatchObject({ kind: "launched", counts: { queued: 4 } });
  const { rows } = await pool().query(`select distinct variables ? '9' as "hasNine" from message`);
  expect(rows).toEqual([{ hasNine: false }]);
});

test("a list that has grown since somebody agreed to a number is not written to", async () => {
  await compose();
  expect(await launch(3)).toEqual({ kind: "more-than-confirmed", confirmed: 3, queued: 4 });
  expect(await fates()).toEqual({});
  expect(await launch(9)).toMatchObject({ kind: "launched", counts: { queued: 4 } });
});

test("a list on which nobody may be written to is not launched", async () => {
  await compose();
  await pool().query(`update contact set opted_out_at = now()`);
  expect(await launch()).toMatchObject({ kind: "no-recipients", counts: { audience: 5, queued: 0, suppressed: { opted_out: 5 } } });
  expect(await fates()).toEqual({});
});

test("nobody launches to more people at once than they may, and everything stays as it was", async () => {
  await compose();
  expect(await launchCampaign(shop.personId, ref, { people: 4, most: 3 })).toEqual({ kind: "above-your-limit", most: 3, queued: 4 });
  expect(await launchCampaign(shop.personId, ref, { most: 3 })).toEqual({ kind: "above-your-limit", most: 3, queued: 4 });
  // Of two reasons, the one that loading the page again would not mend is told.
  expect(await launchCampaign(shop.personId, ref, { people: 2, most: 3 })).toEqual({ kind: "above-your-limit", most: 3, queued: 4 });
  expect(await launchCampaign(shop.personId, ref, { people: 2, most: 4 })).toEqual({ kind: "more-than-confirmed", confirmed: 2, queued: 4 });
  expect(await fates()).toEqual({});
  expect(await launchCampaign(shop.personId, ref, { people: 4, most: 4 })).toMatchObject({ kind: "launched", counts: { queued: 4 } });
});

test("a draft that somebody changed after it was agreed to is not launched", async () => {
  await compose();
  const seen = (await findCampaign(pool(), ref))?.revision ?? "";
  await saveDraft(shop.personId, ref, { templateId: shop.templates.utility });
  expect(await launchCampaign(shop.personId, ref, { people: 4, revision: seen })).toEqual({ kind: "changed-since" });
  expect(await fates()).toEqual({});
  const now = (await findCampaign(pool(), ref))?.revision ?? "";
  expect(await launchCampaign(shop.personId, ref, { people: 4, revision: now })).toMatchObject({ kind: "launched" });
});

test("what would expire behind other campaigns of its senders is refused", async () => {
  await compose();
  const { rows } = await pool().query<{ id: string }>(`insert into campaign (account_id, name, state, queued, launched_at) values ($1, 'First', 'running', 100000000, now()) returning id`, [shop.accountId]);
  await pool().query(`insert into campaign_sender select $1, $2, unnest($3::uuid[])`, [shop.accountId, rows[0]?.id, shop.senderIds]);
  expect(await launch()).toMatchObject({ kind: "takes-too-long" });
  expect(await fates()).toEqual({});
});

test("each move is on record with who made it, from where and to where, and one that was not possible is not", async () => {
  await compose();
  await launch();
  await pauseCampaign(shop.personId, ref);
  expect(await pauseCampaign(shop.personId, ref)).toEqual({ kind: "not-possible", state: "paused" });
  await resumeCampaign(shop.personId, ref);
  await cancelCampaign(shop.personId, ref);
  const { rows } = await pool().query(`select action, actor_id as "actorId", detail from audit_event where subject_id = $1 and detail ? 'to' order by id`, [ref.campaignId]);
  expect(rows).toEqual([
    { action: "campaign.paused", actorId: shop.personId, detail: { from: "running", to: "paused" } },
    { action: "campaign.resumed", actorId: shop.personId, detail: { from: "paused", to: "running" } },
    { action: "campaign.cancelled", actorId: shop.personId, detail: { from: "running", to: "cancelled" } },
  ]);
});

test("a campaign whose template was taken away meanwhile is not resumed, and the reason is told", async () => {
  await compose();
  await launch();
  await pauseCampaign(shop.personId, ref);
  await pool().query(`update template set status = 'disabled' where id = $1`, [shop.templates.utility]);
  expect(await resumeCampaign(shop.personId, ref)).toMatchObject({ kind: "blocked", problem: { kind: "template-unusable", status: "disabled" } });
  await pool().query(`update template set status = 'approved' where id = $1`, [shop.templates.utility]);
  expect(await resumeCampaign(shop.personId, ref)).toEqual({ kind: "moved" });
});

test("what would take longer than a message lives is refused with the hours", async () => {
  await compose();
  await pool().query(`update sender_gate set mps = 0.00001`);
  expect(await launch()).toMatchObject({ kind: "takes-too-long", late: expect.closeTo(4, -1) });
});

test("a sender that went offline since it was chosen gets nobody, and a pool of which none can send is refused", async () => {
  await compose();
  await pool().query(`update sender set status = 'offline' where phone like '%45'`);
  await pool().query(`update sender_gate set hold_reason = 'Not accepted (20003)' where sender_id = $1`, [shop.senderIds[1]]);
  expect(await launch()).toEqual({ kind: "incomplete", problem: { kind: "no-usable-sender", senders: [{ name: "Shop", why: "it is offline" }, { name: "Orders", why: "it is held: Not accepted (20003)" }] } });
  await pool().query(`update sender_gate set hold_reason = null`);
  expect(await launch()).toMatchObject({ kind: "launched", counts: { queued: 4 } });
  const { rows } = await pool().query(`select sender_id, count(*)::int as n from message where state = 'queued' group by 1`);
  expect(rows).toEqual([{ sender_id: shop.senderIds[1], n: 4 }]);
});

test.each(["templateId", "listId", "senderIds"] as const)("a %s of another account is refused by the schema itself", async (field) => {
  const other = await seedShop(pool(), "sandbox");
  const foreign = { templateId: other.templates.utility, listId: other.listId, senderIds: other.senderIds };
  expect(await saveDraft(shop.personId, ref, { [field]: foreign[field] })).toEqual({ kind: "not-of-this-account" });
});

test("another account can neither change, discard nor launch it", async () => {
  const other = await seedShop(pool(), "sandbox");
  const foreign = { accountId: other.accountId, campaignId: ref.campaignId };
  expect(await saveDraft(other.personId, foreign, { name: "Mine" })).toEqual({ kind: "not-found" });
  expect(await discardDraft(other.personId, foreign)).toEqual({ kind: "not-found" });
  expect(await launchCampaign(other.personId, foreign)).toEqual({ kind: "not-found" });
});

test("what was launched can neither be changed nor discarded", async () => {
  await compose();
  await launch();
  expect(await saveDraft(shop.personId, ref, { name: "Other" })).toEqual({ kind: "not-a-draft", state: "running" });
  expect(await discardDraft(shop.personId, ref)).toEqual({ kind: "not-possible", state: "running" });
});
