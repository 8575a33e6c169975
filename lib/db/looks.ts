/** Attempts without an answer that are looked for at the provider: whose turn it is, who looks, and what was seen. */
import { LOOK_AFTER_SECONDS, type Looks, type UnfoundVerdict } from "#lib/domain/look.ts";
import type { Queryable, Tx } from "./connection.ts";

export type LookedFor = Looks & {
  accountId: string;
  messageId: string;
  n: number;
  campaignId: string;
  contactId: string;
  senderId: string;
  /** E.164 with plus. */
  from: string;
  /** E.164 with plus. */
  to: string;
  /** Whether it is sent once more, by the account's setting, when three whole lists do not show it: once for each message. */
  retries: boolean;
};

/** For so long nobody else looks for what was taken, in seconds: longer than a few lists take. Whoever is killed meanwhile is followed by another after it. */
const LEASE_SECONDS = 180;
/** Another attempt between the two numbers that departed so long before may still have been taken after this one, in minutes. */
const RIVAL_MINUTES = 10;

/**
 * Takes up to `max` attempts whose turn it is, those never looked for first, and keeps others from them for a while. Both
 * ranges come from attempt_look_idx in its order. `skip locked`: whom a callback is settling at this moment needs no look.
 */
export async function takeLooks(db: Queryable, { accountId, token, max }: { accountId: string; token: string; max: number }): Promise<LookedFor[]> {
  const { rows } = await db.query<LookedFor>(
    `
    with never as materialized (
      select account_id, message_id, n from attempt
      where account_id = $1 and outcome = 'ambiguous' and look_at is null and slot_at <= app_now_stable() - make_interval(secs => $4)
      order by slot_at limit $3 for update skip locked
    ),
    again as materialized (
      select account_id, message_id, n from attempt
      where account_id = $1 and outcome = 'ambiguous' and look_at <= app_now_stable()
      order by look_at limit $3 for update skip locked
    ),
    due as materialized (select * from (select * from never union all select * from again) as both_kinds limit $3),
    taken as (
      update attempt a set look_token = $2, look_at = app_now() + make_interval(secs => $5)
      from due where a.account_id = due.account_id and a.message_id = due.message_id and a.n = due.n
      returning a.*
    )
    select t.account_id as "accountId", t.message_id as "messageId", t.n, m.campaign_id as "campaignId", m.contact_id as "contactId", m.sender_id as "senderId",
           s.phone as "from", r.phone as "to", t.departed_at as "departedAt", t.looks, t.look_negatives as negatives, t.look_failures as failures, 
           o.retry_unconfirmed and not exists (select from attempt e where e.account_id = t.account_id and e.message_id = t.message_id and e.outcome = 'released_by_person') as retries
    from taken t
    join account o on o.id = t.account_id
    join message m on m.account_id = t.account_id and m.id = t.message_id
    join sender s on s.account_id = m.account_id and s.id = m.sender_id
    join contact r on r.account_id = m.account_id and r.id = m.contact_id
    order by t.slot_at
    `,
    [accountId, token, max, LOOK_AFTER_SECONDS[0], LEASE_SECONDS],
  );
  return rows;
}

/** Of the SIDs those that an attempt of ours has. */
export async function knownSids(db: Queryable, sids: string[]): Promise<Set<string>> {
  const { rows } = await db.query<{ sid: string }>(`select message_sid as sid from attempt where message_sid = any($1::text[])`, [sids]);
  return new Set(rows.map(({ sid }) => sid));
}

/** Other attempts between the two numbers that have no SID and may have been taken. Messages are looked up by campaign and contact, the key that is unique. */
export async function countRivals(db: Queryable, look: LookedFor): Promise<number> {
  const { rows } = await db.query<{ rivals: number }>(
    `
    select count(*)::int as rivals
    from campaign c
    join message m on m.campaign_id = c.id and m.contact_id = $2 and m.account_id = c.account_id and m.sender_id = $3
    join attempt a on a.account_id = m.account_id and a.message_id = m.id
    where c.account_id = $1 and c.launched_at is not null and c.expires_at > $4::timestamptz - interval '${RIVAL_MINUTES} minutes'
      and a.outcome in ('open', 'ambiguous', 'unconfirmed', 'assumed', 'released_by_person') and a.message_sid is null
      and a.departed_at > $4::timestamptz - interval '${RIVAL_MINUTES} minutes' and (a.message_id, a.n) <> ($5::bigint, $6::smallint)
    `,
    [look.accountId, look.contactId, look.senderId, look.departedAt, look.messageId, look.n],
  );
  return rows[0]?.rivals ?? 0;
}

/** Holds the attempt until the transaction ends and says what time it is; null when it was settled meanwhile, or somebody else looks now. */
export async function holdLook(tx: Tx, look: LookedFor, token: string): Promise<Date | null> {
  const { rows } = await tx.query<{ now: Date }>(
    `select app_now() as now from attempt where account_id = $1 and message_id = $2 and n = $3 and look_token = $4 and outcome = 'ambiguous' for update`,
    [look.accountId, look.messageId, look.n, token],
  );
  return rows[0]?.now ?? null;
}

/** Whether the attempt is known as accepted under this SID now, or as one that failed since and made room for another. */
export async function hasSid(tx: Tx, look: LookedFor, messageSid: string): Promise<boolean> {
  const { rowCount } = await tx.query(`select from attempt where account_id = $1 and message_id = $2 and n = $3 and outcome in ('accepted', 'failed') and message_sid = $4`, [look.accountId, look.messageId, look.n, messageSid]);
  return rowCount === 1;
}

/** Writes down what a look saw, and with it that nobody can tell where that is the verdict. The caller holds the attempt. */
export async function recordLook(tx: Tx, look: LookedFor, verdict: UnfoundVerdict): Promise<void> {
  await tx.query(
    `
    update attempt
    set look_at = $4, look_token = null, looks = $5, look_negatives = $6, look_failures = $7, looked_at = app_now(), look_finding = $8,
        outcome = case when $9 then 'unconfirmed'::attempt_outcome else outcome end
    where account_id = $1 and message_id = $2 and n = $3
    `,
    [look.accountId, look.messageId, look.n, verdict.kind === "again" ? verdict.at : null, verdict.looks, verdict.negatives, verdict.failures, verdict.finding, verdict.kind === "unconfirmed"],
  );
}
