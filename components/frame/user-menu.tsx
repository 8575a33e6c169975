/** Who is signed in, the colours of the console, and the way out. */
import { ChevronsUpDown } from "lucide-react";
import type { ReactNode } from "react";
import { Popover } from "#components/ui/popover.tsx";
import type { Scheme } from "#components/ui/scheme.ts";
import { ThemeSwitch } from "#components/ui/theme-switch.tsx";
import { ZoneChoice } from "./zone-choice.tsx";

export type FramePerson = { name: string; email: string; role: string };

type UserMenuProps = { person: FramePerson; scheme: Scheme; signOut: ReactNode; compact?: boolean };

export function UserMenu({ person, scheme, signOut, compact = false }: UserMenuProps) {
  const trigger = (
    <button type="button" className="flex min-h-10 min-w-0 cursor-pointer items-center gap-2 rounded-control px-2 text-left hover:bg-raised">
      <span aria-hidden="true" className="grid size-6 shrink-0 place-items-center rounded-full bg-accent-soft text-[11px] font-strong text-accent">
        {initialsOf(person.name)}
      </span>
      {compact && <span className="sr-only">{person.name}</span>}
      {!compact && (
        <>
          <span className="min-w-0 flex-1 truncate">{person.name}</span>
          <ChevronsUpDown aria-hidden="true" className="size-3.5 shrink-0 text-ink-soft" />
        </>
      )}
      <span className="sr-only">: colours, time zone and sign-out</span>
    </button>
  );
  return (
    <Popover trigger={trigger} label="You" side={compact ? "bottom" : "top"} align={compact ? "end" : "start"}>
      <p className="truncate font-strong">{person.name}</p>
      <p className="truncate text-ink-soft">{person.email}</p>
      <p className="text-ink-soft">{person.role} of this account</p>
      <div className="my-3 flex flex-col gap-3">
        <ThemeSwitch scheme={scheme} />
        <ZoneChoice />
      </div>
      {signOut}
    </Popover>
  );
}

/** “Ana de Souza” → “AS”. */
function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/u);
  const first = words[0] ?? "";
  const last = words.length > 1 ? (words.at(-1) ?? "") : "";
  return [first, last].map((word) => [...word][0] ?? "").join("").toUpperCase();
}
