/** A launch to a million people, measured from its order to its commit, and what it takes of the memory of the process that orders it. */
import { setTimeout } from "node:timers/promises";
import pg from "pg";
import { createCampaign } from "#lib/commands/create-campaign.ts";
import { launchCampaign } from "#lib/commands/launch-campaign.ts";
import { saveDraft } from "#lib/commands/save-draft.ts";
import { pool } from "#lib/db/connection.ts";
import { atMost, exactly, type Figure, observed } from "./figure.ts";
import { cpuSecondsOfFamily } from "./processes.ts";
import { numberIn } from "./sized.ts";
import { openStage, type Stage } from "./stage.ts";

const PEOPLE = 1_000_000;
const SENDERS = 2;
const MPS = 400;
const SECONDS_PER_MILLION = 30;
/** What a launch may add to the memory of its process, however many people it is to. */
const GROWTH_AIM_MB = 50;
const WATCH_EVERY_MS = 25;
const IN_A_MILLION = 1_000_000;
const BYTES_PER_MB = 1_000_000;
/** One person in so many has opted out, and one in so many is written to with the fallback. */
const OPTED_OUT_EVERY = 50;
const NAMELESS_EVERY = 40;

/** `--people=N` makes it smaller or larger. */
export async function* launchFigures(args: string[]): AsyncGenerator<Figure> {
  const people = numberIn(args, "people", PEOPLE);
  const stage = await openStage();
  try {
    const listId = await listOf(stage, people);
    const ref = await draft(stage, listId);
    // Once round the way, so that what a first query loads is not counted.
    await setTimeout(WATCH_EVERY_MS);
    const before = { rss: process.memoryUsage.rss(), cpu: cpuSecondsOfFamily(stage.pids.database) ?? 0 };
    let most = before.rss;
    const watching = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), WATCH_EVERY_MS);
    const startedMs = performance.now();
    const result = await launchCampaign(stage.personId, ref);
    const seconds = (performance.now() - startedMs) / 1000;
    clearInterval(watching);
    if (result.kind !== "launched") throw new Error(`Not launched: ${result.kind}.`);
    const { audience, queued, suppressed } = result.counts;
    yield atMost(`launch to ${people.toLocaleString("en-US")} people`, seconds, "s", (SECONDS_PER_MILLION * people) / IN_A_MILLION);
    yield atMost("memory that the launch added to its process", (most - before.rss) / BYTES_PER_MB, "MB", GROWTH_AIM_MB);
    yield observed("most memory of its process", most / BYTES_PER_MB, "MB");
    yield observed("processor time of PostgreSQL for a person", (((cpuSecondsOfFamily(stage.pids.database) ?? 0) - before.cpu) * IN_A_MILLION) / people, "µs");
    yield exactly("queued and suppressed together", queued + Object.values(suppressed).reduce((sum, count) => sum + count, 0), "people", people);
    yield exactly("suppressed because they opted out", suppressed.opted_out ?? 0, "people", Math.floor(people / OPTED_OUT_EVERY));
    yield exactly("frozen audience", audience, "people", people);
  } finally {
    await stage.close();
  }
}

/** People on a list, as an import leaves them. Set-based and without a time limit: this is not what is measured. */
async function listOf({ accountId, databaseUrl }: Stage, people: number): Promise<string> {
  const client = new pg.Client(databaseUrl);
  await client.connect();
  try {
    const { rows } = await client.query<{ id: string }>(`insert into contact_list (account_id, name, columns) values ($1, 'Everybody', '{Name}') returning id`, [accountId]);
    const listId = rows[0]?.id ?? "";
    await client.query(
      `
      with r as (
        insert into contact (account_id, phone, name, attributes, consent_at, opted_out_at)
        select $1, '+4930231' || lpad(n::text, 7, '0'), 'Person ' || n,
               case when n % ${NAMELESS_EVERY} = 1 then '{"City": "Berlin"}'::jsonb else jsonb_build_object('Name', 'Person ' || n, 'City', 'Berlin') end,
               now(), case when n % ${OPTED_OUT_EVERY} = 0 then now() end
        from generate_series(1, $3::int) as n returning id
      )
      insert into list_member (account_id, list_id, contact_id) select $1, $2, id from r
      `,
      [accountId, listId, people],
    );
    await client.query(`analyze contact`);
    await client.query(`analyze list_member`);
    return listId;
  } finally {
    await client.end();
  }
}

async function draft({ accountId, personId }: Stage, listId: string): Promise<{ accountId: string; campaignId: string }> {
  await pool().query(`update sender_gate set mps = $2 where account_id = $1`, [accountId, MPS]);
  const { rows } = await pool().query<{ templateId: string; variables: { key: string }[]; senderIds: string[] }>(
    `select t.id as "templateId", t.variables, (select array_agg(id) from (select id from sender where account_id = $1 and status = 'online' order by phone limit $2) as s) as "senderIds"
     from template t where t.account_id = $1 and t.status = 'approved' and t.category = 'utility' order by t.name limit 1`,
    [accountId, SENDERS],
  );
  const [chosen] = rows;
  if (!chosen) throw new Error("Nothing to launch with.");
  const { templateId, senderIds, variables } = chosen;
  const ref = { accountId, campaignId: await createCampaign(personId, { accountId, name: "Everybody" }) };
  const mapping = Object.fromEntries(variables.map(({ key }) => [key, { from: "column", column: "Name", fallback: "there" } as const]));
  await saveDraft(personId, ref, { templateId, listId, senderIds, mapping });
  return ref;
}
