/** Comparing both books of a sender and a day: whose turn it is, who does it, and what became of the try. */
import { nextTry } from "#lib/domain/audit-words.ts";
import { DAYS_BACK, LATEST_HOURS, QUIET_MINUTES, SETTLED_HOURS, type AuditProblem, type AuditStage, type AuditWindow } from "#lib/domain/sender-audit.ts";
import type { Queryable } from "./connection.ts";

/** Whoever compares has so long for a step, in seconds; whoever is killed is followed by another from the same place. */
const LEASE_SECONDS = 300;
/** Written by whoever goes on: it is still theirs, and nothing stands in the way any more. */
export const LEASED = `due_at = app_now() + interval '${LEASE_SECONDS} seconds', failures = 0, problem = null`;

export type AuditKey = { accountId: string; senderId: string; /** As 2026-11-24, in UTC. */ day: string };

export type TakenAudit = AuditKey & {
  token: string;
  /** E.164 with plus. */
  phone: string;
  window: AuditWindow;
  stage: AuditStage;
  cursor: string | null;
  pages: number;
  campaignId: string | null;
  contactId: string | null;
  asked: number;
};

/**
 * Senders and days of an account `a` whose turn it is: the day is settled and the account is quiet, or it is so late that it is done all the same.
 * A sender that is not there any more is compared for the days on which it was.
 */
export const AUDITS_DUE = `
select s.account_id, s.id as sender_id, d.day
from sender s
cross join lateral (select (app_now_stable() at time zone 'UTC')::date - back as day from generate_series(1, ${DAYS_BACK}) as back) as d
cross join lateral (select d.day::timestamp at time zone 'UTC' as begins_at, (d.day + 1)::timestamp at time zone 'UTC' as ends_at) as e
left join sender_audit k on k.account_id = s.account_id and k.sender_id = s.id and k.day = d.day
where s.account_id = a.id and (s.status in ('online', 'offline') or s.gone_at > e.begins_at)
  and a.created_at < e.ends_at and app_now_stable() >= e.ends_at + interval '${SETTLED_HOURS} hours'
  and (k.day is null or k.due_at <= app_now_stable())
  and (app_now_stable() >= e.ends_at + interval '${LATEST_HOURS} hours' or not exists (
    select from sender q join sender_second x on x.account_id = q.account_id and x.sender_id = q.id
    where q.account_id = a.id and x.second_at > app_now_stable() - interval '${QUIET_MINUTES} minutes'))`;

/** Takes what waits longest; null when nothing does. Whom another holds at this moment is passed by. */
export async function takeAudit(db: Queryable, accountId: string, token: string): Promise<TakenAudit | null> {
  await db.query(`insert into sender_audit (account_id, sender_id, day, due_at) select due.account_id, due.sender_id, due.day, app_now() from account a cross join lateral (${AUDITS_DUE}) as due where a.id = $1 on conflict do nothing`, [accountId]);
  const { rows } = await db.query<Omit<TakenAudit, "window" | "token"> & AuditWindow>(
    `
    with next as materialized (
      select k.account_id, k.sender_id, k.day from account a cross join lateral (${AUDITS_DUE}) as due
      join sender_audit k on k.account_id = due.account_id and k.sender_id = due.sender_id and k.day = due.day
      where a.id = $1 and k.due_at <= app_now_stable() order by k.due_at, k.day, k.sender_id limit 1 for update of k skip locked
    ),
    taken as (
      update sender_audit k set token = $2, due_at = app_now() + interval '${LEASE_SECONDS} seconds' from next
      where k.account_id = next.account_id and k.sender_id = next.sender_id and k.day = next.day returning k.*
    )
    select t.account_id as "accountId", t.sender_id as "senderId", t.day::text as day, s.phone, t.stage, t.cursor, t.pages, t.campaign_id as "campaignId", t.contact_id::text as "contactId", t.asked,
           greatest(t.day::timestamp at time zone 'UTC', a.created_at) as "from", (t.day + 1)::timestamp at time zone 'UTC' as until
    from taken t join account a on a.id = t.account_id join sender s on s.account_id = t.account_id and s.id = t.sender_id
    `,
    [accountId, token],
  );
  const [row] = rows;
  if (!row) return null;
  const { from, until, ...audit } = row;
  return { ...audit, token, window: { from, until } };
}

/** Leaves it to whoever comes next, where it stands. Does nothing when somebody else has it now. */
export async function leaveAudit(db: Queryable, audit: TakenAudit): Promise<void> {
  await db.query(`update sender_audit set due_at = app_now(), token = null where ${HELD}`, heldBy(audit));
}

/** Writes down why it could not go on and when it is tried again, if ever. */
export async function failAudit(db: Queryable, audit: TakenAudit, problem: AuditProblem): Promise<void> {
  const { rows } = await db.query<{ failures: number; now: Date }>(`select failures + 1 as failures, app_now() as now from sender_audit where ${HELD}`, heldBy(audit));
  const [failed] = rows;
  if (!failed) return;
  // A list without an end has none an hour later either.
  const dueAt = problem === "endless" ? null : nextTry(failed.failures, failed.now);
  await db.query(`update sender_audit set problem = $5, failures = $6, due_at = $7, token = null where ${HELD}`, [...heldBy(audit), problem, failed.failures, dueAt]);
}

/** Names the row of an audit only as long as it is this caller's: what comes after another took it changes nothing. */
export const HELD = `account_id = $1 and sender_id = $2 and day = $3::date and token = $4`;

export function heldBy({ accountId, senderId, day, token }: TakenAudit): [string, string, string, string] {
  return [accountId, senderId, day, token];
}
