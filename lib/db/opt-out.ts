/** Putting somebody on the suppression list, and taking them off. The contact's row is what a claim locks, so the two serialise. */
import { spellingsOf } from "#lib/domain/same-address.ts";
import type { Tx } from "./connection.ts";
import { decided } from "./record-decisions.ts";

export type OptOut = {
  accountId: string;
  /** E.164 with plus. Somebody who is not a contact yet becomes one, so that a later import finds the opt-out. */
  phone: string;
  /** Why: `stop-word`, `asked`, `meta-63050`. */
  reason: string;
  /** Who says so: `inbound`, `person`, `callback`. */
  source: string;
};

/** Opt-outs come one at a time; their share of the counters is their own. */
const OPT_OUT_SHARD = 0;

/**
 * Opts somebody out of everything that this account sends: no claim that commits after this transaction takes their
 * messages, and what is queued for them is suppressed. Returns false when they were opted out already.
 */
export async function optOut(tx: Tx, entry: OptOut): Promise<boolean> {
  return (await optOutEach(tx, [entry])).length > 0;
}

/** The same for several at once. Returns the numbers that were not opted out before, in every spelling. */
export async function optOutAll(tx: Tx, { phones, ...entry }: Omit<OptOut, "phone"> & { phones: string[] }): Promise<string[]> {
  return (await optOutEach(tx, phones.map((phone) => ({ ...entry, phone })))).map(({ phone }) => phone);
}

/**
 * The same for several at once, each for a reason of its own; of two entries for one person the first is obeyed. All people
 * are locked before any counter, both in one order: two who do this at a time do not wait for each other in a circle, as
 * they would over one opt-out after the other. Returns the numbers that were not opted out before, in every spelling, and whose entry each was.
 */
export async function optOutEach<T extends OptOut>(tx: Tx, entries: T[]): Promise<{ phone: string; entry: T }[]> {
  // Every spelling: the one that is not a contact yet may come with a later import.
  const spelled = new Map(entries.toReversed().flatMap((entry) => spellingsOf(entry.phone).map((phone) => [`${entry.accountId}|${phone}`, { phone, entry }] as const)));
  const wanted = Array.from(spelled.values());
  const { rows } = await tx.query<{ accountId: string; id: string; phone: string; news: boolean }>(
    `
    insert into contact as r (account_id, phone, opted_out_at)
    select account_id, phone, null::timestamptz from unnest($1::uuid[], $2::text[]) as t(account_id, phone) order by account_id, phone
    on conflict (account_id, phone) do update set updated_at = app_now()
    returning account_id as "accountId", id, phone, opted_out_at is null as news
    `,
    [wanted.map(({ entry }) => entry.accountId), wanted.map(({ phone }) => phone)],
  );
  const news = rows.flatMap(({ accountId, id, phone, news: isNews }) => {
    const found = isNews ? spelled.get(`${accountId}|${phone}`) : undefined;
    return found ? [{ accountId, id, ...found }] : [];
  });
  if (news.length === 0) return [];
  const people = [news.map(({ accountId }) => accountId), news.map(({ id }) => id)];
  await tx.query(`update contact r set opted_out_at = app_now() from unnest($1::uuid[], $2::bigint[]) as t(account_id, id) where r.account_id = t.account_id and r.id = t.id`, people);
  await tx.query(
    `insert into suppression (account_id, contact_id, reason, source, at) select account_id, contact_id, reason, source, app_now() from unnest($1::uuid[], $2::bigint[], $3::text[], $4::text[]) as t(account_id, contact_id, reason, source)`,
    [...people, news.map(({ entry }) => entry.reason), news.map(({ entry }) => entry.source)],
  );
  await suppressQueued(tx, people);
  return news.map(({ phone, entry }) => ({ phone, entry }));
}

/** Lifts an opt-out: the person asked to be written to again. Returns false when there was none. What was suppressed stays suppressed. */
export async function liftOptOut(tx: Tx, { accountId, phone }: { accountId: string; phone: string }): Promise<boolean> {
  return (await liftOptOuts(tx, { accountId, phones: [phone] })).length > 0;
}

/** The same for several at once, and with `onlyFor` only for those who are listed for that reason and no other. Returns the numbers that were opted out before, in every spelling. */
export async function liftOptOuts(tx: Tx, entry: { accountId: string; phones: string[]; onlyFor?: string }): Promise<string[]> {
  const { rows } = await tx.query<{ id: string; phone: string }>(
    `
    with listed as (
      select id from contact r
      where account_id = $1 and phone = any($2::text[]) and opted_out_at is not null
        and ($3::text is null
          or (select coalesce(bool_and(s.reason = $3), false) from suppression s where s.account_id = r.account_id and s.contact_id = r.id and s.lifted_at is null))
      order by phone for update
    )
    update contact r set opted_out_at = null, updated_at = app_now() from listed where r.account_id = $1 and r.id = listed.id returning r.id, r.phone
    `,
    [entry.accountId, entry.phones.flatMap(spellingsOf), entry.onlyFor ?? null],
  );
  if (rows.length === 0) return [];
  await tx.query(`update suppression set lifted_at = app_now() where account_id = $1 and contact_id = any($2::bigint[]) and lifted_at is null`, [entry.accountId, rows.map((row) => row.id)]);
  return rows.map((row) => row.phone);
}

const SKIPPED = decided({ kind: "skipped", rows: "moved", each: true, reason: "'This person opted out after the message was queued.'" });

/** Looks the messages up by campaign and contact, the key that is unique: no index on the contact alone is needed. */
async function suppressQueued(tx: Tx, [accountIds, contactIds]: string[][]): Promise<void> {
  await tx.query(
    `
    with moved as (
      update message m set state = 'suppressed', suppression = 'opted_out'
      from unnest($1::uuid[], $2::bigint[]) as t(account_id, contact_id) join campaign c on c.account_id = t.account_id and c.state in ('scheduled', 'running', 'paused', 'held')
      where m.campaign_id = c.id and m.contact_id = t.contact_id and m.account_id = t.account_id and m.state = 'queued'
      returning m.account_id, m.campaign_id, m.sender_id, m.contact_id
    ),
    noted as (${SKIPPED})
    insert into campaign_tally as t (account_id, campaign_id, bucket_at, shard, suppressed)
    select account_id, campaign_id, date_bin('10 seconds', app_now_stable(), 'epoch'), $3, count(*) from moved group by account_id, campaign_id order by account_id, campaign_id
    on conflict (account_id, campaign_id, bucket_at, shard) do update set suppressed = t.suppressed + excluded.suppressed
    `,
    [accountIds, contactIds, OPT_OUT_SHARD],
  );
}

/** How many messages of a campaign may be left before those of opted-out people are looked for one by one. */
const REMAINDER_MAX = 1_000;

/**
 * Suppresses what was in a worker's hands when its person opted out and came back to the queue afterwards: no claim takes
 * it, and its campaign could not end. Only the last of a campaign is searched, through the index of what is queued. Returns how many.
 */
export async function suppressLeftovers(db: Pick<Tx, "query">): Promise<number> {
  const { rows } = await db.query<{ moved: number }>(
    `
    with ending as materialized (
      select c.account_id, c.id from campaign c
      where c.state = 'running' and c.finished_at is null and c.queued - $1 <= (
        select coalesce(sum(t.accepted + t.rejected + t.unknown + t.cancelled + t.expired + t.suppressed), 0)
        from campaign_tally t where t.account_id = c.account_id and t.campaign_id = c.id)
    ),
    stuck as materialized (
      select m.account_id, m.id
      from ending e
      join campaign_sender cs on cs.account_id = e.account_id and cs.campaign_id = e.id
      join message m on m.sender_id = cs.sender_id and m.state = 'queued' and m.campaign_id = e.id and m.account_id = e.account_id
      join contact r on r.account_id = m.account_id and r.id = m.contact_id
      where r.opted_out_at is not null or r.erased_at is not null
      limit $1
      for update of m skip locked
    ),
    moved as (
      update message m set state = 'suppressed', suppression = 'opted_out' from stuck
      where m.account_id = stuck.account_id and m.id = stuck.id
      returning m.account_id, m.campaign_id, m.sender_id, m.contact_id
    ),
    noted as (${SKIPPED}),
    counted as (
      insert into campaign_tally as t (account_id, campaign_id, bucket_at, shard, suppressed)
      select account_id, campaign_id, date_bin('10 seconds', app_now_stable(), 'epoch'), $2, count(*) from moved group by account_id, campaign_id order by account_id, campaign_id
      on conflict (account_id, campaign_id, bucket_at, shard) do update set suppressed = t.suppressed + excluded.suppressed
    )
    select count(*)::int as moved from moved
    `,
    [REMAINDER_MAX, OPT_OUT_SHARD],
  );
  return rows[0]?.moved ?? 0;
}
