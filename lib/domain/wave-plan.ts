/** Who of an audience is written to when, so that it is between the chosen hours where each of them is. */
import type { Wave } from "./horizon.ts";
import { isZoneName, nextOpening, zonesOfCountry, type LocalHours, type Opening } from "./local-hours.ts";

/** People with one country, and one cell of the list’s zone column; null where there is none. */
export type Place = { country: string | null; zone: string | null; people: number };

/** People who share their clocks: by `zone`, as their cells spell it, or else by the country of their numbers. */
export type PlannedWave = Place & Opening & { n: number; /** In all of these it is within the hours. */ zones: string[] };

export type WavePlan = {
  /** In the order in which they open. The first in number, 0, is for whoever fits no other. */
  waves: PlannedWave[];
  /** Countries in which the hours never hold everywhere at once. */
  impossible: string[];
};

type Planning = { hours: LocalHours; /** Nobody is written to before. */ from: Date; /** Whose clocks count for a number of no country. */ homeZone: string };

export function wavePlan(places: Place[], { hours, from, homeZone }: Planning): WavePlan {
  const waves: PlannedWave[] = [];
  const impossible: string[] = [];
  for (const { people, ...clocks } of clocksOf(places)) {
    const own = clocks.zone === null ? zonesOfCountry(clocks.country) : [clocks.zone];
    const zones = own.length > 0 ? own : [homeZone];
    const opening = nextOpening(zones, hours, from);
    if (opening === null) impossible.push(clocks.country ?? homeZone);
    else waves.push({ ...clocks, people, n: waves.length, zones, closesAt: opening.closesAt, opensAt: opening.opensAt < from ? from : opening.opensAt });
  }
  return { waves: waves.sort((a, b) => a.opensAt.getTime() - b.opensAt.getTime() || b.people - a.people || a.n - b.n), impossible };
}

/** First whoever fits nothing else, then every zone and every country once. A cell that names no zone counts by the country. */
function clocksOf(places: Place[]): Place[] {
  const byClock = new Map<string, Place>([[keyOf({ country: null, zone: null }), { country: null, zone: null, people: 0 }]]);
  for (const { country, zone, people } of places) {
    const clocks = zone !== null && isZoneName(zone) ? { country: null, zone } : { country, zone: null };
    const known = byClock.get(keyOf(clocks));
    byClock.set(keyOf(clocks), { ...clocks, people: people + (known?.people ?? 0) });
  }
  return [...byClock.values()];
}

function keyOf({ country, zone }: Pick<Place, "country" | "zone">): string {
  return `${zone ?? ""} ${country ?? ""}`;
}

/** Waves that open and close together, for people to read. */
export type OpeningGroup = Opening & { people: number; countries: string[]; zones: string[]; unknown: boolean };

export type TimedPeople = Opening & { country: string | null; zone: string | null; people: number };

/** One line per opening, in order; who nobody waits for is left out. */
export function groupByOpening(waves: TimedPeople[]): OpeningGroup[] {
  const groups = new Map<string, OpeningGroup>();
  for (const wave of waves) {
    if (wave.people === 0) continue;
    const key = `${wave.opensAt.getTime()} ${wave.closesAt.getTime()}`;
    const group = groups.get(key) ?? { opensAt: wave.opensAt, closesAt: wave.closesAt, people: 0, countries: [], zones: [], unknown: false };
    group.people += wave.people;
    if (wave.zone !== null) group.zones.push(wave.zone);
    else if (wave.country !== null) group.countries.push(wave.country);
    else group.unknown = true;
    groups.set(key, group);
  }
  return [...groups.values()].sort((a, b) => a.opensAt.getTime() - b.opensAt.getTime() || a.closesAt.getTime() - b.closesAt.getTime());
}

/** The same for a forecast: how many are due when, in seconds after `from`. */
export function wavesFrom(waves: Pick<TimedPeople, "opensAt" | "people">[], from: Date): Wave[] {
  return waves.map(({ opensAt, people }) => ({ atSeconds: Math.max(0, (opensAt.getTime() - from.getTime()) / 1000), messages: people }));
}
