/** Narrows the record: by what was changed, and by whom. */
import { FilterBar, FilterChip } from "#components/ui/filter-chips.tsx";
import { DEED_NOUNS, type DeedNoun } from "#lib/domain/audit-deed.ts";

type ChangeFiltersProps = { of: DeedNoun | null; actor: { id: string; name: string } | null; actors: { id: string; name: string }[]; hrefOf: (narrowed: { of?: string | null; by?: string | null }) => string };

export function ChangeFilters({ of, actor, actors, hrefOf }: ChangeFiltersProps) {
  return (
    <FilterBar label="Record" clearHref={of !== null && actor !== null ? hrefOf({ of: null, by: null }) : null}>
      <FilterChip
        label="About"
        value={of && DEED_NOUNS[of]}
        clearHref={hrefOf({ of: null })}
        options={Object.entries(DEED_NOUNS).map(([key, label]) => ({ href: hrefOf({ of: key }), label, current: key === of }))}
      />
      <FilterChip label="By" value={actor && actor.name} clearHref={hrefOf({ by: null })} options={actors.map(({ id, name }) => ({ href: hrefOf({ by: id }), label: name, current: id === actor?.id }))} />
    </FilterBar>
  );
}
