/** Narrows the contacts: by what they are called, by list, by whether they may be written to, by country. */
import { ColumnChoice } from "#components/ui/column-choice.tsx";
import type { Column } from "#components/ui/data-table.tsx";
import { FilterBar, FilterChip, FilterForm } from "#components/ui/filter-chips.tsx";
import { Select } from "#components/ui/inputs.tsx";
import { SearchBox } from "#components/ui/search-box.tsx";
import { CONTACT_STANDINGS, type ContactStanding } from "#lib/domain/contact-standing.ts";
import { countryName, listCountries } from "#lib/domain/country-name.ts";
import type { TableAddresses } from "#lib/forms/table-view.ts";
import type { ContactRow } from "./contact-columns.tsx";
import { STANDING_LOOK } from "./contact-look.tsx";

export type ContactFiltersProps = {
  path: string;
  addresses: TableAddresses;
  filter: { text: string; listId: string | null; standing: ContactStanding | null; country: string | null };
  /** Of the list that is asked for. */
  listName: string | null;
  lists: { id: string; name: string }[];
  /** What is searched, and how: “Name or number contains”. */
  searchLabel: string;
  columns: Column<ContactRow>[];
  hidden: string[];
};

export const NO_CONTACT_FILTER = { q: null, list: null, standing: null, country: null };

/** More lists than these are chosen in a menu. */
const LIST_LINKS_MAX = 12;

export function ContactFilters({ path, addresses, filter, listName, lists, searchLabel, columns, hidden }: ContactFiltersProps) {
  const { text, listId, standing, country } = filter;
  const used = [text !== "", listId !== null, standing !== null, country !== null].filter(Boolean).length;
  const many = lists.length > LIST_LINKS_MAX;
  return (
    <FilterBar label="Contacts" clearHref={used > 1 ? addresses.filtered(NO_CONTACT_FILTER) : null} columns={<ColumnChoice columns={columns.slice(1)} hidden={hidden} hrefOf={addresses.toggled} />}>
      <SearchBox path={path} label={searchLabel} value={text} clearHref={addresses.filtered({ q: null })} kept={addresses.kept(["q"])} className="sm:w-64" />
      {(lists.length > 0 || listId !== null) && (
        <FilterChip
          label="List"
          value={listId && (listName ?? "not found")}
          clearHref={addresses.filtered({ list: null })}
          options={many ? [] : lists.map(({ id, name }) => ({ href: addresses.filtered({ list: id }), label: name, current: id === listId }))}
        >
          {many && (
            <FilterForm path={path} kept={addresses.kept(["list"])}>
              <Select name="list" aria-label="List" defaultValue={listId ?? ""} placeholder="Every list" options={lists.map(({ id, name }) => ({ value: id, label: name }))} />
            </FilterForm>
          )}
        </FilterChip>
      )}
      <FilterChip
        label="Standing"
        value={standing && STANDING_LOOK[standing].label}
        clearHref={addresses.filtered({ standing: null })}
        options={CONTACT_STANDINGS.map((each) => ({ href: addresses.filtered({ standing: each }), label: STANDING_LOOK[each].label, current: each === standing }))}
      />
      <FilterChip label="Country" value={country && countryName(country)} clearHref={addresses.filtered({ country: null })}>
        <FilterForm path={path} kept={addresses.kept(["country"])}>
          <Select name="country" aria-label="Country" defaultValue={country ?? ""} placeholder="Every country" options={listCountries().map(({ code, name }) => ({ value: code, label: name }))} />
        </FilterForm>
      </FilterChip>
    </FilterBar>
  );
}
