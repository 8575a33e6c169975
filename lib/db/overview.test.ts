import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { disconnect, pool } from "./connection.ts";
import { findFirstSteps, listActiveCampaigns, listDeliverySteps, sumDelivery } from "./overview.ts";
import { freshDatabase } from "./testing.ts";
import { addSender, seedCast, type Cast } from "./testing-cast.ts";

let cast: Cast;

beforeAll(async () => {
  await freshDatabase();
  cast = await seedCast("none");
});
afterAll(disconnect);
beforeEach(() => pool().query("truncate campaign, contact, template, sender cascade"));

type Counts = Partial<Record<"accepted" | "rejected" | "unknown" | "suppressed" | "sent" | "delivered" | "read" | "failed" | "undelivered", number>>;

async function campaign(account: keyof Cast["accounts"], name: string, of: { state?: string; queued?: number; launchedMinutesAgo?: number | null } = {}): Promise<string> {
  const { rows } = await pool().query<{ id: string }>(
    `insert into campaign (account_id, name, state, queued, launched_at) values ($1, $2, $3, $4, now() - make_interval(mins => $5)) returning id`,
    [cast.accounts[account], name, of.state ?? "running", of.queued ?? 0, of.launchedMinutesAgo === undefined ? 60 : of.launchedMinutesAgo],
  );
  return rows[0]?.id ?? "";
}

async function tally(account: keyof Cast["accounts"], campaignId: string, minutesAgo: number, counts: Counts, shard = 0): Promise<void> {
  const names = Object.keys(counts);
  await pool().query(
    `insert into campaign_tally (account_id, campaign_id, bucket_at, shard, ${names.join(", ")})
     values ($1, $2, date_bin('10 seconds', now() - make_interval(mins => $3), 'epoch'), $4, ${names.map((_, index) => `$${index + 5}`).join(", ")})`,
    [cast.accounts[account], campaignId, minutesAgo, shard, ...Object.values(counts)],
  );
}

test("campaigns under way come running ones first, with what is settled and what was accepted", async () => {
  const running = await campaign("live", "Running", { queued: 100 });
  await campaign("live", "Held", { state: "held", launchedMinutesAgo: 5 });
  await campaign("live", "Draft", { state: "draft", launchedMinutesAgo: null });
  await campaign("live", "Done", { state: "completed" });
  await campaign("foreign", "Theirs");
  await tally("live", running, 2, { accepted: 40, rejected: 2, sent: 30 });
  await tally("live", running, 2, { accepted: 10, unknown: 1, suppressed: 3, delivered: 9 }, 1);
  const { campaigns, total } = await listActiveCampaigns(pool(), cast.accounts.live);
  expect(campaigns.map(({ name, accepted, settled }) => ({ name, accepted, settled }))).toEqual([
    { name: "Running", accepted: 50, settled: 56 },
    { name: "Held", accepted: 0, settled: 0 },
  ]);
  expect(total).toBe(2);
});

test("a campaign that waits for its start says when that is, and one that was paused before it does not", async () => {
  for (const name of ["scheduled", "paused"]) await campaign("live", name, { state: "draft", launchedMinutesAgo: null });
  const startAt = new Date("2030-03-01T12:00:00Z");
  await pool().query(`update campaign set start_at = $1, start_wall = '2030-03-01T12:00', start_zone = 'UTC', start_offset = '+00:00', state = name::campaign_state`, [startAt]);
  const { campaigns } = await listActiveCampaigns(pool(), cast.accounts.live);
  expect(campaigns.map(({ name, startAt: at }) => ({ name, at })).toSorted((one, other) => one.name.localeCompare(other.name))).toEqual([{ name: "paused", at: null }, { name: "scheduled", at: startAt }]);
});

test("what was delivered counts a message once, whether it was read since or not", async () => {
  const id = await campaign("live", "One");
  await tally("live", id, 20, { accepted: 10, sent: 10 });
  await tally("live", id, 15, { sent: -9, delivered: 8, failed: 1 });
  await tally("live", id, 10, { delivered: -5, read: 5, undelivered: 1, sent: -1 });
  expect(await sumDelivery(pool(), cast.accounts.live, 24)).toEqual({ accepted: 10, delivered: 8, read: 5, failed: 2, rejected: 0, unknown: 0 });
});

test("numbers of another account, and from before the time asked for, are not in them", async () => {
  const old = await campaign("live", "Old", { launchedMinutesAgo: 3_000 });
  await tally("live", old, 1_500, { accepted: 100, delivered: 90 });
  await tally("live", old, 30, { read: 4, delivered: -4 });
  const theirs = await campaign("foreign", "Theirs");
  await tally("foreign", theirs, 5, { accepted: 7 });
  expect(await sumDelivery(pool(), cast.accounts.live, 24)).toEqual({ accepted: 0, delivered: 0, read: 4, failed: 0, rejected: 0, unknown: 0 });
});

test("a span of time is an unbroken row of steps that hold what happened in them", async () => {
  const id = await campaign("live", "One");
  await tally("live", id, 0, { accepted: 3 });
  await tally("live", id, 90, { accepted: 5, delivered: 2 });
  await tally("live", id, 500, { accepted: 11 });
  const steps = await listDeliverySteps(pool(), cast.accounts.live, { hours: 6, stepMinutes: 1 });
  expect(steps).toHaveLength(360);
  expect(steps.reduce((sum, step) => sum + step.accepted, 0)).toBe(8);
  expect(steps.at(-1)?.accepted).toBe(3);
  expect(steps.find((step) => step.delivered === 2)).toMatchObject({ accepted: 5 });
});

test("the way to a first campaign knows which steps are done", async () => {
  const done = () => findFirstSteps(pool(), cast.accounts.live);
  expect(await done()).toEqual({ contacts: false, usableTemplate: false, sender: false, launched: false });
  await addSender(cast.accounts.live, { phone: "+493023001001", mps: 80 });
  await pool().query(`insert into contact (account_id, phone) values ($1, '+493023000123')`, [cast.accounts.live]);
  await pool().query(`insert into template (account_id, content_sid, name, language, category, status, content, variables) values ($1, 'HX' || repeat('a', 32), 't', 'en', 'utility', 'pending', '{}', '[]')`, [cast.accounts.live]);
  expect(await done()).toEqual({ contacts: true, usableTemplate: false, sender: true, launched: false });
  await pool().query(`update template set status = 'approved'`);
  await campaign("live", "First");
  expect(await done()).toEqual({ contacts: true, usableTemplate: true, sender: true, launched: true });
});
