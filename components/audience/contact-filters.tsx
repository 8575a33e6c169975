/** Narrows the contacts. A form that asks by address, so it works with no script and can be bookmarked. */
import Form from "next/form";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/choices.tsx";
import { Select, TextInput } from "#components/ui/inputs.tsx";
import { TextLink } from "#components/ui/text-link.tsx";

export type ContactFiltersProps = {
  path: string;
  search: string;
  listId: string | null;
  optedOut: boolean;
  lists: { id: string; name: string }[];
  /** Whether numbers may be searched for. */
  numbers: boolean;
};

export function ContactFilters({ path, search, listId, optedOut, lists, numbers }: ContactFiltersProps) {
  return (
    <Form action={path} role="search" aria-label="Contacts" className="flex flex-wrap items-center gap-x-3 gap-y-2">
      <TextInput
        type="search"
        name="q"
        key={`q ${search}`}
        defaultValue={search}
        placeholder={numbers ? "Name or number" : "Name"}
        aria-label={numbers ? "Name or number contains" : "Name contains"}
        data-search=""
        className="w-56! max-sm:w-full!"
      />
      {lists.length > 0 && (
        <span className="w-52 max-sm:w-full">
          <Select name="list" key={`list ${listId}`} defaultValue={listId ?? ""} placeholder="Every list" aria-label="List" options={lists.map(({ id, name }) => ({ value: id, label: name }))} />
        </span>
      )}
      <Checkbox name="opted-out" key={`opted-out ${optedOut}`} value="yes" defaultChecked={optedOut} label="Opted out" />
      <Button type="submit" className="h-9">
        Filter
      </Button>
      {(search !== "" || listId !== null || optedOut) && (
        <TextLink href={path} className="px-1">
          Clear
        </TextLink>
      )}
    </Form>
  );
}
