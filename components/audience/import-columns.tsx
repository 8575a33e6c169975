/** The columns of the list of imports, and their filter. */
import { ColumnChoice } from "#components/ui/column-choice.tsx";
import type { Column } from "#components/ui/data-table.tsx";
import { FilterBar, FilterChip } from "#components/ui/filter-chips.tsx";
import { NumberText } from "#components/ui/number-text.tsx";
import { RelativeTime } from "#components/ui/time.tsx";
import { IMPORT_STATES, type ImportState } from "#lib/domain/states.ts";
import type { TableAddresses } from "#lib/forms/table-view.ts";
import { IMPORT_LOOK, ImportBadge } from "./import-look.tsx";

export type ImportRow = { id: string; fileName: string; state: ImportState; list: { name: string }; taken: number; duplicates: number; rejected: number; withoutConsent: number; createdBy: string | null; createdAt: Date };

export const IMPORT_COLUMNS: Column<ImportRow>[] = [
  { key: "file", name: "File", cell: ({ fileName }) => <bdi>{fileName}</bdi>, text: ({ fileName }) => fileName, width: "24%" },
  { key: "list", name: "List", cell: ({ list }) => <bdi className="max-sm:line-clamp-2">{list.name}</bdi>, text: ({ list }) => list.name, width: "20%" },
  { key: "state", name: "State", cell: ({ state }) => <ImportBadge state={state} quiet />, narrow: "aside", essential: true },
  { key: "taken", name: "Taken", cell: ({ taken, state }) => <Count value={taken} state={state} />, numeric: true, sortable: true, orders: ["fewest first", "most first"] },
  { key: "duplicates", name: "Duplicates", cell: ({ duplicates, state }) => <Count value={duplicates} state={state} />, numeric: true, narrow: "hide" },
  { key: "rejected", name: "Rejected", cell: ({ rejected, state }) => <Count value={rejected} state={state} />, numeric: true, narrow: "hide" },
  { key: "without-consent", name: "Without consent", cell: ({ withoutConsent, state }) => <Count value={withoutConsent} state={state} />, numeric: true, narrow: "hide", extra: true },
  { key: "by", name: "By", cell: ({ createdBy }) => <bdi>{createdBy ?? "–"}</bdi>, text: ({ createdBy }) => createdBy ?? "", narrow: "hide", extra: true },
  { key: "when", name: "Uploaded", cell: ({ createdAt }) => <RelativeTime at={createdAt} />, numeric: true, sortable: true, orders: ["oldest first", "newest first"] },
];

function Count({ value, state }: { value: number; state: ImportState }) {
  return state === "done" || state === "running" ? <NumberText value={value} /> : <span data-nothing className="text-ink-faint">–</span>;
}

type ImportFiltersProps = { addresses: TableAddresses; state: ImportState | null; counts: Partial<Record<ImportState, number>>; hidden: string[] };

/** Offers the states that occur. */
export function ImportFilters({ addresses, state, counts, hidden }: ImportFiltersProps) {
  const present = IMPORT_STATES.filter((each) => counts[each] !== undefined || each === state);
  return (
    <FilterBar label="Imports" columns={<ColumnChoice columns={IMPORT_COLUMNS.slice(1)} hidden={hidden} hrefOf={addresses.toggled} />}>
      <FilterChip
        label="State"
        value={state && IMPORT_LOOK[state].label}
        clearHref={addresses.filtered({ state: null })}
        options={present.map((each) => ({ href: addresses.filtered({ state: each }), label: IMPORT_LOOK[each].label, current: each === state, count: counts[each] ?? 0 }))}
      />
    </FilterBar>
  );
}
