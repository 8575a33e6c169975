/** Narrows the list of templates. A form that asks by address, so it works with no script and can be bookmarked. */
import Form from "next/form";
import { Button } from "#components/ui/button.tsx";
import { Select, TextInput } from "#components/ui/inputs.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { TemplateCategory, TemplateStatus } from "#lib/domain/states.ts";
import { CATEGORY_LABEL } from "./template-look.tsx";

type TemplateFiltersProps = { path: string; status: TemplateStatus | null; category: TemplateCategory | null; search: string };

export function TemplateFilters({ path, status, category, search }: TemplateFiltersProps) {
  const narrowed = category !== null || search !== "";
  return (
    <Form action={path} role="search" aria-label="Templates" className="flex flex-wrap items-center gap-2">
      {status && <input type="hidden" name="status" value={status} />}
      <TextInput type="search" name="q" key={`q ${search}`} defaultValue={search} placeholder="Name" aria-label="Name contains" data-search="" className="w-56! max-sm:w-full!" />
      <span className="w-44 max-sm:flex-1">
        <Select
          name="category"
          key={`category ${category}`}
          defaultValue={category ?? ""}
          placeholder="Every category"
          aria-label="Category"
          options={Object.entries(CATEGORY_LABEL).map(([value, label]) => ({ value, label }))}
        />
      </span>
      <Button type="submit" className="h-9">
        Filter
      </Button>
      {narrowed && (
        <TextLink href={status ? `${path}?status=${status}` : path} className="px-1">
          Clear
        </TextLink>
      )}
    </Form>
  );
}
