import { beforeAll, beforeEach, expect, test } from "vitest";
import { cancelCampaign } from "#lib/commands/cancel-campaign.ts";
import { createCampaign } from "#lib/commands/create-campaign.ts";
import { launchCampaign } from "#lib/commands/launch-campaign.ts";
import { pauseCampaign } from "#lib/commands/pause-campaign.ts";
import { resumeCampaign } from "#lib/commands/resume-campaign.ts";
import { saveDraft } from "#lib/commands/save-draft.ts";
import { scheduleCampaign } from "#lib/commands/schedule-campaign.ts";
import { unscheduleCampaign } from "#lib/commands/unschedule-campaign.ts";
import type { CampaignRef } from "#lib/db/campaign-writes.ts";
import { claimDue } from "#lib/db/claim-due.ts";
import { disconnect, openEnginePool, pool } from "#lib/db/connection.ts";
import { CLOSED, deferClosed } from "#lib/db/defer-closed.ts";
import { DUE_STARTS } from "#lib/db/due-starts.ts";
import { pulse } from "#lib/db/engine-pulse.ts";
import { findCampaign } from "#lib/db/find-campaign.ts";
import { findHoldReason } from "#lib/db/list-campaign-audit.ts";
import { seedShop, type SeededShop } from "#lib/db/testing-shop.ts";
import { freshDatabase } from "#lib/db/testing.ts";
import { GRACE_MINUTES, type CampaignStart } from "#lib/domain/campaign-start.ts";
import { DEFAULT_HOURS, type LocalHours } from "#lib/domain/local-hours.ts";
import { keepStarting, startScheduled } from "./start-scheduled.ts";

/** The evening before clocks go forward in Berlin: closed there, and open in all of the United States. */
const EVENING = "2027-03-27T19:30:00Z";
const START: CampaignStart = { at: new Date("2027-03-27T20:30:00Z"), wall: "2027-03-27T21:30", zone: "Europe/Berlin", offset: "+01:00" };

let shop: SeededShop;
let ref: CampaignRef;

beforeAll(async () => {
  await freshDatabase();
  const { rows } = await pool().query<{ name: string }>(`select current_database() as name`);
  await pool().query(`alter database ${rows[0]?.name} set drumbeat.clock_offset = '${Math.round((Date.parse(EVENING) - Date.now()) / 1000)} seconds'`);
  await disconnect();
});
beforeEach(async () => {
  await pool().query(`truncate account, person, engine_pulse cascade`);
  shop = await seedShop(pool(), "live");
  ref = { accountId: shop.accountId, campaignId: await createCampaign(shop.personId, { accountId: shop.accountId, name: "Spring" }) };
});

async function compose(planned: { start: CampaignStart | null; hours: LocalHours | null } = { start: START, hours: null }): Promise<void> {
  const mapping = { "1": { from: "text", text: "you" }, "2": { from: "text", text: "15 %" } } as const;
  expect(await saveDraft(shop.personId, ref, { templateId: shop.templates.utility, listId: shop.listId, mapping, schedule: planned })).toEqual({ kind: "saved" });
}

async function schedule(people?: number): Promise<void> {
  await compose();
  expect(await scheduleCampaign(shop.personId, ref, people === undefined ? {} : { people })).toEqual({ kind: "scheduled" });
}

const dueFor = (minutes: number) => pool().query(`update campaign set start_at = app_now() - make_interval(mins => $1) where id = $2`, [minutes, ref.campaignId]);
const state = async () => (await findCampaign(pool(), ref))?.state;
const messages = async () => (await pool().query<{ n: number }>(`select count(*)::int as n from message where campaign_id = $1`, [ref.campaignId])).rows[0]?.n;
const launches = async () => (await pool().query(`select 1 from audit_event where action = 'campaign.launched' and subject_id = $1`, [ref.campaignId])).rowCount;

test("a scheduled campaign is not started before its time, and cannot be changed meanwhile", async () => {
  await schedule();
  expect(await startScheduled(ref)).toBe("not-due");
  expect(await saveDraft(shop.personId, ref, { name: "Other" })).toEqual({ kind: "not-a-draft", state: "scheduled" });
  expect(await scheduleCampaign(shop.personId, ref)).toEqual({ kind: "not-a-draft", state: "scheduled" });
  expect([await state(), await messages()]).toEqual(["scheduled", 0]);
});

test("eight workers that find it due at once start it once", async () => {
  await schedule(4);
  await dueFor(1);
  const started = await Promise.all(Array.from({ length: 8 }, () => startScheduled(ref)));
  expect(started.filter((each) => each === "started")).toHaveLength(1);
  expect(started.filter((each) => each === "not-due")).toHaveLength(7);
  expect([await state(), await messages(), await launches()]).toEqual(["running", 5, 1]);
  expect(await launchCampaign(shop.personId, ref)).toMatchObject({ kind: "not-launchable" });
});

test("two workers that look by themselves start it within a second of its time", async () => {
  await schedule();
  await pool().query(`update campaign set start_at = app_now() + interval '300 milliseconds' where id = $1`, [ref.campaignId]);
  const stop = new AbortController();
  const world = { db: pool(), say: () => undefined };
  const workers = [keepStarting(world, stop.signal), keepStarting(world, stop.signal)];
  await expect.poll(state, { timeout: 30_000 }).toBe("running");
  stop.abort();
  await Promise.all(workers);
  const { rows } = await pool().query<{ late: number }>(`select extract(epoch from launched_at - start_at)::float8 as late from campaign where id = $1`, [ref.campaignId]);
  expect(rows[0]?.late).toBeGreaterThanOrEqual(0);
  expect(rows[0]?.late).toBeLessThan(1);
  expect(await launches()).toBe(1);
});

test("one that is late by more than its grace is held, and starts only when a person says so", async () => {
  await schedule();
  await dueFor(GRACE_MINUTES + 1);
  expect(await startScheduled(ref)).toBe("held");
  expect([await state(), await messages()]).toEqual(["held", 0]);
  expect(await findHoldReason(pool(), ref)).toBe("It should have started on Saturday 27 March 2027, 21:30 in Europe/Berlin. No worker ran then, and it is 61 minutes late now. Start it now, choose another time, or cancel it.");
  expect((await pool().query(`select kind, messages from decision where campaign_id = $1`, [ref.campaignId])).rows).toEqual([{ kind: "held", messages: 0 }]);
  expect(await resumeCampaign(shop.personId, ref)).toMatchObject({ kind: "blocked", problem: { kind: "start-passed" } });
  expect(await launchCampaign(shop.personId, ref)).toMatchObject({ kind: "launched", counts: { queued: 4 } });
});

test("one that is late by less than its grace starts", async () => {
  await schedule();
  await dueFor(GRACE_MINUTES - 1);
  expect(await startScheduled(ref)).toBe("started");
});

test.each<[string, () => Promise<unknown>, RegExp]>([
  ["its template was paused", () => pool().query(`update template set status = 'paused'`), /The template utility_voucher cannot be sent: it is paused by WhatsApp/],
  ["a sender of it is held", () => pool().query(`update sender_gate set hold_reason = 'Not accepted (20003)'`), /None of the senders that were chosen can send: .*it is held: Not accepted/],
  ["its list was emptied", () => pool().query(`delete from list_member`), /Nobody on its list would get it any more/],
  ["everybody opted out", () => pool().query(`update contact set opted_out_at = app_now()`), /Nobody on its list would get it any more/],
])("when at its start %s, it is held with the reason and nothing is written", async (_what, meanwhile, reason) => {
  await schedule();
  await meanwhile();
  await dueFor(1);
  expect(await startScheduled(ref)).toBe("held");
  expect([await state(), await messages()]).toEqual(["held", 0]);
  expect(await findHoldReason(pool(), ref)).toMatch(reason);
});

test("a list that grew beyond a tenth, or a hundred people, since somebody agreed to it is asked about again", async () => {
  await schedule(4);
  const grow = (from: number, to: number) =>
    pool().query(`with r as (insert into contact (account_id, phone, country) select $1, '+4930230' || (300000 + n), 'DE' from generate_series($3::int, $4::int) as n returning id) insert into list_member (account_id, list_id, contact_id) select $1, $2, id from r`, [shop.accountId, shop.listId, from, to]);
  await grow(1, 101);
  await dueFor(1);
  expect(await startScheduled(ref)).toBe("held");
  expect(await findHoldReason(pool(), ref)).toContain("The list has grown. 105 people would get it");
  expect(await messages()).toBe(0);
});

test("paused and resumed before its time it waits for its start again; back in draft it can be changed; cancelled it is over", async () => {
  await schedule();
  await pauseCampaign(shop.personId, ref);
  await dueFor(1);
  expect(await startScheduled(ref)).toBe("not-due");
  await dueFor(-10);
  expect(await resumeCampaign(shop.personId, ref)).toEqual({ kind: "moved" });
  expect([await state(), await messages()]).toEqual(["scheduled", 0]);
  expect(await unscheduleCampaign(shop.personId, ref)).toEqual({ kind: "moved" });
  await schedule();
  expect(await cancelCampaign(shop.personId, ref)).toEqual({ kind: "moved" });
  expect(await findCampaign(pool(), ref)).toMatchObject({ state: "cancelled", finishedAt: expect.any(Date) });
  expect(await unscheduleCampaign(shop.personId, ref)).toEqual({ kind: "not-possible", state: "cancelled" });
});

test("a draft is not scheduled for a moment that has passed, nor one that was changed meanwhile, nor one without a start", async () => {
  await compose({ start: { ...START, at: new Date(EVENING) }, hours: null });
  expect(await scheduleCampaign(shop.personId, ref)).toMatchObject({ kind: "incomplete", problem: { kind: "start-passed" } });
  await compose({ start: { ...START, at: new Date("2027-05-06T12:00:00Z") }, hours: null });
  expect(await scheduleCampaign(shop.personId, ref)).toMatchObject({ kind: "incomplete", problem: { kind: "start-too-far" } });
  await compose();
  expect(await scheduleCampaign(shop.personId, ref, { revision: "1" })).toEqual({ kind: "changed-since" });
  await compose({ start: null, hours: null });
  expect(await scheduleCampaign(shop.personId, ref)).toEqual({ kind: "no-start" });
});

test("however little a list has grown, it starts for no more people than whoever scheduled it may launch to", async () => {
  await compose();
  expect(await scheduleCampaign(shop.personId, ref, { people: 4, most: 4 })).toEqual({ kind: "scheduled" });
  await pool().query(`with r as (insert into contact (account_id, phone, country) values ($1, '+4930230300001', 'DE') returning id) insert into list_member (account_id, list_id, contact_id) select $1, $2, id from r`, [shop.accountId, shop.listId]);
  await dueFor(1);
  expect(await startScheduled(ref)).toBe("held");
  expect(await messages()).toBe(0);
  // For whoever has no such limit, a few more than were agreed to are no reason to wait.
  await pool().query(`update campaign set people_max = null, state = 'scheduled' where id = $1`, [ref.campaignId]);
  expect(await startScheduled(ref)).toBe("started");
  // Five, and a line for whoever is left out.
  expect(await messages()).toBe(6);
});

test("nobody schedules for more people than they may launch to", async () => {
  await compose();
  expect(await scheduleCampaign(shop.personId, ref, { people: 101, most: 100 })).toEqual({ kind: "above-your-limit", most: 100, queued: 101 });
  // Without a number that was agreed to, it would start for however many there are by then.
  expect(await scheduleCampaign(shop.personId, ref, { most: 100 })).toMatchObject({ kind: "above-your-limit" });
  expect(await state()).toBe("draft");
  expect(await scheduleCampaign(shop.personId, ref, { people: 100, most: 100 })).toEqual({ kind: "scheduled" });
});

/** By name: when each may be written to, and until when; in UTC. */
async function windows(): Promise<Record<string, string>> {
  const { rows } = await pool().query<{ name: string; window: string }>(
    `select r.name, to_char(m.due_at at time zone 'UTC', 'DD HH24:MI') || ' to ' || to_char(m.closes_at at time zone 'UTC', 'DD HH24:MI') as window
     from message m join contact r on r.id = m.contact_id where m.campaign_id = $1 and m.state = 'queued'`,
    [ref.campaignId],
  );
  return Object.fromEntries(rows.map((row) => [row.name, row.window]));
}

const claim = (senderId: string) => claimDue(pool(), { senderId, claimToken: crypto.randomUUID(), worker: "w", horizonMs: 1_000, batchMax: 100 });

test("with local hours everybody is written to in their own day, across the change of clocks, and no claim comes sooner", async () => {
  await compose({ start: null, hours: DEFAULT_HOURS });
  await pool().query(`update contact set attributes = attributes || '{"Time zone":"Asia/Tokyo"}' where name = 'Tom'`);
  await pool().query(`update contact_list set columns = columns || '{Time zone}'`);
  expect(await launchCampaign(shop.personId, ref)).toMatchObject({ kind: "launched", counts: { queued: 4 } });
  const found = await windows();
  // Nine in Berlin is seven in UTC from this night on; it would have been eight.
  expect(found).toMatchObject({ Ana: "28 07:00 to 28 18:00", Omar: "28 07:00 to 28 18:00", Tom: "28 00:00 to 28 11:00" });
  expect(found.Sue).toMatch(/^27 19:3\d to 28 00:00$/);
  const { rows } = await pool().query(`select country, zone, people, waiting from campaign_wave order by opens_at, n`);
  expect(rows).toEqual([{ country: "US", zone: null, people: 1, waiting: 1 }, { country: null, zone: "Asia/Tokyo", people: 1, waiting: 1 }, { country: "DE", zone: null, people: 2, waiting: 2 }]);
  const claimed = await Promise.all(shop.senderIds.map(claim));
  expect(claimed.flatMap((each) => each.messages).map(({ to }) => to)).toEqual(["+12025550105"]);
});

test("who was not reached before their hours ended waits for the next day, and whoever has none left expires with the campaign", async () => {
  await compose({ start: null, hours: DEFAULT_HOURS });
  await launchCampaign(shop.personId, ref);
  expect(await deferClosed(pool())).toBe(0);
  await pool().query(`update message set due_at = app_now() - interval '11 hours', closes_at = app_now() - interval '1 second' where state = 'queued'`);
  await pool().query(`update campaign_wave set opens_at = app_now() - interval '11 hours', closes_at = app_now() - interval '1 second'`);
  expect((await Promise.all(shop.senderIds.map(claim))).flatMap((each) => each.messages)).toEqual([]);
  await pauseCampaign(shop.personId, ref);
  expect(await Promise.all([deferClosed(pool()), deferClosed(pool())]).then(([a, b]) => a + b)).toBe(4);
  expect(await windows()).toMatchObject({ Ana: "28 07:00 to 28 18:00", Omar: "28 07:00 to 28 18:00", Tom: "28 07:00 to 28 18:00" });
  expect((await pool().query(`select waiting, people from campaign_wave where country = 'DE'`)).rows).toEqual([{ waiting: 3, people: 3 }]);
  expect((await pool().query(`select sum(messages)::int as n from decision where kind = 'deferred'`)).rows).toEqual([{ n: 4 }]);

  await pool().query(`update message set closes_at = app_now() - interval '1 second', expires_at = '2027-03-28T06:59:00Z' where state = 'queued'`);
  expect(await deferClosed(pool())).toBe(4);
  // In Sue's country it is still within the hours: only she is asked for again.
  const { rows } = await pool().query(`select due_at = expires_at as never, count(*)::int as people, bool_and(closes_at is null) as open from message where state = 'queued' group by never order by never`);
  expect(rows).toEqual([{ never: false, people: 1, open: false }, { never: true, people: 3, open: true }]);
  expect(await deferClosed(pool())).toBe(0);
});

test("what closed, and what is to be started, is found by its index", async () => {
  const engine = openEnginePool();
  try {
    for (const [statement, values, index] of [[CLOSED, [10], "message_window_idx"], [DUE_STARTS, [], "campaign_start_idx"]] as const) {
      const { rows } = await engine.query<{ "QUERY PLAN": string }>(`explain ${statement}`, [...values]);
      const plan = rows.map((row) => row["QUERY PLAN"]).join("\n");
      expect(plan).toContain(index);
      expect(plan).not.toContain("Seq Scan");
    }
  } finally {
    await engine.end();
  }
});

test("what is late because no worker ran is held for a person, and what waited for its turn is not", async () => {
  await compose({ start: null, hours: null });
  await launchCampaign(shop.personId, ref);
  const lastPulse = (minutes: number) => pool().query(`update engine_pulse set at = app_now() - make_interval(mins => $1)`, [minutes]);
  const due = (minutes: number) => pool().query(`update message set due_at = app_now() - make_interval(mins => $1)`, [minutes]);
  await due(300);
  expect(await pulse(pool(), GRACE_MINUTES)).toBe(0);
  await lastPulse(GRACE_MINUTES - 1);
  expect(await pulse(pool(), GRACE_MINUTES)).toBe(0);
  await lastPulse(GRACE_MINUTES + 1);
  await due(GRACE_MINUTES - 1);
  expect(await pulse(pool(), GRACE_MINUTES)).toBe(0);
  await lastPulse(360);
  await due(300);
  expect((await Promise.all([1, 2, 3].map(() => pulse(pool(), GRACE_MINUTES)))).sort()).toEqual([0, 0, 1]);
  expect(await state()).toBe("held");
  expect(await findHoldReason(pool(), ref)).toMatch(/^No worker ran from 13:3\d on 27 March \(UTC\) to 19:3\d on 27 March \(UTC\)/);
  expect((await Promise.all(shop.senderIds.map(claim))).flatMap((each) => each.messages)).toEqual([]);
  expect(await resumeCampaign(shop.personId, ref)).toEqual({ kind: "moved" });
  expect(await pulse(pool(), GRACE_MINUTES)).toBe(0);
  expect((await Promise.all(shop.senderIds.map(claim))).flatMap((each) => each.messages)).toHaveLength(4);
});
