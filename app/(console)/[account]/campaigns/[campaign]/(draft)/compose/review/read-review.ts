/** What a launch would do now: who gets it, from whom, and when it is done. */
import { pool } from "#lib/db/connection.ts";
import type { CampaignDetail } from "#lib/db/find-campaign.ts";
import { countAudience, countSharing } from "#lib/db/freeze-audience.ts";
import { listSenderLoads } from "#lib/db/review-campaign.ts";
import { CAMPAIGN_LIFE_HOURS, usableSenders, WAVES_LIFE_HOURS } from "#lib/domain/campaign-rules.ts";
import { freeShares, launchForecast } from "#lib/domain/launch-forecast.ts";
import type { AccountKind } from "#lib/domain/states.ts";
import { carriesMedia } from "#lib/domain/template.ts";
import { mappingFor } from "#lib/domain/variable-mapping.ts";

/** The counts are null while template or list are missing. */
export async function readReview(account: { id: string; kind: AccountKind }, draft: CampaignDetail) {
  const { template, list, mapping } = draft;
  const lane = template && carriesMedia(template.content) ? ("media" as const) : ("text" as const);
  const lifeSeconds = (draft.hours ? WAVES_LIFE_HOURS : CAMPAIGN_LIFE_HOURS) * 3600;
  const senders = await listSenderLoads(pool(), account.id, usableSenders(draft.senders));
  if (!template || !list) return { counts: null, forecast: launchForecast({ lane, senders, shares: [], lifeSeconds }) };
  const plan = { accountId: account.id, accountKind: account.kind, listId: list.id, category: template.category, mapping: mappingFor(template.variables, mapping) };
  const [counts, sharing] = await Promise.all([countAudience(pool(), plan), countSharing(pool(), plan, { senders, lane, lifeSeconds })]);
  const shares = sharing.shares ?? freeShares(senders, counts.queued, lane);
  return { counts, forecast: launchForecast({ lane, senders, shares, lifeSeconds }) };
}
