/** Campaigns of a scenario's past: composed, launched and sent as the console does, at their own time. */
import { CAMPAIGN_LIFE_HOURS } from "#lib/domain/campaign-rules.ts";
import type { CampaignState } from "#lib/domain/states.ts";
import type { VariableMapping } from "#lib/domain/template.ts";
import { carriesMedia } from "#lib/domain/template.ts";
import { mappingFor } from "#lib/domain/variable-mapping.ts";
import { recordAudit } from "./audit.ts";
import { insertCampaign, lockCampaign, setCampaignState, setScheduled, startCampaign, updateDraft, type CampaignRef } from "./campaign-writes.ts";
import type { Schedule } from "./campaign-schedule.ts";
import { pool, type Queryable, type Tx } from "./connection.ts";
import { freezeAudience } from "./freeze-audience.ts";
import { inThePast, moveClock } from "./seed-clock.ts";
import { type Fate, playHistory } from "./seed-history.ts";

export type Draft = {
  accountId: string;
  actorId: string;
  name: string;
  /** Names of a template, of a list, and of senders; left out, every sender that is online sends. */
  template: string;
  list: string;
  senders?: string[];
  mapping: VariableMapping;
};

/** Where a campaign stopped half-way, and as what it stands since. */
export type Stop = { afterMinutes: number; as: Extract<CampaignState, "paused" | "held" | "cancelled" | "running"> } | { expired: true; afterMinutes: number };

export type PastCampaign = Draft & {
  launchedMinutesAgo: number;
  /** Messages per second of each sender then; left out, what is set now. */
  perSecond?: number;
  fate: Fate;
  stop?: Stop;
};

/** Minutes from the first word of a draft to its launch. */
const COMPOSED_IN_MINUTES = 25;

/** Writes a campaign and what became of it until now. Null when the account has a campaign of this name. */
export async function writePastCampaign(past: PastCampaign): Promise<string | null> {
  if (await findCampaignByName(past)) return null;
  return inThePast(past.launchedMinutesAgo + COMPOSED_IN_MINUTES, async (tx) => {
    const ref = await compose(tx, past);
    await moveClock(tx, past.launchedMinutesAgo);
    await launch(tx, ref, past.actorId);
    if (past.stop && "as" in past.stop) await stopAt(tx, { past, ref, stop: past.stop });
    await playHistory(tx, {
      ...ref,
      fate: past.fate,
      perSecond: past.perSecond ?? null,
      stopAfterMinutes: past.stop?.afterMinutes ?? null,
      rest: restOf(past.stop),
    });
    return ref.campaignId;
  });
}

/** Writes a draft that nobody has launched, begun so many minutes ago. Null when the account has a campaign of this name. */
export async function writeDraft(draft: Draft & { minutesAgo: number }): Promise<string | null> {
  if (await findCampaignByName(draft)) return null;
  return inThePast(draft.minutesAgo, async (tx) => (await compose(tx, draft)).campaignId);
}

/** Writes a campaign that was agreed to so many minutes ago and waits for its start. Null when the account has a campaign of this name. */
export async function writeScheduled({ schedule, people, ...draft }: Draft & { minutesAgo: number; schedule: Schedule; people: number }): Promise<string | null> {
  if (await findCampaignByName(draft)) return null;
  const { accountId, actorId } = draft;
  return inThePast(draft.minutesAgo, async (tx) => {
    const ref = await compose(tx, draft);
    await updateDraft(tx, ref, { schedule });
    await setScheduled(tx, ref, { agreed: people, peopleMax: null });
    const { start } = schedule;
    await recordAudit(tx, { accountId, actorId, action: "campaign.scheduled", subjectKind: "campaign", subjectId: ref.campaignId, detail: { startAt: start?.at, wall: start?.wall, zone: start?.zone, offset: start?.offset, people } });
    return ref.campaignId;
  });
}

/** The campaign of this name, or null. */
export async function findCampaignByName({ accountId, name }: { accountId: string; name: string }): Promise<string | null> {
  const { rows } = await pool().query<{ id: string }>(`select id from campaign where account_id = $1 and name = $2`, [accountId, name]);
  return rows[0]?.id ?? null;
}

/** The template of this name. */
export async function findTemplateNamed(db: Queryable, accountId: string, name: string): Promise<string> {
  const { rows } = await db.query<{ id: string }>(`select id from template where account_id = $1 and name = $2`, [accountId, name]);
  return known(rows[0], `template "${name}"`);
}

/** The list of this name. */
export async function findListNamed(db: Queryable, accountId: string, name: string): Promise<string> {
  const { rows } = await db.query<{ id: string }>(`select id from contact_list where account_id = $1 and name = $2`, [accountId, name]);
  return known(rows[0], `list "${name}"`);
}

function known(row: { id: string } | undefined, what: string): string {
  if (!row) throw new Error(`The scenario knows no ${what}.`);
  return row.id;
}

/** Moves a campaign that was launched just now into the past, and sends what would have left since. */
export async function sendSinceMinutes(tx: Tx, ref: CampaignRef, sent: { minutes: number; fate: Fate }): Promise<void> {
  const values = [ref.accountId, ref.campaignId, sent.minutes];
  await tx.query(`update message set due_at = due_at - make_interval(mins => $3), expires_at = expires_at - make_interval(mins => $3) where account_id = $1 and campaign_id = $2`, values);
  await tx.query(
    `
    update campaign
    set created_at = created_at - make_interval(mins => $3), launched_at = launched_at - make_interval(mins => $3), expires_at = expires_at - make_interval(mins => $3)
    where account_id = $1 and id = $2
    `,
    values,
  );
  await tx.query(`update audit_event set at = at - make_interval(mins => $3) where account_id = $1 and subject_kind = 'campaign' and subject_id = $2::uuid::text`, values);
  await playHistory(tx, { ...ref, fate: sent.fate, perSecond: null, stopAfterMinutes: null, rest: "queued" });
}

async function compose(tx: Tx, draft: Draft): Promise<CampaignRef> {
  const { accountId, actorId, name } = draft;
  const campaignId = await insertCampaign(tx, { accountId, actorId, name });
  const ref = { accountId, campaignId };
  const templateId = await findTemplateNamed(tx, accountId, draft.template);
  const listId = await findListNamed(tx, accountId, draft.list);
  const { rows } = await tx.query<{ id: string }>(
    `select id from sender where account_id = $1 and (name = any($2::text[]) or ($2::text[] is null and status = 'online')) order by phone`,
    [accountId, draft.senders ?? null],
  );
  await updateDraft(tx, ref, { templateId, listId, mapping: draft.mapping, senderIds: rows.map(({ id }) => id) });
  await recordAudit(tx, { accountId, actorId, action: "campaign.created", subjectKind: "campaign", subjectId: campaignId, detail: { name } });
  return ref;
}

/** The launch of lib/commands without its refusals: a scenario may tell of a template that was usable then. */
async function launch(tx: Tx, ref: CampaignRef, actorId: string): Promise<void> {
  const campaign = await lockCampaign(tx, ref);
  if (!campaign?.template || !campaign.listId) throw new Error("A campaign of the scenario has no template or no list.");
  const { template, listId, senders } = campaign;
  const { counts } = await freezeAudience(tx, {
    ...ref,
    accountKind: campaign.accountKind,
    listId,
    category: template.category,
    mapping: mappingFor(template.variables, campaign.mapping),
    senders: senders.map(({ id, mps }) => ({ id, mps, backlog: 0, backlogMedia: 0 })),
    lane: carriesMedia(template.content) ? "media" : "text",
    lifeHours: CAMPAIGN_LIFE_HOURS,
  });
  if (counts.queued === 0) throw new Error(`Nobody would get the campaign "${campaign.name}" of the scenario.`);
  await startCampaign(tx, ref, { counts, lifeHours: CAMPAIGN_LIFE_HOURS, hasMedia: carriesMedia(template.content) });
  await recordAudit(tx, { accountId: ref.accountId, actorId, action: "campaign.launched", subjectKind: "campaign", subjectId: ref.campaignId, detail: { ...counts } });
}

async function stopAt(tx: Tx, { past, ref, stop }: { past: PastCampaign; ref: CampaignRef; stop: Extract<Stop, { as: CampaignState }> }): Promise<void> {
  if (stop.as === "running") return;
  await moveClock(tx, past.launchedMinutesAgo - stop.afterMinutes);
  await setCampaignState(tx, ref, stop.as);
  // A campaign is held by Drumbeat itself; the rest is somebody's decision.
  const actorId = stop.as === "held" ? null : past.actorId;
  await recordAudit(tx, { accountId: ref.accountId, actorId, action: `campaign.${stop.as}`, subjectKind: "campaign", subjectId: ref.campaignId, detail: { from: "running", to: stop.as } });
}

function restOf(stop: Stop | undefined): "queued" | "cancelled" | "expired" {
  if (!stop) return "queued";
  if ("expired" in stop) return "expired";
  return stop.as === "cancelled" ? "cancelled" : "queued";
}
