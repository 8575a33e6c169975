/** Walking through a campaign for messages whose reports did not come: a piece at a time, by whichever worker has time. */
import { REPORT_OVERDUE_SECONDS } from "#lib/domain/report-check.ts";
import type { Queryable } from "./connection.ts";

/** Who walks has so long for a piece, in seconds; whoever is killed is followed by another from the same place. */
const LEASE_SECONDS = 300;
/** Campaigns launched before that are not asked about any more, in days. */
const DAYS_MAX = 8;
/** Messages looked through for one piece. */
const LOOKED_AT_MAX = 20_000;

export type ReportCheck = { accountId: string; campaignId: string; /** The last contact that was walked past. */ contactId: string; finishedAt: Date | null; now: Date };

export type Unreported = { messageId: string; n: number; messageSid: string; contactId: string };

/** `through`: the contact up to which all were looked at; null when that was the end of the campaign. */
export type UnreportedPiece = { messages: Unreported[]; through: string | null };

/** Campaigns of an account `a` whose turn it is. */
export const REPORTS_DUE = `
select c.account_id, c.id from campaign c left join report_check k on k.account_id = c.account_id and k.campaign_id = c.id
where c.account_id = a.id and c.launched_at > app_now_stable() - interval '${DAYS_MAX} days' and c.launched_at < app_now_stable() - interval '${REPORT_OVERDUE_SECONDS} seconds'
  and coalesce(k.due_at, c.launched_at) <= app_now_stable()`;

/** Takes the campaign of the account that waits longest; null when none does. */
export async function takeReportCheck(db: Queryable, accountId: string, token: string): Promise<ReportCheck | null> {
  await db.query(`insert into report_check (account_id, campaign_id, due_at) select due.account_id, due.id, app_now() from account a cross join lateral (${REPORTS_DUE}) as due where a.id = $1 on conflict do nothing`, [accountId]);
  const { rows } = await db.query<ReportCheck>(
    `
    with next as materialized (
      select account_id, campaign_id from report_check where account_id = $1 and due_at <= app_now_stable() order by due_at, campaign_id limit 1 for update skip locked
    ),
    taken as (
      update report_check k set token = $2, due_at = app_now() + interval '${LEASE_SECONDS} seconds' from next
      where k.account_id = next.account_id and k.campaign_id = next.campaign_id returning k.*
    )
    select taken.account_id as "accountId", taken.campaign_id as "campaignId", taken.contact_id as "contactId", c.finished_at as "finishedAt", app_now() as now
    from taken join campaign c on c.account_id = taken.account_id and c.id = taken.campaign_id
    `,
    [accountId, token],
  );
  return rows[0] ?? null;
}

/** The next messages that Twilio took, whose last report is not the end of their way and should have come. The counters say first whether there are any. */
export async function listUnreported(db: Queryable, check: ReportCheck, max: number): Promise<UnreportedPiece> {
  const { rows: counted } = await db.query<{ missing: boolean }>(
    `select coalesce(sum(accepted - delivered - read - undelivered - failed), 0) > 0 as missing from campaign_tally where account_id = $1 and campaign_id = $2`,
    [check.accountId, check.campaignId],
  );
  if (!counted[0]?.missing) return { messages: [], through: null };
  const { rows } = await db.query<Unreported & { edge: string | null }>(
    `
    with range as materialized (
      select account_id, id, contact_id, state, delivery from message
      where campaign_id = $2 and account_id = $1 and contact_id > $3 order by contact_id limit ${LOOKED_AT_MAX}
    ),
    edge as (select case when count(*) = ${LOOKED_AT_MAX} then max(contact_id) end as contact_id from range),
    found as (
      select m.id, m.contact_id, a.n, a.message_sid
      from range m join attempt a on a.account_id = m.account_id and a.message_id = m.id and a.outcome = 'accepted' and a.message_sid is not null
      where m.state = 'accepted' and m.delivery in ('none', 'queued', 'sending', 'sent') and a.departed_at < app_now_stable() - interval '${REPORT_OVERDUE_SECONDS} seconds'
      order by m.contact_id limit $4
    )
    select found.id as "messageId", found.n, found.message_sid as "messageSid", found.contact_id as "contactId", edge.contact_id as edge
    from edge left join found on true order by found.contact_id
    `,
    [check.accountId, check.campaignId, check.contactId, max],
  );
  const messages = rows.flatMap(({ messageId, n, messageSid, contactId }) => (messageId === null ? [] : [{ messageId, n, messageSid, contactId }]));
  return { messages, through: messages.length === max ? (messages.at(-1)?.contactId ?? null) : (rows[0]?.edge ?? null) };
}

/** Notes how far it was walked, and when it goes on; never again with null. Does nothing when somebody else walks now. */
export async function storeReportCheck(db: Queryable, check: ReportCheck, token: string, next: { contactId: string; dueAt: Date | null }): Promise<void> {
  await db.query(`update report_check set contact_id = $4, due_at = coalesce($5::timestamptz, 'infinity'), token = null where account_id = $1 and campaign_id = $2 and token = $3`, [check.accountId, check.campaignId, token, next.contactId, next.dueAt]);
}
