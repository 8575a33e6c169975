/** The columns of the list of what changed at Twilio, its filter, and the same as a short list on the page of one thing. */
import { Badge } from "#components/ui/badge.tsx";
import type { Column } from "#components/ui/data-table.tsx";
import { FilterBar, FilterChip } from "#components/ui/filter-chips.tsx";
import type { MarkName } from "#components/ui/mark.tsx";
import { RelativeTime } from "#components/ui/time.tsx";
import type { Tone } from "#components/ui/tone.ts";
import { SYNC_CHANGE_KINDS, type SyncChangeKind } from "#lib/domain/sync-change.ts";
import type { TableAddresses } from "#lib/forms/table-view.ts";
import { CHANGE_LABEL, changeText, changeTone, SUBJECT_LABEL, type ShownChange } from "./change-words.ts";

export type ChangeRow = ShownChange & { id: string; at: Date; subjectId: string; name: string };

const MARK: Record<Tone, MarkName> = { neutral: "dot", progress: "half", success: "check", warning: "bang", danger: "cross", unknown: "question" };

function ChangeBadge({ change }: { change: ShownChange }) {
  const tone = changeTone(change);
  return <Badge quiet look={{ label: CHANGE_LABEL[change.kind], tone, mark: MARK[tone] }} />;
}

export const CHANGE_COLUMNS: Column<ChangeRow>[] = [
  { name: "Name", cell: ({ name }) => <bdi>{name}</bdi>, text: ({ name }) => name, width: "28%" },
  { name: "Of", cell: ({ subject }) => SUBJECT_LABEL[subject] },
  { name: "What", cell: (change) => <ChangeBadge change={change} />, narrow: "aside" },
  { name: "Change", cell: (change) => <bdi>{changeText(change)}</bdi>, wrap: true, width: "34%" },
  { name: "Noticed", cell: ({ at }) => <RelativeTime at={at} />, numeric: true },
];

type ChangeFiltersProps = { addresses: Pick<TableAddresses, "filtered">; kind: SyncChangeKind | null; counts: Partial<Record<SyncChangeKind, number>> };

/** Offers the kinds that occur. */
export function ChangeFilters({ addresses, kind, counts }: ChangeFiltersProps) {
  const present = SYNC_CHANGE_KINDS.filter((each) => counts[each] !== undefined || each === kind);
  return (
    <FilterBar label="Changes">
      <FilterChip
        label="What"
        value={kind && CHANGE_LABEL[kind]}
        clearHref={addresses.filtered({ kind: null })}
        options={present.map((each) => ({ href: addresses.filtered({ kind: each }), label: CHANGE_LABEL[each], current: each === kind, count: counts[each] ?? 0 }))}
      />
    </FilterBar>
  );
}

/** The last changes of one template or sender. */
export function ChangesOfOne({ changes }: { changes: ChangeRow[] }) {
  return (
    <ul className="divide-y divide-line border-y border-line">
      {changes.map((change) => (
        <li key={change.id} className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 py-2">
          <span className="flex min-w-0 flex-wrap items-baseline gap-x-3">
            <ChangeBadge change={change} />
            <bdi className="wrap-anywhere">{changeText(change)}</bdi>
          </span>
          <span className="text-ink-soft">
            <RelativeTime at={change.at} />
          </span>
        </li>
      ))}
    </ul>
  );
}
