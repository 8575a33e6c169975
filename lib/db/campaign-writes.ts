/** Changes to campaigns, each under the campaign's row lock. */
import type { CampaignStart } from "#lib/domain/campaign-start.ts";
import type { LocalHours } from "#lib/domain/local-hours.ts";
import { MARKETING_RETRY_HOURS } from "#lib/domain/retry-rule.ts";
import type { AccountKind, CampaignState, SenderStatus, TemplateCategory, TemplateStatus } from "#lib/domain/states.ts";
import type { TemplateContent, TemplateVariable, VariableMapping } from "#lib/domain/template.ts";
import type { AudienceCounts } from "./freeze-audience.ts";
import { SCHEDULE, setSchedule, withSchedule, type Schedule, type ScheduleRow } from "./campaign-schedule.ts";
import type { Tx } from "./connection.ts";

export type CampaignRef = { accountId: string; campaignId: string };

/** When the draft was last changed, in microseconds, of the table `c`: what somebody saw is what is launched, or nothing is. */
export const REVISION = `(extract(epoch from c.updated_at) * 1000000)::bigint::text`;

export type LockedCampaign = {
  state: CampaignState;
  revision: string;
  name: string;
  launchedAt: Date | null;
  start: CampaignStart | null;
  hours: LocalHours | null;
  /** How many people would have got it when it was scheduled. */
  agreed: number | null;
  /** The most people that whoever scheduled it could launch to; null is any number. */
  peopleMax: number | null;
  /** What the database takes for now. */
  now: Date;
  accountKind: AccountKind;
  /** From how many people on a launch needs a second person; null is never. */
  approveAbove: number | null;
  listId: string | null;
  /** Headers of the list; none without a list. */
  listColumns: string[];
  mapping: VariableMapping;
  /** How many messages of each sender go out first; null is no canary. */
  canarySize: number | null;
  template: { category: TemplateCategory; status: TemplateStatus; name: string; content: TemplateContent; variables: TemplateVariable[] } | null;
  senders: { id: string; name: string; status: SenderStatus; mps: number; holdReason: string | null }[];
};

/** The campaign with all that a launch decides by, its row locked until the transaction ends; null when there is none. */
export async function lockCampaign(tx: Tx, ref: CampaignRef): Promise<LockedCampaign | null> {
  const { rows } = await tx.query<Omit<LockedCampaign, "start" | "hours"> & ScheduleRow>(
    `
    select c.state, ${REVISION} as revision, c.name, c.launched_at as "launchedAt", ${SCHEDULE}, c.agreed, c.people_max as "peopleMax", app_now() as now, a.kind as "accountKind", a.approve_above as "approveAbove", c.list_id as "listId", c.mapping, c.canary_size as "canarySize",
           coalesce((select l.columns from contact_list l where l.account_id = c.account_id and l.id = c.list_id), '{}') as "listColumns",
           (select jsonb_build_object('category', t.category, 'status', t.status, 'name', t.name, 'content', t.content, 'variables', t.variables)
            from template t where t.account_id = c.account_id and t.id = c.template_id) as template,
           coalesce((
             select jsonb_agg(jsonb_build_object('id', s.id, 'name', s.name, 'status', s.status, 'mps', g.mps, 'holdReason', g.hold_reason) order by s.phone)
             from campaign_sender cs
             join sender s on s.account_id = cs.account_id and s.id = cs.sender_id
             join sender_gate g on g.sender_id = s.id
             where cs.account_id = c.account_id and cs.campaign_id = c.id
           ), '[]') as senders
    from campaign c join account a on a.id = c.account_id
    where c.account_id = $1 and c.id = $2
    for update of c
    `,
    [ref.accountId, ref.campaignId],
  );
  return rows[0] ? withSchedule(rows[0]) : null;
}

/** Starts a draft. Returns its id. */
export async function insertCampaign(tx: Tx, draft: { accountId: string; name: string; actorId: string }): Promise<string> {
  const { rows } = await tx.query<{ id: string }>(
    `insert into campaign (account_id, name, created_by_id, created_at, updated_at) values ($1, $2, $3, app_now(), app_now()) returning id`,
    [draft.accountId, draft.name, draft.actorId],
  );
  const id = rows[0]?.id;
  if (!id) throw new Error("The draft was not written.");
  return id;
}

export type DraftChanges = { name?: string; templateId?: string; listId?: string; mapping?: VariableMapping; senderIds?: string[]; schedule?: Schedule; retryMarketing?: boolean; /** Null takes it back. */ canarySize?: number | null };

/** Changes what is named and leaves the rest. The schema refuses a template, list or sender of another account. */
export async function updateDraft(tx: Tx, ref: CampaignRef, changes: DraftChanges): Promise<void> {
  await tx.query(
    `
    update campaign
    set name = coalesce($3, name), template_id = coalesce($4, template_id), list_id = coalesce($5, list_id), mapping = coalesce($6, mapping), retry_marketing = coalesce($7, retry_marketing),
        canary_size = case when $8 then $9 else canary_size end, updated_at = app_now()
    where account_id = $1 and id = $2
    `,
    [ref.accountId, ref.campaignId, changes.name ?? null, changes.templateId ?? null, changes.listId ?? null, changes.mapping ? JSON.stringify(changes.mapping) : null, changes.retryMarketing ?? null, changes.canarySize !== undefined, changes.canarySize ?? null],
  );
  if (changes.schedule) await setSchedule(tx, ref, changes.schedule);
  if (!changes.senderIds) return;
  await tx.query(`delete from campaign_sender where account_id = $1 and campaign_id = $2`, [ref.accountId, ref.campaignId]);
  await tx.query(`insert into campaign_sender (account_id, campaign_id, sender_id) select $1, $2, unnest($3::uuid[]) on conflict do nothing`, [ref.accountId, ref.campaignId, changes.senderIds]);
}

/** Puts the campaign in another state. Which moves are allowed is the caller's rule. What is cancelled before it started is over at once. */
export async function setCampaignState(tx: Tx, ref: CampaignRef, state: CampaignState): Promise<void> {
  await tx.query(
    `
    update campaign
    set state = $3, updated_at = app_now(), finished_at = case when $3 = 'cancelled'::campaign_state and launched_at is null then app_now() else finished_at end
    where account_id = $1 and id = $2
    `,
    [ref.accountId, ref.campaignId, state],
  );
}

/** Lets a draft wait for its start, with how many people it was agreed to write to, and the most that whoever agreed could launch to. */
export async function setScheduled(tx: Tx, ref: CampaignRef, { agreed, peopleMax }: { agreed: number | null; peopleMax: number | null }): Promise<void> {
  await tx.query(`update campaign set state = 'scheduled', agreed = $3, people_max = $4, start_failures = 0, start_retry_at = null, updated_at = app_now() where account_id = $1 and id = $2`, [ref.accountId, ref.campaignId, agreed, peopleMax]);
}

/** Starts the campaign with what its freeze wrote. */
export async function startCampaign(tx: Tx, ref: CampaignRef, start: { counts: AudienceCounts; lifeHours: number; hasMedia: boolean }): Promise<void> {
  await tx.query(
    `
    update campaign
    set state = 'running', audience = $3, queued = $4, suppressed = $5, launched_at = app_now(), updated_at = app_now(), expires_at = app_now() + make_interval(hours => $6), has_media = $7,
        retry_until = case when retry_marketing then app_now() + make_interval(hours => $6 + ${MARKETING_RETRY_HOURS}) end
    where account_id = $1 and id = $2
    `,
    [ref.accountId, ref.campaignId, start.counts.audience, start.counts.queued, JSON.stringify(start.counts.suppressed), start.lifeHours, start.hasMedia],
  );
}

/** Removes a draft that was never launched. */
export async function deleteDraft(tx: Tx, ref: CampaignRef): Promise<void> {
  await tx.query(`delete from campaign where account_id = $1 and id = $2 and launched_at is null`, [ref.accountId, ref.campaignId]);
}
