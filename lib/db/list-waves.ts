/** Which people of a campaign wait for which opening. */
import type { TimedPeople } from "#lib/domain/wave-plan.ts";
import type { CampaignRef } from "./campaign-writes.ts";
import type { Queryable } from "./connection.ts";

/** More than there are zones and countries. */
const WAVES_MAX = 1_000;

/** As of the opening that is told: `people` is how many were left for it. Counted when it was planned, because counting a queue takes seconds when it is long. */
export async function listWaves(db: Queryable, ref: CampaignRef): Promise<TimedPeople[]> {
  const { rows } = await db.query<TimedPeople>(
    `select country, zone, waiting as people, opens_at as "opensAt", closes_at as "closesAt" from campaign_wave where account_id = $1 and campaign_id = $2 order by opens_at, n limit ${WAVES_MAX}`,
    [ref.accountId, ref.campaignId],
  );
  return rows;
}
