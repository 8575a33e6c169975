/** The columns of the catalogue of error codes, and what narrows it. */
import type { Column } from "#components/ui/data-table.tsx";
import { FilterBar, FilterChip } from "#components/ui/filter-chips.tsx";
import { SearchBox } from "#components/ui/search-box.tsx";
import { ERROR_FAMILIES, familyOf, type ErrorFamily, type ErrorMeaning } from "#lib/domain/error-codes.ts";
import { REACTION_KINDS, reactionTo, type ReactionKind } from "#lib/domain/reaction.ts";
import { FAMILY_LABEL, REACTION_LABEL } from "./reaction-look.ts";

export const ERROR_COLUMNS: Column<ErrorMeaning>[] = [
  { name: "Code", cell: ({ code, name }) => <CodeAndName code={code} name={name} />, wrap: true, width: "34%" },
  { name: "What it means", cell: ({ name, meaning }) => (meaning === name ? "" : meaning), wrap: true },
  { name: "Drumbeat", cell: ({ code }) => REACTION_LABEL[reactionTo({ code }).kind], width: "190px" },
  { name: "About", cell: (entry) => FAMILY_LABEL[familyOf(entry)], width: "160px", narrow: "hide" },
];

function CodeAndName({ code, name }: { code: number; name: string }) {
  return (
    <>
      <span className="inline-block min-w-16 font-mono font-normal text-ink-soft">{code}</span> {name}
    </>
  );
}

export type ErrorFilterValues = { text: string; reaction: ReactionKind | null; family: ErrorFamily | null };
type ErrorFiltersProps = { path: string; filter: ErrorFilterValues; hrefOf: (changes: Record<string, string | null>) => string };

export function ErrorFilters({ path, filter, hrefOf }: ErrorFiltersProps) {
  const { text, reaction, family } = filter;
  const kept = Object.fromEntries(Object.entries({ reaction, family }).flatMap(([name, value]) => (value === null ? [] : [[name, value]])));
  const used = [text !== "", reaction !== null, family !== null].filter(Boolean).length;
  return (
    <FilterBar label="Error codes" clearHref={used > 1 ? path : null}>
      <SearchBox path={path} label="Code or word" value={text} clearHref={hrefOf({ q: null })} kept={kept} className="sm:w-64" />
      <FilterChip
        label="Drumbeat"
        value={reaction && REACTION_LABEL[reaction]}
        clearHref={hrefOf({ reaction: null })}
        options={REACTION_KINDS.map((kind) => ({ href: hrefOf({ reaction: kind }), label: REACTION_LABEL[kind], current: kind === reaction }))}
      />
      <FilterChip
        label="About"
        value={family && FAMILY_LABEL[family]}
        clearHref={hrefOf({ family: null })}
        options={ERROR_FAMILIES.map((each) => ({ href: hrefOf({ family: each }), label: FAMILY_LABEL[each], current: each === family }))}
      />
    </FilterBar>
  );
}
