/** Queues one message per recipient and starts the campaign. The drain does the sending. */
import { crashpoint } from "#lib/crashpoint.ts";
import { recordAudit } from "#lib/db/audit.ts";
import { layCanary } from "#lib/db/canary.ts";
import { lockCampaign, startCampaign, type CampaignRef } from "#lib/db/campaign-writes.ts";
import { inTransaction } from "#lib/db/connection.ts";
import { freezeAudience, type AudienceCounts } from "#lib/db/freeze-audience.ts";
import { listSenderLoads } from "#lib/db/review-campaign.ts";
import { CAMPAIGN_LIFE_HOURS, isLaunchable, launchProblems, usableSenders, type LaunchProblem } from "#lib/domain/campaign-rules.ts";
import { launchForecast } from "#lib/domain/launch-forecast.ts";
import type { CampaignState } from "#lib/domain/states.ts";
import { carriesMedia } from "#lib/domain/template.ts";
import { mappingFor } from "#lib/domain/variable-mapping.ts";

export type LaunchResult =
  | { kind: "launched"; counts: AudienceCounts }
  | { kind: "not-found" }
  | { kind: "not-launchable"; state: CampaignState }
  | { kind: "incomplete"; problem: LaunchProblem }
  | { kind: "no-recipients"; counts: AudienceCounts }
  | { kind: "changed-since" }
  | { kind: "more-than-confirmed"; confirmed: number; queued: number }
  /** `late` messages would not leave before they are not wanted any more. */
  | { kind: "takes-too-long"; hours: number; late: number };

/** What makes a transaction undo what it wrote and answer with a refusal. */
class Refusal extends Error {
  readonly result: LaunchResult;
  constructor(result: LaunchResult) {
    super(result.kind);
    this.result = result;
  }
}

/** What somebody saw and agreed to. What is left out was not asked. */
export type Agreed = { people?: number; revision?: string };

/**
 * Launches a campaign once: a second launch, from another window or at the same moment, finds it launched. A draft that
 * was changed since it was agreed to is not launched, and a list that has grown since is not written to.
 */
export async function launchCampaign(actorId: string, ref: CampaignRef, agreed: Agreed = {}): Promise<LaunchResult> {
  const confirmed = agreed.people ?? Infinity;
  try {
    return await inTransaction(async (tx) => {
      const campaign = await lockCampaign(tx, ref);
      if (!campaign) return { kind: "not-found" };
      crashpoint("E1");
      if (!isLaunchable(campaign.state)) return { kind: "not-launchable", state: campaign.state };
      if (agreed.revision !== undefined && agreed.revision !== campaign.revision) return { kind: "changed-since" };
      const [problem] = launchProblems(campaign);
      if (problem) return { kind: "incomplete", problem };
      const { template, listId, senders } = campaign;
      if (!template || !listId) return { kind: "incomplete", problem: { kind: template ? "no-list" : "no-template" } };

      const lane = carriesMedia(template.content) ? "media" : "text";
      const loads = await listSenderLoads(tx, ref.accountId, usableSenders(senders));
      const { counts, shares } = await freezeAudience(tx, {
        ...ref,
        accountKind: campaign.accountKind,
        listId,
        category: template.category,
        mapping: mappingFor(template.variables, campaign.mapping),
        senders: loads,
        lane,
        lifeHours: CAMPAIGN_LIFE_HOURS,
      });
      if (counts.queued === 0) throw new Refusal({ kind: "no-recipients", counts });
      if (counts.queued > confirmed) throw new Refusal({ kind: "more-than-confirmed", confirmed, queued: counts.queued });
      const { seconds, late } = launchForecast({ lane, senders: loads, shares, lifeSeconds: CAMPAIGN_LIFE_HOURS * 3600 });
      if (seconds > CAMPAIGN_LIFE_HOURS * 3600) throw new Refusal({ kind: "takes-too-long", hours: seconds / 3600, late: Math.ceil(late) });

      crashpoint("E3");
      await startCampaign(tx, ref, { counts, lifeHours: CAMPAIGN_LIFE_HOURS, hasMedia: carriesMedia(template.content) });
      if (campaign.canarySize !== null) await layCanary(tx, ref, campaign.canarySize);
      await recordAudit(tx, { accountId: ref.accountId, actorId, action: "campaign.launched", subjectKind: "campaign", subjectId: ref.campaignId, detail: { ...counts } });
      return { kind: "launched", counts };
    });
  } catch (error) {
    if (error instanceof Refusal) return error.result;
    throw error;
  }
}
