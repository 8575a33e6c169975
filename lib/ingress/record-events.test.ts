import { beforeAll, beforeEach, expect, test } from "vitest";
import { inTransaction, pool } from "#lib/db/connection.ts";
import { optOutAll, optOutEach } from "#lib/db/opt-out.ts";
import type { StatusEvent } from "#lib/db/record-status-events.ts";
import { seedCampaign, type SeededCampaign } from "#lib/db/testing-campaign.ts";
import { freshDatabase } from "#lib/db/testing.ts";
import { RefusalCounts } from "#lib/domain/refusal-counts.ts";
import { type EventRecorder, recordEvents } from "./record-events.ts";

const PEOPLE = 12;
let seeded: SeededCampaign;
let recorder: EventRecorder;
let said: { event: string; facts: Record<string, string | number> }[];

beforeAll(async () => void (await freshDatabase()));
beforeEach(async () => {
  await pool().query(`truncate account, audit_event cascade`);
  seeded = await seedCampaign(pool(), { people: PEOPLE, mps: 80 });
  said = [];
  recorder = { db: pool(), shard: 7, refusals: new RefusalCounts(), say: (event, facts) => said.push({ event, facts }) };
});

/** A failure of every message, which all departed just now. */
async function failures(code: number): Promise<StatusEvent[]> {
  const { rows } = await pool().query<{ messageId: string }>(
    `with taken as (update message set state = 'accepted' where account_id = $1 and state = 'queued' returning id),
          gone as (insert into attempt (account_id, message_id, n, claim_token, worker, slot_at, departed_at, outcome) select $1, id, 1, gen_random_uuid(), 'test', now(), now(), 'accepted' from taken returning message_id)
     select message_id as "messageId" from gone order by message_id`,
    [seeded.accountId],
  );
  return rows.map(({ messageId }) => ({ accountId: seeded.accountId, messageId, n: 1, messageSid: `SM${messageId.padStart(32, "0")}`, delivery: "failed", errorCode: code, body: {} }));
}

test("a group in which everybody fails for the template holds its campaign once, and says so once", async () => {
  await recordEvents(recorder, await failures(63_041));
  expect(said).toEqual([{ event: "reaction", facts: { reaction: "hold-template", code: 63_041, campaigns: 1 } }]);
  expect((await pool().query(`select 1 from audit_event where action = 'campaign.held'`)).rowCount).toBe(1);
});

test("a hold that cannot be written loses no callback, and is said", async () => {
  const events = await failures(63_020);
  await pool().query(`alter table audit_event rename to audit_away`);
  try {
    await recordEvents(recorder, events);
  } finally {
    await pool().query(`alter table audit_away rename to audit_event`);
  }
  expect(said).toEqual([{ event: "reaction to a callback failed", facts: { reaction: "stop-sender", code: 63_020 } }]);
  expect((await pool().query(`select 1 from message where delivery = 'failed'`)).rowCount).toBe(PEOPLE);
});

test("a report on what counts as not sent is said loudly, in numbers only", async () => {
  const events = await failures(63_024);
  await pool().query(`update attempt set outcome = 'not_sent'`);
  await recordEvents(recorder, events);
  expect(said).toEqual([{ event: expect.stringContaining("ALARM"), facts: { callbacks: PEOPLE } }]);
  expect(recorder.refusals.counts()).toEqual({ "denied-attempt": PEOPLE });
});

test("people who refuse in one group are opted out each for their own reason, with a line of audit each", async () => {
  const events = (await failures(63_050)).map((event, index) => (index % 2 === 0 ? event : { ...event, errorCode: 21_610 }));
  await recordEvents(recorder, events);
  const { rows } = await pool().query(`select reason, count(*)::int as n from suppression group by 1 order by 1`);
  expect(rows).toEqual([{ reason: "meta-63050", n: PEOPLE / 2 }, { reason: "twilio-21610", n: PEOPLE / 2 }]);
  const { rows: lines } = await pool().query(`select detail ->> 'scope' as scope, count(distinct subject_id)::int as n from audit_event where action = 'contact.opted-out' group by 1 order by 1`);
  expect(lines).toEqual([{ scope: "all", n: PEOPLE / 2 }, { scope: "marketing", n: PEOPLE / 2 }]);
});

test("two who opt out the same people at once, in whatever order, never wait for each other in a circle", async () => {
  const { rows } = await pool().query<{ phone: string }>(`select phone from contact order by phone`);
  const phones = rows.map(({ phone }) => phone);
  const { accountId } = seeded;
  // A second campaign, so that there are two counters to wait for.
  await pool().query(
    `with c as (insert into campaign (account_id, name, state, template_id) select account_id, 'Second', 'running', template_id from campaign where id = $1 returning account_id, id)
     insert into message (account_id, campaign_id, contact_id, sender_id, expires_at) select c.account_id, c.id, r.id, $2, now() + interval '1 day' from c join contact r on r.account_id = c.account_id where r.id % 2 = 0`,
    [seeded.campaignId, seeded.senderId],
  );
  for (let round = 0; round < 60; round += 1) {
    await pool().query(`update message set state = 'queued', suppression = null where state = 'suppressed'`);
    await pool().query(`update contact set opted_out_at = null`);
    const reasons = ["meta-63050", "twilio-21610", "meta-63033"];
    const entries = phones.map((phone, index) => ({ accountId, phone, reason: reasons[index % reasons.length] ?? "", source: "callback" }));
    const single = (phone: string) => inTransaction((tx) => optOutAll(tx, { accountId, phones: [phone], reason: "stop-word", source: "inbound" }));
    const work = [inTransaction((tx) => optOutEach(tx, entries)), inTransaction((tx) => optOutEach(tx, entries.toReversed())), ...phones.slice(-4).map(single)];
    const ended = await Promise.allSettled(work);
    expect(ended.filter(({ status }) => status === "rejected"), `round ${round}`).toEqual([]);
    expect((await pool().query(`select 1 from message where state = 'queued'`)).rowCount).toBe(0);
  }
});
