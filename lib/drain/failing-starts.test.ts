/** Scheduled campaigns whose start fails, because the database refuses what their launch writes. */
import { beforeAll, beforeEach, expect, test } from "vitest";
import { createCampaign } from "#lib/commands/create-campaign.ts";
import { saveDraft } from "#lib/commands/save-draft.ts";
import { scheduleCampaign } from "#lib/commands/schedule-campaign.ts";
import { unscheduleCampaign } from "#lib/commands/unschedule-campaign.ts";
import type { CampaignRef } from "#lib/db/campaign-writes.ts";
import { pool } from "#lib/db/connection.ts";
import { findCampaign } from "#lib/db/find-campaign.ts";
import { findHoldReason } from "#lib/db/list-campaign-audit.ts";
import { seedShop, type SeededShop } from "#lib/db/testing-shop.ts";
import { freshDatabase } from "#lib/db/testing.ts";
import { GRACE_MINUTES, type CampaignStart } from "#lib/domain/campaign-start.ts";
import { keepStarting, startScheduled } from "./start-scheduled.ts";

let shop: SeededShop;
let ref: CampaignRef;

beforeAll(async () => void (await freshDatabase()));
beforeEach(async () => {
  await pool().query(`truncate account, person, engine_pulse cascade`);
  shop = await seedShop(pool(), "live");
  ref = { accountId: shop.accountId, campaignId: await createCampaign(shop.personId, { accountId: shop.accountId, name: "Spring" }) };
});

/** For tomorrow. */
async function schedule(): Promise<void> {
  const at = new Date(Math.floor(Date.now() / 60_000 + 24 * 60) * 60_000);
  const start: CampaignStart = { at, wall: at.toISOString().slice(0, 16), zone: "UTC", offset: "+00:00" };
  const mapping = { "1": { from: "text", text: "you" }, "2": { from: "text", text: "15 %" } } as const;
  expect(await saveDraft(shop.personId, ref, { templateId: shop.templates.utility, listId: shop.listId, mapping, schedule: { start, hours: null } })).toEqual({ kind: "saved" });
  expect(await scheduleCampaign(shop.personId, ref)).toEqual({ kind: "scheduled" });
}

const dueFor = (minutes: number) => pool().query(`update campaign set start_at = app_now() - make_interval(mins => $1) where id = $2`, [minutes, ref.campaignId]);
const state = async () => (await findCampaign(pool(), ref))?.state;

/** So many more campaigns like it, whose launches fail while `work` is done. */
async function besideBroken(count: number, work: () => Promise<void>): Promise<void> {
  await pool().query(
    `
    with broken as (
      insert into campaign (account_id, name, state, template_id, list_id, mapping, start_at, start_wall, start_zone, start_offset)
      select account_id, 'Broken', state, template_id, list_id, mapping, start_at - interval '1 minute', start_wall, start_zone, start_offset from campaign, generate_series(1, $2) where id = $1
      returning account_id, id
    )
    insert into campaign_sender (account_id, campaign_id, sender_id) select b.account_id, b.id, cs.sender_id from broken b cross join campaign_sender cs where cs.campaign_id = $1
    `,
    [ref.campaignId, count],
  );
  await pool().query(`create function fail_broken() returns trigger language plpgsql as $$ begin if exists (select 1 from campaign where id = new.campaign_id and name = 'Broken') then raise 'broken' using errcode = 'XX001'; end if; return new; end $$`);
  await pool().query(`create trigger fail_broken before insert on message for each row execute function fail_broken()`);
  try {
    await work();
  } finally {
    await pool().query(`drop function fail_broken cascade`);
  }
}

test("starts that fail again and again hide none that comes later, wait a little longer each time, and are told of", async () => {
  await schedule();
  await dueFor(1);
  await besideBroken(25, async () => {
    const said: { event: string; facts: object }[] = [];
    const stop = new AbortController();
    const starting = keepStarting({ db: pool(), say: (event, facts) => void said.push({ event, facts }) }, stop.signal);
    await expect.poll(state, { timeout: 20_000 }).toBe("running");
    const failures = async () => (await pool().query<{ n: number }>(`select min(start_failures)::int as n from campaign where name = 'Broken'`)).rows[0]?.n;
    await expect.poll(failures, { timeout: 20_000 }).toBeGreaterThanOrEqual(2);
    stop.abort();
    await starting;
    expect(said).toContainEqual({ event: "a campaign could not be started and is tried again", facts: { campaign: expect.any(String), error: "error XX001" } });
  });
  const { rows } = await pool().query(`select kind, reason, count(*)::int as n from decision group by 1, 2`);
  expect(rows).toEqual([{ kind: "retried", reason: "It could not be started (error XX001). It is tried again, at the latest every minute.", n: 25 }]);
});

test("one whose start failed too often waits no longer than a minute, and for a person when its grace is over", async () => {
  await schedule();
  await dueFor(1);
  await pool().query(`update campaign set name = 'Broken', start_failures = 40, start_retry_at = app_now()`);
  const wait = async () => (await pool().query<{ seconds: number }>(`select extract(epoch from start_retry_at - app_now())::float8 as seconds from campaign`)).rows[0]?.seconds ?? NaN;
  await besideBroken(0, async () => {
    const stop = new AbortController();
    const starting = keepStarting({ db: pool(), say: () => stop.abort() }, stop.signal);
    await starting;
  });
  expect(await wait()).toBeGreaterThan(50);
  expect(await wait()).toBeLessThanOrEqual(60);
  expect(await startScheduled(ref)).toBe("not-due");
  await dueFor(GRACE_MINUTES + 1);
  await pool().query(`update campaign set start_retry_at = app_now()`);
  expect(await startScheduled(ref)).toBe("held");
  expect(await findHoldReason(pool(), ref)).toMatch(/^It should have started on .* It was tried 41 times and could not be started, and it is 61 minutes late now\. Start it now/);
  expect(await unscheduleCampaign(shop.personId, ref)).toEqual({ kind: "moved" });
  await schedule();
  expect((await pool().query(`select start_failures, start_retry_at from campaign`)).rows).toEqual([{ start_failures: 0, start_retry_at: null }]);
});
