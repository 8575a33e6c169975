/** Who is written to when, so that it is by day where they are: one line per opening. */
import { Section } from "#components/frame/section.tsx";
import { DataTable, type Column } from "#components/ui/data-table.tsx";
import { NumberText } from "#components/ui/number-text.tsx";
import { AbsoluteTime } from "#components/ui/time.tsx";
import { countryName } from "#lib/domain/country-name.ts";
import { clockOf, type LocalHours } from "#lib/domain/local-hours.ts";
import { groupByOpening, type OpeningGroup, type TimedPeople } from "#lib/domain/wave-plan.ts";
import { peopleText } from "./draft.ts";

type WaveTableProps = { hours: LocalHours; waves: TimedPeople[]; /** What stands for now. */ now: Date; /** Whether it has started: then the numbers are of those who were left for an opening. */ started: boolean };

export function WaveTable({ hours, waves, now, started }: WaveTableProps) {
  const groups = groupByOpening(waves);
  const waiting = groups.filter((group) => group.opensAt > now).reduce((sum, group) => sum + group.people, 0);
  return (
    <Section
      title={`Between ${clockOf(hours.from)} and ${clockOf(hours.until)} where each person is`}
      summary={waiting === 0 ? "It is within these hours for everybody." : `${peopleText(waiting)} ${started ? "wait" : "will wait"} for their hours. Whoever’s turn has not come when they end waits for the next day.`}
    >
      <DataTable label="When people are written to" columns={started ? STARTED_COLUMNS : COLUMNS} rows={groups.map((group) => ({ ...group, open: group.opensAt <= now && now < group.closesAt }))} rowKey={(row) => `${row.opensAt.getTime()} ${row.closesAt.getTime()}`} empty={<p className="py-4 text-ink-soft">Nobody is on the list.</p>} />
    </Section>
  );
}

type Row = OpeningGroup & { open: boolean };

/** More places than these are told as a number. */
const NAMED_MAX = 3;

function placesOf({ countries, zones, unknown }: OpeningGroup): string {
  const names = [...zones.map((zone) => zone.replaceAll("_", " ")), ...countries.map(countryName), ...(unknown ? ["Numbers of no country"] : [])];
  const more = names.length - NAMED_MAX;
  return more > 0 ? `${names.slice(0, NAMED_MAX).join(", ")} and ${more} more` : names.join(", ");
}

const PLACE: Column<Row> = { name: "Where", cell: (row) => placesOf(row), text: placesOf, width: "44%" };
const FROM: Column<Row> = { name: "From", cell: (row) => (row.open ? "Now" : <AbsoluteTime at={row.opensAt} />), numeric: true };
const UNTIL: Column<Row> = { name: "Until", cell: (row) => <AbsoluteTime at={row.closesAt} />, numeric: true };
const people = (name: string): Column<Row> => ({ name, cell: (row) => <NumberText value={row.people} />, numeric: true });

const COLUMNS = [PLACE, people("People"), { ...FROM, cell: (row: Row) => <AbsoluteTime at={row.opensAt} /> }, UNTIL];
const STARTED_COLUMNS = [PLACE, people("Left for it"), FROM, UNTIL];
