/** Narrows the templates: by name, category and language. */
import { ColumnChoice } from "#components/ui/column-choice.tsx";
import { FilterBar, FilterChip, FilterForm } from "#components/ui/filter-chips.tsx";
import { Select } from "#components/ui/inputs.tsx";
import { SearchBox } from "#components/ui/search-box.tsx";
import type { TemplateCategory } from "#lib/domain/states.ts";
import { TEMPLATE_CATEGORIES } from "#lib/domain/template-use.ts";
import type { TableAddresses } from "#lib/forms/table-view.ts";
import { languageName } from "./language-name.ts";
import { TEMPLATE_COLUMNS } from "./template-columns.tsx";
import { CATEGORY_LABEL } from "./template-look.tsx";

type TemplateFiltersProps = {
  path: string;
  addresses: TableAddresses;
  filter: { search: string; category: TemplateCategory | null; language: string | null };
  /** Codes, in the order in which they are offered. */
  languages: string[];
  hidden: string[];
};

/** More languages than these are chosen in a menu. */
const LANGUAGE_LINKS_MAX = 12;

export const NO_TEMPLATE_FILTER = { q: null, category: null, language: null };

export function TemplateFilters({ path, addresses, filter, languages, hidden }: TemplateFiltersProps) {
  const { search, category, language } = filter;
  const used = [search !== "", category !== null, language !== null].filter(Boolean).length;
  const many = languages.length > LANGUAGE_LINKS_MAX;
  return (
    <FilterBar label="Templates" clearHref={used > 1 ? addresses.filtered(NO_TEMPLATE_FILTER) : null} columns={<ColumnChoice columns={TEMPLATE_COLUMNS.slice(1)} hidden={hidden} hrefOf={addresses.toggled} />}>
      <SearchBox path={path} label="Name contains" value={search} clearHref={addresses.filtered({ q: null })} kept={addresses.kept(["q"])} />
      <FilterChip
        label="Category"
        value={category && CATEGORY_LABEL[category]}
        clearHref={addresses.filtered({ category: null })}
        options={TEMPLATE_CATEGORIES.map((each) => ({ href: addresses.filtered({ category: each }), label: CATEGORY_LABEL[each], current: each === category }))}
      />
      <FilterChip
        label="Language"
        value={language && languageName(language)}
        clearHref={addresses.filtered({ language: null })}
        options={many ? [] : languages.map((code) => ({ href: addresses.filtered({ language: code }), label: languageName(code), current: code === language }))}
      >
        {many && (
          <FilterForm path={path} kept={addresses.kept(["language"])}>
            <Select name="language" aria-label="Language" defaultValue={language ?? ""} placeholder="Every language" options={languages.map((code) => ({ value: code, label: languageName(code) }))} />
          </FilterForm>
        )}
      </FilterChip>
    </FilterBar>
  );
}
