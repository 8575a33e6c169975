/** The parts of the freeze that give each message the opening of its wave, and keep the waves. */
import type { PlannedWave } from "#lib/domain/wave-plan.ts";

export type Timing = {
  /** A common table before the messages, and one after. */
  before: string;
  after: string;
  join: string;
  due: string;
  wave: string;
  closes: string;
};

/** Asked once, and not for each person. */
const NOW = "(select app_now_stable())";
/** Everybody is due at once, and at any hour. */
const AT_ONCE: Timing = { before: "", after: "", join: "", due: NOW, wave: "null::smallint", closes: "null::timestamptz" };

/** A person is of the wave of their zone, else of their country, else of wave 0. */
export function timingOf(waves: PlannedWave[] | null, place: (value: unknown) => string): Timing {
  if (waves === null) return AT_ONCE;
  const either = (column: string) => `coalesce(by_zone.${column}, by_country.${column}, (select ${column} from opening where n = 0))`;
  const queued = (value: string) => `case when suppression is null then ${value} end`;
  return {
    before: `opening as materialized (
      select n, zone, country, zones, "opensAt" as opens_at, "closesAt" as closes_at
      from jsonb_to_recordset(${place(JSON.stringify(waves))}::jsonb) as w(n smallint, zone text, country text, zones text[], "opensAt" timestamptz, "closesAt" timestamptz)
    ),`,
    after: `,
    waves as (
      insert into campaign_wave (account_id, campaign_id, n, country, zone, zones, people, waiting, opens_at, closes_at)
      select $1, met.campaign_id, opening.n, opening.country, opening.zone, opening.zones, met.people, met.people, opening.opens_at, opening.closes_at
      from (select campaign_id, wave, count(*)::int as people from written where wave is not null group by campaign_id, wave) as met
      join opening on opening.n = met.wave
    )`,
    join: `
      left join opening by_zone on by_zone.zone = planned.zone
      left join opening by_country on by_zone.n is null and by_country.zone is null and by_country.country = planned.country`,
    due: `greatest(${NOW}, ${either("opens_at")})`,
    wave: queued(either("n")),
    closes: queued(either("closes_at")),
  };
}
