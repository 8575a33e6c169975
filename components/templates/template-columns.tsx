/** The columns of the list of templates. */
import type { Column } from "#components/ui/data-table.tsx";
import { RelativeTime } from "#components/ui/time.tsx";
import type { TemplateCategory, TemplateStatus } from "#lib/domain/states.ts";
import type { TemplateContent } from "#lib/domain/template.ts";
import { contentKind } from "./content-kind.ts";
import { firstWords } from "./first-words.ts";
import { languageName } from "./language-name.ts";
import { CATEGORY_LABEL, TemplateBadge } from "./template-look.tsx";

type TemplateRow = { name: string; language: string; category: TemplateCategory; status: TemplateStatus; content: TemplateContent; variableCount: number; syncedAt: Date };

export const TEMPLATE_COLUMNS: Column<TemplateRow>[] = [
  { key: "name", name: "Name", cell: ({ name }) => <bdi>{name}</bdi>, text: ({ name }) => name, sortable: true, width: "24%" },
  { key: "words", name: "Begins with", cell: ({ content }) => <bdi>{firstWords(content) || <Nothing />}</bdi>, text: ({ content }) => firstWords(content), narrow: "hide", width: "26%" },
  { key: "kind", name: "Message", cell: ({ content }) => contentKind(content) },
  { key: "language", name: "Language", cell: ({ language }) => languageName(language), sortable: true },
  { key: "category", name: "Category", cell: ({ category }) => CATEGORY_LABEL[category], sortable: true },
  { key: "status", name: "Status", cell: ({ status }) => <TemplateBadge status={status} quiet />, narrow: "aside", sortable: true, orders: ["usable first", "usable last"] },
  { key: "variables", name: "Variables", cell: ({ variableCount }) => variableCount, numeric: true, narrow: "hide", extra: true },
  { key: "read", name: "Last change", cell: ({ syncedAt }) => <RelativeTime at={syncedAt} />, numeric: true, narrow: "hide", sortable: true, orders: ["oldest first", "newest first"] },
];

function Nothing() {
  return (
    <span data-nothing className="text-ink-faint">
      –
    </span>
  );
}
