/** One box to search from, as a plain form: the answer is a page with an address. */
import { Search } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { TextInput } from "#components/ui/inputs.tsx";

export function SearchBox({ action, label, text }: { action: string; label: string; text: string }) {
  return (
    <form action={action} role="search" className="flex max-w-[640px] gap-2">
      <span className="relative flex-1">
        <Search aria-hidden="true" className="pointer-events-none absolute top-1/2 left-2.5 z-10 size-4 -translate-y-1/2 text-ink-faint" />
        <TextInput type="search" name="q" aria-label={label} placeholder={`${label}…`} defaultValue={text} autoComplete="off" data-search="" className="pl-8!" />
      </span>
      <Button type="submit" variant="primary" className="h-9">
        Search
      </Button>
    </form>
  );
}
