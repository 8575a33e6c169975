/** The columns of the lists, and their filter. */
import { ColumnChoice } from "#components/ui/column-choice.tsx";
import type { Column } from "#components/ui/data-table.tsx";
import { FilterBar } from "#components/ui/filter-chips.tsx";
import { SearchBox } from "#components/ui/search-box.tsx";
import { RelativeTime } from "#components/ui/time.tsx";
import { NumberText } from "#components/ui/number-text.tsx";
import type { TableAddresses } from "#lib/forms/table-view.ts";
import { PeopleCount } from "./people-count.tsx";

export type ListRow = { id: string; name: string; columns: string[]; people: number; countMax: number; campaigns: number; createdAt: Date; importedAt: Date | null };

export const LIST_COLUMNS: Column<ListRow>[] = [
  { key: "name", name: "Name", cell: ({ name }) => <bdi>{name}</bdi>, text: ({ name }) => name, sortable: true, width: "40%" },
  { key: "people", name: "People", cell: (list) => <People list={list} />, numeric: true, narrow: "aside", sortable: true, orders: ["fewest first", "most first"] },
  { key: "columns", name: "Columns", cell: ({ columns }) => (columns.length > 0 ? columns.join(", ") : <Nothing />), text: ({ columns }) => columns.join(", "), narrow: "hide", extra: true },
  { key: "campaigns", name: "Campaigns", cell: ({ campaigns }) => <NumberText value={campaigns} />, numeric: true },
  { key: "imported", name: "Last import", cell: ({ importedAt }) => (importedAt ? <RelativeTime at={importedAt} /> : <Nothing />), numeric: true, sortable: true, orders: ["longest ago first", "latest first"] },
  { key: "created", name: "Created", cell: ({ createdAt }) => <RelativeTime at={createdAt} />, numeric: true, narrow: "hide", sortable: true, orders: ["oldest first", "newest first"] },
];

type ListFiltersProps = { path: string; addresses: TableAddresses; search: string; hidden: string[] };

export function ListFilters({ path, addresses, search, hidden }: ListFiltersProps) {
  return (
    <FilterBar label="Lists" columns={<ColumnChoice columns={LIST_COLUMNS.slice(1)} hidden={hidden} hrefOf={addresses.toggled} />}>
      <SearchBox path={path} label="Name contains" value={search} clearHref={addresses.filtered({ q: null })} kept={addresses.kept(["q"])} />
    </FilterBar>
  );
}

/** A card has no header that says what the number counts. */
function People({ list }: { list: ListRow }) {
  return (
    <>
      <PeopleCount people={list.people} max={list.countMax} />
      <span className="font-normal text-ink-soft sm:hidden">{list.people === 1 ? " person" : " people"}</span>
    </>
  );
}

function Nothing() {
  return (
    <span data-nothing className="text-ink-faint">
      None
    </span>
  );
}
