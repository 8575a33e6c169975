/** A launch under the campaign's row lock: everybody of its list is queued or left out for a reason, and it runs. */
import { crashpoint } from "#lib/crashpoint.ts";
import { CAMPAIGN_LIFE_HOURS, launchProblems, usableSenders, WAVES_LIFE_HOURS, type LaunchProblem } from "#lib/domain/campaign-rules.ts";
import { launchForecast } from "#lib/domain/launch-forecast.ts";
import { zoneColumnIn } from "#lib/domain/local-hours.ts";
import { carriesMedia } from "#lib/domain/template.ts";
import { mappingFor } from "#lib/domain/variable-mapping.ts";
import { wavePlan, wavesFrom, type PlannedWave } from "#lib/domain/wave-plan.ts";
import { layCanary } from "./canary.ts";
import { startCampaign, type CampaignRef, type LockedCampaign } from "./campaign-writes.ts";
import type { Tx } from "./connection.ts";
import { countPlaces, freezeAudience, type AudienceCounts, type AudiencePlan } from "./freeze-audience.ts";
import { listSenderLoads } from "./review-campaign.ts";

export type LaunchRefusal =
  | { kind: "incomplete"; problem: LaunchProblem }
  | { kind: "no-recipients"; counts: AudienceCounts }
  | { kind: "more-than-confirmed"; confirmed: number; queued: number }
  /** `most` people are what one launch of theirs may write to. */
  | { kind: "above-your-limit"; most: number; queued: number }
  /** To more than `above` people, this account launches nothing on the word of one person. */
  | { kind: "needs-second-person"; above: number; queued: number }
  /** `late` messages would not leave before they are not wanted any more. */
  | { kind: "takes-too-long"; hours: number; lifeHours: number; late: number };

/** Makes the transaction undo what it wrote. */
export class LaunchRefused extends Error {
  readonly refusal: LaunchRefusal;
  constructor(refusal: LaunchRefusal) {
    super(refusal.kind);
    this.refusal = refusal;
  }
}

/** Launches what `lockCampaign` locked, to at most `confirmed` people, or throws `LaunchRefused`. Whether its state allows that is the caller's rule. */
export async function launchLocked(tx: Tx, ref: CampaignRef, { campaign, confirmed }: { campaign: LockedCampaign; confirmed: number }): Promise<AudienceCounts> {
  const [problem] = launchProblems(campaign);
  if (problem) throw new LaunchRefused({ kind: "incomplete", problem });
  const { template, listId, senders } = campaign;
  if (!template || !listId) throw new LaunchRefused({ kind: "incomplete", problem: { kind: template ? "no-list" : "no-template" } });

  const plan = { ...ref, accountKind: campaign.accountKind, listId, category: template.category, mapping: mappingFor(template.variables, campaign.mapping), zoneColumn: zoneColumnIn(campaign.listColumns) };
  const waves = await wavesOf(tx, plan, campaign);
  const lifeHours = waves === null ? CAMPAIGN_LIFE_HOURS : WAVES_LIFE_HOURS;
  const lane = carriesMedia(template.content) ? "media" : "text";
  const loads = await listSenderLoads(tx, ref.accountId, usableSenders(senders));
  const { counts, shares } = await freezeAudience(tx, { ...plan, senders: loads, lane, lifeHours, waves });
  if (counts.queued === 0) throw new LaunchRefused({ kind: "no-recipients", counts });
  if (counts.queued > confirmed) throw new LaunchRefused({ kind: "more-than-confirmed", confirmed, queued: counts.queued });
  const { seconds, late } = launchForecast({ lane, senders: loads, shares, lifeSeconds: lifeHours * 3600, waves: waves ? wavesFrom(waves, campaign.now) : undefined });
  if (seconds > lifeHours * 3600) throw new LaunchRefused({ kind: "takes-too-long", hours: seconds / 3600, lifeHours, late: Math.ceil(late) });

  crashpoint("E3");
  await startCampaign(tx, ref, { counts, lifeHours, hasMedia: carriesMedia(template.content) });
  if (campaign.canarySize !== null) await layCanary(tx, ref, campaign.canarySize);
  return counts;
}

/** When whom may be written to from now on; null without local hours. */
async function wavesOf(tx: Tx, plan: AudiencePlan, { hours, start, now }: LockedCampaign): Promise<PlannedWave[] | null> {
  if (hours === null) return null;
  const { waves, impossible } = wavePlan(await countPlaces(tx, plan), { hours, from: now, homeZone: start?.zone ?? "UTC" });
  if (impossible.length > 0) throw new LaunchRefused({ kind: "incomplete", problem: { kind: "hours-impossible", countries: impossible } });
  return waves;
}
