/** Who of a list gets a campaign's message, who does not and why, and with which words: counted for the review, written at launch. */
import type { Lane } from "#lib/domain/horizon.ts";
import type { ForecastSender } from "#lib/domain/launch-forecast.ts";
import type { AccountKind, SuppressionReason, TemplateCategory } from "#lib/domain/states.ts";
import type { VariableMapping } from "#lib/domain/template.ts";
import type { Place, PlannedWave } from "#lib/domain/wave-plan.ts";
import type { Queryable, Tx } from "./connection.ts";
import { knownSql, planSharing, senderSql, type Planned, type Sharing, type SharingPool } from "./share-audience.ts";
import { timingOf } from "./wave-timing.ts";

export type AudiencePlan = {
  accountId: string;
  accountKind: AccountKind;
  listId: string;
  category: TemplateCategory;
  mapping: VariableMapping;
  /** The column of the list that holds time zones, where local hours count. */
  zoneColumn?: string | null;
};

export type AudienceCounts = {
  audience: number;
  queued: number;
  suppressed: Partial<Record<SuppressionReason, number>>;
};

type CountRow = { suppression: SuppressionReason | null; people: number };

/** Counts what a launch would write, without writing. */
export async function countAudience(db: Queryable, plan: AudiencePlan): Promise<AudienceCounts> {
  const { sql, values } = planned(plan);
  const { rows } = await db.query<CountRow>(`with planned as (${sql}) select suppression, count(*)::int as people from planned group by suppression`, values);
  return countsFrom(rows);
}

/** How a launch would share the people among the senders, without writing. */
export async function countSharing(db: Queryable, plan: AudiencePlan, pool: SharingPool): Promise<Sharing> {
  return planSharing(db, planned(plan), pool);
}

/** More different cells of a zone column than any honest list has: what is beyond counts by its country. */
const PLACES_MAX = 20_000;

/** Where those who would be queued are, the most people first. */
export async function countPlaces(db: Queryable, plan: AudiencePlan): Promise<Place[]> {
  const { sql, values } = planned(plan);
  const { rows } = await db.query<Place>(
    `with planned as (${sql}) select country, zone, count(*)::int as people from planned where suppression is null group by country, zone order by people desc, country, zone limit ${PLACES_MAX}`,
    values,
  );
  return rows;
}

/** A million people take half a minute to a minute, which is longer than any other statement may. */
const FREEZE_TIMEOUT_MS = 300_000;

export type Freeze = AudiencePlan & {
  campaignId: string;
  /** The senders that can send, with what they have to send before. */
  senders: ForecastSender[];
  lane: Lane;
  /** How long after now a message may still be sent, in hours. */
  lifeHours: number;
  /** When whom may be written to; null, or left out, is everybody at once. */
  waves?: PlannedWave[] | null;
};

/** What was written; `shares` are the messages of each sender, in the order of the freeze. */
export type Frozen = { counts: AudienceCounts; shares: number[] };

/**
 * Writes one message per person of the list: queued with its words and its sender, or suppressed with the reason, so that
 * the parts add up to the whole. Set-based, so a million people are one statement; the unique index on campaign and
 * contact refuses a second freeze. Whoever a sender knows stays with it; the rest is shared by the contact's id, so that the
 * same person comes to the same sender while the pool is the same.
 */
export async function freezeAudience(tx: Tx, freeze: Freeze): Promise<Frozen> {
  await tx.query(`set local statement_timeout = ${FREEZE_TIMEOUT_MS}`);
  const pool = { senders: freeze.senders, lane: freeze.lane, lifeSeconds: freeze.lifeHours * 3600 };
  const sharing = await planSharing(tx, planned(freeze), pool);
  const { sql, values } = planned(freeze);
  const place = (value: unknown) => `$${values.push(value)}`;
  const known = knownSql(sharing.acquaintance, place);
  const sender = senderSql(sharing, freeze.senders.map(({ id }) => id), place);
  const timing = timingOf(freeze.waves ?? null, place);
  const { rows } = await tx.query<CountRow & { senderId: string | null }>(
    `
    with planned as (${sql}),
    known as (${known}), ${timing.before}
    written as (
      insert into message (account_id, campaign_id, contact_id, sender_id, state, suppression, variables, due_at, expires_at, wave, closes_at)
      select $1, ${place(freeze.campaignId)}, contact_id,
             case when suppression is null then ${sender} end,
             case when suppression is null then 'queued' else 'suppressed' end::sending_state,
             suppression, variables, ${timing.due}, (select app_now_stable()) + make_interval(hours => ${place(freeze.lifeHours)}), ${timing.wave}, ${timing.closes}
      from planned left join known using (contact_id) ${timing.join}
      order by contact_id
      returning campaign_id, suppression, sender_id, wave
    )${timing.after}
    select suppression, sender_id as "senderId", count(*)::int as people from written group by suppression, sender_id
    `,
    values,
  );
  const shares = freeze.senders.map(({ id }) => rows.find((row) => row.senderId === id)?.people ?? 0);
  await noteGiven(tx, freeze, shares);
  return { counts: countsFrom(rows), shares };
}

async function noteGiven(tx: Tx, { accountId, campaignId, senders }: Freeze, shares: number[]): Promise<void> {
  await tx.query(
    `
    update campaign_sender cs set given = share.messages
    from unnest($3::uuid[], $4::int[]) as share(sender_id, messages)
    where cs.account_id = $1 and cs.campaign_id = $2 and cs.sender_id = share.sender_id
    `,
    [accountId, campaignId, senders.map(({ id }) => id), shares],
  );
}

function countsFrom(rows: CountRow[]): AudienceCounts {
  const counts: AudienceCounts = { audience: 0, queued: 0, suppressed: {} };
  for (const { suppression, people } of rows) {
    counts.audience += people;
    if (suppression === null) counts.queued += people;
    else counts.suppressed[suppression] = people;
  }
  return counts;
}

/** One row per person: (contact_id, suppression or null, variables, country, zone as its cell says). The first reason that applies is the one that is told. */
function planned(plan: AudiencePlan): Planned {
  const values: unknown[] = [plan.accountId, plan.listId];
  const place = (value: unknown) => `$${values.push(value)}`;
  const words = Object.entries(plan.mapping).map(([key, source], n) => {
    const value =
      source.from === "text" ? `${place(oneLine(source.text))}::text` : `coalesce(nullif(${collapsed(`r.attributes ->> ${place(source.column)}::text`)}, ''), nullif(${place(oneLine(source.fallback))}::text, ''))`;
    return { key: `${place(key)}::text`, name: `word.n${n}`, column: `${value} as n${n}` };
  });
  const missing = words.length === 0 ? "false" : words.map(({ name }) => `${name} is null`).join(" or ");
  const object = words.length === 0 ? `'{}'::jsonb` : `jsonb_build_object(${words.map(({ key, name }) => `${key}, ${name}`).join(", ")})`;
  const zone = plan.zoneColumn ? `nullif(btrim(r.attributes ->> ${place(plan.zoneColumn)}::text), '')` : `null::text`;
  const marketing = plan.category === "marketing";
  const reasons = [
    `when r.opted_out_at is not null then 'opted_out'`,
    ...(plan.accountKind === "sandbox" ? [`when not exists (select 1 from sandbox_member s where s.account_id = r.account_id and s.phone = r.phone and s.expires_at > app_now_stable()) then 'not_joined'`] : []),
    // WhatsApp's policy asks for proof of opt-in; marketing templates do not reach numbers of the United States (63049, since 1 April 2025).
    ...(marketing ? [`when r.consent_at is null then 'no_consent'`, `when r.country = 'US' then 'us_marketing'`] : []),
    `when ${missing} then 'variable_missing'`,
  ];
  // What stands before an offset is worked out once for a person. Else it is copied to wherever its name stands, and a word would be cleaned a dozen times.
  const sql = `
    select r.id as contact_id, (case ${reasons.join(" ")} end)::suppression_reason as suppression, ${object} as variables, r.country, ${zone} as zone
    from list_member l
    join contact r on r.account_id = l.account_id and r.id = l.contact_id
    ${words.length === 0 ? "" : `cross join lateral (select ${words.map(({ column }) => column).join(", ")} offset 0) word`}
    where l.account_id = $1 and l.list_id = $2 and r.erased_at is null
    offset 0`;
  return { sql, values };
}

/** Twilio refuses values with line breaks, tabs or more than four spaces in a row (63013, 21656). */
function collapsed(expression: string): string {
  return `btrim(regexp_replace(${expression}, '\\s+', ' ', 'g'))`;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
