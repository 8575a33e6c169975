/** Who did what to a campaign. */
import type { CampaignRef } from "./campaign-writes.ts";
import type { Queryable } from "./connection.ts";

const LINES_MAX = 50;

export type AuditLine = {
  id: string;
  at: Date;
  /** Null when a process acted, or the person is gone. */
  actor: string | null;
  action: string;
  detail: Record<string, unknown>;
};

/** Why a campaign was held last, or null when nobody wrote it down. */
export async function findHoldReason(db: Queryable, ref: CampaignRef): Promise<string | null> {
  const { rows } = await db.query<{ reason: string | null }>(
    `
    select event.detail->>'reason' as reason
    from audit_event event
    where event.account_id = $1 and event.subject_kind = 'campaign' and event.subject_id = $2::text and event.action = 'campaign.held'
      and event.at >= (select created_at from campaign where account_id = $1 and id = $2::uuid)
    order by event.at desc, event.id desc
    limit 1
    `,
    [ref.accountId, ref.campaignId],
  );
  return rows[0]?.reason ?? null;
}

/** The audit of one campaign, newest first, at most LINES_MAX lines. The account's audit is read back to the day the campaign was made. */
export async function listCampaignAudit(db: Queryable, ref: CampaignRef): Promise<AuditLine[]> {
  const { rows } = await db.query<AuditLine>(
    `
    select event.id, event.at, person.name as actor, event.action, event.detail
    from audit_event event
    left join person on person.id = event.actor_id
    where event.account_id = $1 and event.subject_kind = 'campaign' and event.subject_id = $2::text
      and event.at >= (select created_at from campaign where account_id = $1 and id = $2::uuid)
    order by event.at desc, event.id desc
    limit ${LINES_MAX}
    `,
    [ref.accountId, ref.campaignId],
  );
  return rows;
}
