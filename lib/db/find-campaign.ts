/** One campaign with everything that was chosen for it. */
import type { CampaignState } from "#lib/domain/states.ts";
import type { Template, VariableMapping } from "#lib/domain/template.ts";
import { SCHEDULE, withSchedule, type Schedule, type ScheduleRow } from "./campaign-schedule.ts";
import { REVISION, type CampaignRef } from "./campaign-writes.ts";
import type { Queryable } from "./connection.ts";
import type { Sender } from "./list-senders.ts";

export type CampaignSender = Pick<Sender, "id" | "name" | "phone" | "status" | "offlineReason" | "holdReason"> & { mps: number };

export type CampaignDetail = Schedule & {
  id: string;
  name: string;
  state: CampaignState;
  /** Changes with every change of the draft. */
  revision: string;
  createdAt: Date;
  launchedAt: Date | null;
  finishedAt: Date | null;
  /** How many people would have got it when it was scheduled. */
  agreed: number | null;
  /** Who wrote it, while they are known. */
  createdBy: string | null;
  mapping: VariableMapping;
  /** Whether those whom Meta's marketing limit kept it from are tried again. */
  retryMarketing: boolean;
  /** How many messages of each sender go out first; null is no canary. */
  canarySize: number | null;
  template: Template | null;
  list: { id: string; name: string; columns: string[] } | null;
  /** By name. */
  senders: CampaignSender[];
};

/** The campaign of this account, or null. The JSON columns are written by commands and the sync alone, in the shapes of lib/domain. */
export async function findCampaign(db: Queryable, ref: CampaignRef): Promise<CampaignDetail | null> {
  const { rows } = await db.query<Omit<CampaignDetail, keyof Schedule> & ScheduleRow>(
    `
    select c.id, c.name, c.state, ${REVISION} as revision, c.mapping, ${SCHEDULE}, c.agreed, c.retry_marketing as "retryMarketing", c.canary_size as "canarySize", c.created_at as "createdAt", c.launched_at as "launchedAt", c.finished_at as "finishedAt", person.name as "createdBy",
           case when t.id is not null then jsonb_build_object(
             'id', t.id, 'contentSid', t.content_sid, 'name', t.name, 'language', t.language, 'category', t.category, 'status', t.status,
             'rejectionReason', t.rejection_reason, 'content', t.content, 'variables', t.variables) end as template,
           case when l.id is not null then jsonb_build_object('id', l.id, 'name', l.name, 'columns', l.columns) end as list,
           coalesce((
             select jsonb_agg(jsonb_build_object('id', s.id, 'name', s.name, 'phone', s.phone, 'status', s.status, 'offlineReason', s.offline_reason,
                                                 'mps', g.mps, 'holdReason', g.hold_reason) order by lower(s.name), s.phone)
             from campaign_sender cs
             join sender s on s.account_id = cs.account_id and s.id = cs.sender_id
             join sender_gate g on g.account_id = s.account_id and g.sender_id = s.id
             where cs.account_id = c.account_id and cs.campaign_id = c.id
           ), '[]') as senders
    from campaign c
    left join person on person.id = c.created_by_id
    left join template t on t.account_id = c.account_id and t.id = c.template_id
    left join contact_list l on l.account_id = c.account_id and l.id = c.list_id
    where c.account_id = $1 and c.id = $2
    `,
    [ref.accountId, ref.campaignId],
  );
  return rows[0] ? withSchedule(rows[0]) : null;
}
