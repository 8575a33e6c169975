import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { saveAdmin } from "#lib/commands/save-admin.ts";
import type { Scenario } from "#scripts/scenario.ts";
import { FIRST_EMAIL } from "#scripts/first-admin.ts";
import { type ConnectedAccount, connectSimulatedAccounts } from "#scripts/simulated-accounts.ts";
import { startSimulator, type Simulator } from "#simulator/simulator.ts";
import { seed as demo } from "../../prisma/seeds/demo.ts";
import { seed as disaster } from "../../prisma/seeds/disaster.ts";
import { seed as empty } from "../../prisma/seeds/empty.ts";
import { seed as midCampaign } from "../../prisma/seeds/mid-campaign.ts";
import { seed as quietDay } from "../../prisma/seeds/quiet-day.ts";
import { pool } from "./connection.ts";
import { freshDatabase } from "./testing.ts";

let simulator: Simulator;
let world: { accounts: ConnectedAccount[]; actorId: string };

beforeAll(async () => void (simulator = await startSimulator()));
afterAll(async () => simulator.stop());

async function emptyWorld(): Promise<void> {
  await freshDatabase();
  const actorId = await saveAdmin({ email: FIRST_EMAIL, name: "Admin", passwordHash: "none" });
  world = { accounts: await connectSimulatedAccounts(simulator.url, undefined), actorId };
}

async function rowsOf(sql: string): Promise<Record<string, unknown>[]> {
  return (await pool().query<Record<string, unknown>>(sql)).rows;
}

/** What every campaign's messages add up to, beside what its counters say. */
const COUNTED = `
  select c.name, c.state, c.audience, c.queued,
         jsonb_build_object('accepted', coalesce(sum(t.accepted), 0), 'rejected', coalesce(sum(t.rejected), 0), 'unknown', coalesce(sum(t.unknown), 0), 'cancelled', coalesce(sum(t.cancelled), 0), 'expired', coalesce(sum(t.expired), 0), 'suppressed', coalesce(sum(t.suppressed), 0),
                            'sent', coalesce(sum(t.sent), 0), 'delivered', coalesce(sum(t.delivered), 0), 'read', coalesce(sum(t.read), 0), 'undelivered', coalesce(sum(t.undelivered), 0), 'failed', coalesce(sum(t.failed), 0)) as counters
  from campaign c left join campaign_tally t on t.account_id = c.account_id and t.campaign_id = c.id
  where c.launched_at is not null group by c.account_id, c.id, c.name, c.state, c.audience, c.queued, c.created_at order by c.created_at, c.name`;
const RECOUNTED = `
  select c.name, c.state, count(*)::int as audience,
         (count(*) - (select coalesce(sum(people::int), 0) from jsonb_each_text(c.suppressed) as left_out(reason, people)))::int as queued,
         jsonb_build_object('accepted', count(*) filter (where m.state = 'accepted'), 'rejected', count(*) filter (where m.state = 'rejected'), 'unknown', count(*) filter (where m.state = 'unknown'),
                            'cancelled', count(*) filter (where m.state = 'cancelled'), 'expired', count(*) filter (where m.state = 'expired'),
                            'suppressed', count(*) filter (where m.state = 'suppressed') - (select coalesce(sum(people::int), 0) from jsonb_each_text(c.suppressed) as left_out(reason, people)),
                            'sent', count(*) filter (where m.delivery = 'sent'), 'delivered', count(*) filter (where m.delivery = 'delivered'), 'read', count(*) filter (where m.delivery = 'read'),
                            'undelivered', count(*) filter (where m.delivery = 'undelivered'), 'failed', count(*) filter (where m.delivery = 'failed')) as counters
  from campaign c join message m on m.account_id = c.account_id and m.campaign_id = c.id
  where c.launched_at is not null group by c.account_id, c.id, c.name, c.state, c.suppressed, c.created_at order by c.created_at, c.name`;

/** Each finds rows that the engine would never leave. */
const NEVER: Record<string, string> = {
  "a campaign is closed with messages in its queue, or open with none": `
    select c.name, c.state from campaign c
    where c.launched_at is not null and (c.finished_at is null) <> exists (select from message m where m.campaign_id = c.id and m.state in ('queued', 'sending'))`,
  "a message and its attempt disagree": `
    select m.id, m.state, a.outcome from message m left join attempt a on a.account_id = m.account_id and a.message_id = m.id
    where (m.state in ('accepted', 'rejected', 'unknown')) <> (a.outcome is not null)
      or (m.state = 'accepted' and (a.outcome <> 'accepted' or a.message_sid is null)) or (m.state = 'rejected' and a.outcome <> 'rejected') or (m.state = 'unknown' and a.outcome <> 'ambiguous')`,
  "a message says more than Twilio reported": `
    (select a.message_sid, m.delivery from message m join attempt a on a.account_id = m.account_id and a.message_id = m.id where m.delivery <> 'none')
    except select message_sid, max((body ->> 'MessageStatus')::delivery_state) from provider_event where kind = 'status' group by message_sid`,
  "Twilio reported more than a message says": `
    (select message_sid, max((body ->> 'MessageStatus')::delivery_state) from provider_event where kind = 'status' group by message_sid)
    except select a.message_sid, m.delivery from message m join attempt a on a.account_id = m.account_id and a.message_id = m.id`,
  "a failure has no code, or a success has one": `
    select id from message where (delivery in ('failed', 'undelivered') or state = 'rejected') <> (error_code is not null)`,
  "a sender's departures are not those of its attempts": `
    select s.id from sender s
    where (select coalesce(sum(departed), 0) from sender_second d where d.sender_id = s.id)
      <> (select count(*) from message m join attempt a on a.account_id = m.account_id and a.message_id = m.id where m.sender_id = s.id and a.departed_at is not null)`,
  "a counter is below nothing at some moment": `
    select campaign_id, bucket_at from (
      select campaign_id, bucket_at, sum(sent) over sofar as sent, sum(delivered) over sofar as delivered, sum(read) over sofar as read from campaign_tally
      window sofar as (partition by campaign_id order by bucket_at, shard range between unbounded preceding and current row)) as summed
    where least(sent, delivered, read) < 0`,
  "somebody who opted out is not on the suppression list": `
    select id from contact r where (r.opted_out_at is not null) <> exists (select from suppression s where s.contact_id = r.id and s.lifted_at is null)`,
  "something happened in the future": `
    select 'tally' from campaign_tally where bucket_at > now() union all select 'audit' from audit_event where at > now() + interval '1 second'
    union all select 'event' from provider_event where received_at > now() union all select 'campaign' from campaign where greatest(created_at, launched_at, finished_at) > now() + interval '1 second'`,
  "somebody was written to before they were a contact, or before a campaign was launched": `
    select m.id from message m join contact r on r.id = m.contact_id join campaign c on c.id = m.campaign_id left join attempt a on a.message_id = m.id
    where r.created_at > c.launched_at or a.departed_at < c.launched_at`,
  "the books of a day say something else than what they differ in, or count more than was sent": `
    select k.sender_id, k.day from sender_audit k
    where k.stage = 'done' and ((select count(*) filter (where kind = 'foreign') <> k.theirs_unmatched or count(*) filter (where kind = 'missing') <> k.ours_unmatched or count(*) filter (where kind = 'report') <> k.mended
             from sender_audit_difference d where d.account_id = k.account_id and d.sender_id = k.sender_id and d.day = k.day)
      or k.ours <> (select count(*) from message m join attempt a on a.account_id = m.account_id and a.message_id = m.id where m.sender_id = k.sender_id and a.outcome = 'accepted' and (a.departed_at at time zone 'UTC')::date = k.day)
      or k.theirs - k.theirs_unmatched <> k.ours - k.ours_unmatched)`,
  "a campaign waits for a start that has passed": `select name from campaign where state = 'scheduled' and (start_at is null or start_at <= now() or agreed is null)`,
  "a number may be somebody's": `
    select phone from contact where phone !~ '^\\+44((113|114|117|121|131|141|151|161)4960|2079460|2920180)\\d{3}$' and phone !~ '^\\+49(4066969|2214710|8999998|6990009)\\d{3}$'
      and phone !~ '^\\+61[2378](5550|7010)\\d{4}$' and phone !~ '^\\+1\\d{3}55501\\d\\d$' and phone not in (select phone from sandbox_member)`,
};

const SCENARIOS: [string, Scenario][] = [["demo", demo], ["empty", empty], ["quiet-day", quietDay], ["mid-campaign", midCampaign], ["disaster", disaster]];

describe.each(SCENARIOS)("the scenario %s", (_name, seed) => {
  beforeAll(async () => {
    await emptyWorld();
    await seed(world);
    await pool().query(`analyze`);
  }, 120_000);

  test("has counters that say what its messages say", async () => {
    expect(await rowsOf(COUNTED)).toEqual(await rowsOf(RECOUNTED));
  });

  test.each(Object.entries(NEVER))("is no world in which %s", async (_sentence, sql) => {
    expect(await rowsOf(`select * from (${sql}) as found limit 3`)).toEqual([]);
  });

  test("can be run again and adds nothing", async () => {
    const before = await everything();
    await seed(world);
    expect(await everything()).toEqual(before);
  }, 120_000);
});

async function everything(): Promise<unknown> {
  const tables = ["contact", "contact_list", "list_member", "contact_import", "import_row", "campaign", "message", "attempt", "campaign_tally", "suppression", "inbound_message", "sender", "sender_audit", "sender_audit_difference", "decision"];
  return rowsOf(tables.map((table) => `select '${table}' as name, count(*)::int as rows from ${table}`).join(" union all ") + " order by name");
}

test("the disaster has a campaign that waits for its start, books that agree and books that differ in every way", async () => {
  await emptyWorld();
  await disaster(world);
  expect(await rowsOf(`select start_zone as zone, hours_from is not null as "hasHours" from campaign where state = 'scheduled'`)).toEqual([{ zone: "Europe/London", hasHours: true }]);
  expect(await rowsOf(`select s.name, k.ours > 0 as "isFull", k.theirs_unmatched as theirs, k.ours_unmatched as ours, k.mended from sender_audit k join sender s on s.id = k.sender_id order by s.name`)).toEqual([
    { name: "Juniper Street Coffee", isFull: true, theirs: 3, ours: 2, mended: 4 },
    { name: "Juniper Street Coffee Berlin", isFull: true, theirs: 0, ours: 0, mended: 0 },
  ]);
}, 120_000);

test("a scenario is the same on every machine", async () => {
  const settled = `select * from (${COUNTED}) as told where name in ('Welcome to the autumn', 'Herbst-Gutschein', 'A year with us: thank you')`;
  await emptyWorld();
  await quietDay(world);
  const first = await rowsOf(settled);
  await emptyWorld();
  await quietDay(world);
  expect(first).toHaveLength(3);
  expect(await rowsOf(settled)).toEqual(first);
}, 120_000);
