/** What a launch would do now: who gets it, from whom, and when it is done. */
import { pool } from "#lib/db/connection.ts";
import type { CampaignDetail } from "#lib/db/find-campaign.ts";
import { countSharing } from "#lib/db/freeze-audience.ts";
import { listSenderLoads } from "#lib/db/review-campaign.ts";
import { CAMPAIGN_LIFE_HOURS, usableSenders, WAVES_LIFE_HOURS } from "#lib/domain/campaign-rules.ts";
import { freeShares, launchForecast } from "#lib/domain/launch-forecast.ts";
import type { AccountKind } from "#lib/domain/states.ts";
import { carriesMedia } from "#lib/domain/template.ts";
import { mappingFor } from "#lib/domain/variable-mapping.ts";
import { wavesFrom } from "#lib/domain/wave-plan.ts";
import { readPlan } from "../../../read-plan.ts";

/** The plan of `readPlan`, and the forecast that follows from it. */
export async function readReview(account: { id: string; kind: AccountKind }, draft: CampaignDetail) {
  const { template, list, mapping } = draft;
  const lane = template && carriesMedia(template.content) ? ("media" as const) : ("text" as const);
  const lifeSeconds = (draft.hours ? WAVES_LIFE_HOURS : CAMPAIGN_LIFE_HOURS) * 3600;
  const senders = await listSenderLoads(pool(), account.id, usableSenders(draft.senders));
  const audience = template && list && { accountId: account.id, accountKind: account.kind, listId: list.id, category: template.category, mapping: mappingFor(template.variables, mapping) };
  const [planned, sharing] = await Promise.all([readPlan(account, draft), audience && countSharing(pool(), audience, { senders, lane, lifeSeconds })]);
  const { from, counts, plan } = planned;
  const shares = sharing?.shares ?? (counts ? freeShares(senders, counts.queued, lane) : []);
  return { ...planned, forecast: launchForecast({ lane, senders, shares, lifeSeconds, waves: plan ? wavesFrom(plan.waves, from) : undefined }) };
}
