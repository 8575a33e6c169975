/** Narrows the campaigns by name; their states are tabs. */
import { ColumnChoice } from "#components/ui/column-choice.tsx";
import { FilterBar } from "#components/ui/filter-chips.tsx";
import { SearchBox } from "#components/ui/search-box.tsx";
import type { TableAddresses } from "#lib/forms/table-view.ts";
import { CAMPAIGN_COLUMNS } from "./campaign-table.tsx";

type CampaignFiltersProps = { path: string; addresses: TableAddresses; search: string; hidden: string[] };

export function CampaignFilters({ path, addresses, search, hidden }: CampaignFiltersProps) {
  return (
    <FilterBar label="Campaigns" columns={<ColumnChoice columns={CAMPAIGN_COLUMNS.slice(1)} hidden={hidden} hrefOf={addresses.toggled} />}>
      <SearchBox path={path} label="Name contains" value={search} clearHref={addresses.filtered({ q: null })} kept={addresses.kept(["q"])} />
    </FilterBar>
  );
}
