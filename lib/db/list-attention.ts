/** What in an account waits for a person, the worst first: read from small tables and indexes of what is rare, never from all messages. */
import { TOLD_AFTER_FAILURES } from "#lib/domain/audit-words.ts";
import { LOW_QUALITY_WORDS } from "#lib/domain/sender-quality.ts";
import type { Queryable } from "./connection.ts";
import { UNRESOLVED_BY_CAMPAIGN } from "./list-unresolved.ts";

export const ATTENTION_KINDS = [
  "launch-asked-for",
  "sender-held",
  "campaign-held",
  "sender-offline",
  "sender-gone",
  "messages-unknown",
  "books-differ",
  "books-not-compared",
  "template-stopped",
  "template-recategorised",
  "sender-quality",
  "template-withdrawn",
  "import-failed",
  "import-waits",
] as const;
export type AttentionKind = (typeof ATTENTION_KINDS)[number];

/** `id` and `name` are of the thing behind it, or of the last of them; `count` is how many messages are unknown or on one side only, how many days or templates it is, or to how many people somebody asks to launch, else 1; `why` is what was said about it, who asks, or null. */
export type Attention = { kind: AttentionKind; id: string; name: string; why: string | null; count: number };

/** Shown on one page; whoever has more mends these first. */
const ATTENTION_MAX = 8;
/** What failed before that was seen or is of no use any more. */
const IMPORT_DAYS = 7;
/** What Twilio changed before that was seen, or has been lived with. */
const CHANGE_DAYS = 7;
/** So many days of books are told of; earlier ones were seen, or have been lived with. */
const BOOK_DAYS = 7;
/** Campaigns that still need their template. */
const OPEN_STATES = `('draft', 'scheduled', 'running', 'paused', 'held')`;

/** One line for all templates of a kind: Meta moves or stops many at once. What was taken back since is no news, and what a campaign needs has a line of its own. */
const CHANGED_AT_TWILIO = `
      select 6, 'template-recategorised', (array_agg(template.id order by change.id desc))[1], (array_agg(template.name order by change.id desc))[1], null, count(distinct template.id)::int, max(change.at)
      from sync_change change join template on template.account_id = change.account_id and template.id = change.subject_id and template.category::text = change.after and template.status <> 'gone'
      where change.account_id = $1 and change.kind = 'category' and change.at > app_now_stable() - interval '${CHANGE_DAYS} days'
      having count(*) > 0
      union all
      select 7, 'sender-quality', sender.id, sender.name, null, 1, sender.synced_at
      from sender join sender_gate gate on gate.account_id = sender.account_id and gate.sender_id = sender.id and gate.hold_reason is null
      where sender.account_id = $1 and sender.status = 'online' and upper(sender.quality) = any($2::text[])
      union all
      select 8, 'template-withdrawn', (array_agg(template.id order by change.id desc))[1], (array_agg(template.name order by change.id desc))[1], (array_agg(template.status::text order by change.id desc))[1], count(distinct template.id)::int, max(change.at)
      from sync_change change join template on template.account_id = change.account_id and template.id = change.subject_id and template.status::text = coalesce(change.after, 'gone')
      where change.account_id = $1 and (change.kind = 'gone' or (change.kind = 'status' and change.after in ('paused', 'disabled'))) and change.at > app_now_stable() - interval '${CHANGE_DAYS} days'
        and not exists (select from campaign where campaign.account_id = $1 and campaign.template_id = template.id and campaign.state in ${OPEN_STATES})
      having count(*) > 0`;

/** One line for all days of a sender. A day that cannot be compared is told of when it was tried often enough to be more than a passing trouble. */
const BOOKS = `
      select 4, 'books-differ', sender.id, sender.name, case when sum(audit.ours_unmatched) = 0 then 'theirs' when sum(audit.theirs_unmatched) = 0 then 'ours' else 'both' end,
             sum(audit.theirs_unmatched + audit.ours_unmatched)::int, max(audit.compared_at)
      from sender_audit audit join sender on sender.account_id = audit.account_id and sender.id = audit.sender_id
      where audit.account_id = $1 and audit.day >= (app_now_stable() at time zone 'UTC')::date - ${BOOK_DAYS} and audit.compared_at is not null and audit.theirs_unmatched + audit.ours_unmatched > 0
      group by sender.id, sender.name
      union all
      select 7, 'books-not-compared', sender.id, sender.name, (array_agg(audit.problem order by audit.day desc))[1], count(*)::int, max(audit.day)::timestamptz
      from sender_audit audit join sender on sender.account_id = audit.account_id and sender.id = audit.sender_id
      where audit.account_id = $1 and audit.day >= (app_now_stable() at time zone 'UTC')::date - ${BOOK_DAYS} and audit.compared_at is null and (audit.failures >= ${TOLD_AFTER_FAILURES} or audit.due_at is null)
      group by sender.id, sender.name`;

/** `mayApprove`: for whoever may be the second person to a launch. */
export async function listAttention(db: Queryable, accountId: string, mayApprove = false): Promise<{ items: Attention[]; total: number }> {
  const { rows } = await db.query<Attention & { total: number }>(
    `
    with found as (
      select 0 as rank, 'launch-asked-for' as kind, campaign.id, campaign.name, asker.name as why, request.people as count, request.requested_at as at
      from launch_request request join campaign on campaign.account_id = request.account_id and campaign.id = request.campaign_id and campaign.state = 'draft'
      left join person asker on asker.id = request.requested_by_id
      where request.account_id = $1 and request.decided_at is null and $3
      union all
      select 1 as rank, 'sender-held' as kind, sender.id, sender.name, gate.hold_reason as why, 1 as count, sender.synced_at as at
      from sender_gate gate join sender on sender.account_id = gate.account_id and sender.id = gate.sender_id
      where gate.account_id = $1 and gate.hold_reason is not null
      union all
      select 2, 'campaign-held', id, name, null, 1, created_at from campaign where account_id = $1 and state = 'held'
      union all
      select 3, 'sender-offline', id, name, offline_reason, 1, synced_at from sender where account_id = $1 and status = 'offline'
      union all
      select 3, 'sender-gone', id, name, null, 1, gone_at from sender where account_id = $1 and gone_at > app_now_stable() - interval '${CHANGE_DAYS} days'
      union all
      select 4, 'messages-unknown', campaign.id, campaign.name, null, unresolved.count, campaign.launched_at
      from (${UNRESOLVED_BY_CAMPAIGN}) as unresolved join campaign on campaign.account_id = $1 and campaign.id = unresolved.campaign_id
      union all
      ${BOOKS}
      union all
      select distinct 5, 'template-stopped', template.id, template.name, template.status::text, 1, template.synced_at
      from template join campaign on campaign.account_id = template.account_id and campaign.template_id = template.id and campaign.state in ${OPEN_STATES}
      where template.account_id = $1 and template.status in ('paused', 'disabled', 'rejected', 'gone')
      union all
      ${CHANGED_AT_TWILIO}
      union all
      select case when state = 'failed' then 9 else 10 end, case when state = 'failed' then 'import-failed' else 'import-waits' end, id, file_name, failure, 1, created_at
      from contact_import where account_id = $1 and state in ('failed', 'mapping') and created_at > app_now_stable() - interval '${IMPORT_DAYS} days'
    )
    select kind, id, name, why, count, (count(*) over ())::int as total from found order by rank, at desc, id limit ${ATTENTION_MAX}
    `,
    [accountId, LOW_QUALITY_WORDS, mayApprove],
  );
  return { items: rows.map(({ total, ...item }) => item), total: rows[0]?.total ?? 0 };
}
