/** Who would get a campaign if it started now, and when each of them may be written to. */
import { zoneColumnIn } from "#lib/domain/local-hours.ts";
import { mappingFor } from "#lib/domain/variable-mapping.ts";
import { wavePlan } from "#lib/domain/wave-plan.ts";
import type { AccountKind } from "#lib/domain/states.ts";
import { pool } from "#lib/db/connection.ts";
import type { CampaignDetail } from "#lib/db/find-campaign.ts";
import { countAudience, countPlaces } from "#lib/db/freeze-audience.ts";

/** `counts` is null while template or list are missing; `plan` is null without local hours, too. `from` is its start, or now. */
export async function readPlan(account: { id: string; kind: AccountKind }, { template, list, mapping, hours, start }: CampaignDetail) {
  const now = new Date();
  const from = start && start.at > now ? start.at : now;
  if (!template || !list) return { from, counts: null, plan: null };
  const audience = { accountId: account.id, accountKind: account.kind, listId: list.id, category: template.category, mapping: mappingFor(template.variables, mapping), zoneColumn: zoneColumnIn(list.columns) };
  const [counts, places] = await Promise.all([countAudience(pool(), audience), hours ? countPlaces(pool(), audience) : []]);
  return { from, counts, plan: hours ? { hours, ...wavePlan(places, { hours, from, homeZone: start?.zone ?? "UTC" }) } : null };
}
