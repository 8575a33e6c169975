"use client";
/** One box for everything: go somewhere, make something, switch account, or find a campaign, a contact, an error code. */
import { Command } from "cmdk";
import { Search } from "lucide-react";
import { useRouter } from "next/navigation";
import { Dialog, VisuallyHidden } from "radix-ui";
import { useState } from "react";
import { DialogShade } from "#components/ui/dialog-parts.tsx";
import { Spinner } from "#components/ui/spinner.tsx";
import { AccountKindChip } from "./account-kind.tsx";
import { FOUND_KINDS, FOUND_LABEL, placeOf, type Found } from "./finding.ts";
import { commandsFor, type FrameRights, matching, type PaletteAccount, type PaletteCommand } from "./palette-commands.ts";
import { useAccountSearch } from "./use-account-search.ts";

type PaletteProps = { account: PaletteAccount; accounts: PaletteAccount[]; may: FrameRights; /** What was typed before it was there. */ begun: () => string; onClose: () => void };

const GROUPS = ["Go to", "Create", "Switch account"] as const;
const ALL_RESULTS = "all-results";

/** By which one line is told from the others. The first that is offered is marked until the reader moves on. */
const valueOf = ({ kind, id }: Found) => `${kind}-${id}`;

export function Palette({ account, accounts, may, begun, onClose }: PaletteProps) {
  const router = useRouter();
  const [typed, setTyped] = useState("");
  const [marked, setMarked] = useState("");
  const search = useAccountSearch(account.slug, typed);
  const commands = matching(commandsFor(account, accounts, may), typed);
  const offered = [...search.found.map(valueOf), ...commands.map(({ key }) => key)];
  const go = (href: string) => {
    onClose();
    router.push(href);
  };
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <DialogShade />
        <Dialog.Content aria-describedby={undefined} className="fixed inset-x-3 top-3 z-50 overflow-hidden rounded-panel border border-line bg-raised shadow-float animate-rise sm:inset-x-auto sm:top-[12vh] sm:left-1/2 sm:w-[600px] sm:-translate-x-1/2">
          <VisuallyHidden.Root asChild>
            <Dialog.Title>Command palette</Dialog.Title>
          </VisuallyHidden.Root>
          <Command shouldFilter={false} label="Commands and search" loop value={offered.includes(marked) || marked === ALL_RESULTS ? marked : (offered[0] ?? ALL_RESULTS)} onValueChange={setMarked}>
            <div className="flex items-center gap-2.5 border-b border-line px-4">
              <Search aria-hidden="true" className="size-4 shrink-0 text-ink-faint" />
              <Command.Input data-palette onFocus={() => setTyped((before) => before || begun())} value={typed} onValueChange={(text) => { setTyped(text); setMarked(""); }} placeholder="Go to, create, or find a campaign, contact, code…" className="h-12 min-w-0 flex-1 bg-transparent text-body text-ink outline-none placeholder:text-ink-faint" />
              {search.kind === "waiting" && <Spinner className="text-ink-faint animate-[fade_160ms_ease-out_200ms_both,turn_800ms_linear_infinite]" />}
            </div>
            <Command.List className="max-h-[min(60dvh,440px)] overflow-y-auto overscroll-contain p-1.5 *:data-[slot=gap]:h-1">
              {FOUND_KINDS.map((kind) => (
                <FoundGroup key={kind} heading={FOUND_LABEL[kind]} found={search.found.filter((one) => one.kind === kind)} onGo={(one) => go(placeOf(account.slug, one))} />
              ))}
              {GROUPS.map((group) => (
                <CommandGroup key={group} heading={group} commands={commands.filter((command) => command.group === group)} onGo={go} />
              ))}
              {search.kind !== "idle" && search.found.length > 0 && (
                <Item value={ALL_RESULTS} onSelect={() => go(`/${account.slug}/search?q=${encodeURIComponent(typed)}`)}>
                  <span className="text-ink-soft">All results for “{typed}”</span>
                </Item>
              )}
            </Command.List>
            <div role="status" className="px-3.5 not-empty:pb-3.5">
              <Nothing search={search} typed={typed} commands={commands.length} />
            </div>
          </Command>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

const GROUP = "[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-ink-soft";

function FoundGroup({ heading, found, onGo }: { heading: string; found: Found[]; onGo: (found: Found) => void }) {
  if (found.length === 0) return null;
  return (
    <Command.Group heading={heading} className={GROUP}>
      {found.map((one) => (
        <Item key={one.id} value={valueOf(one)} onSelect={() => onGo(one)}>
          <bdi className="min-w-0 flex-1 truncate">{one.title}</bdi>
          <span className="max-w-[45%] shrink-0 truncate text-ink-soft">{one.detail}</span>
        </Item>
      ))}
    </Command.Group>
  );
}

function CommandGroup({ heading, commands, onGo }: { heading: string; commands: PaletteCommand[]; onGo: (href: string) => void }) {
  if (commands.length === 0) return null;
  return (
    <Command.Group heading={heading} className={GROUP}>
      {commands.map((command) => (
        <Item key={command.key} value={command.key} onSelect={() => onGo(command.href)}>
          <bdi className="min-w-0 flex-1 truncate">{command.label}</bdi>
          {command.kind && <AccountKindChip kind={command.kind} />}
        </Item>
      ))}
    </Command.Group>
  );
}

function Item({ value, onSelect, children }: { value: string; onSelect: () => void; children: React.ReactNode }) {
  return (
    <Command.Item value={value} onSelect={onSelect} className="flex min-h-9 cursor-pointer items-center gap-3 rounded-control px-2 text-ink data-[selected=true]:bg-accent-soft pointer-coarse:min-h-11">
      {children}
    </Command.Item>
  );
}

function Nothing({ search, typed, commands }: { search: ReturnType<typeof useAccountSearch>; typed: string; commands: number }) {
  if (search.kind === "failed") return <p className="text-danger-ink">The search did not answer. Change a letter to try again.</p>;
  if (search.kind === "done" && search.found.length === 0 && commands === 0) return <p className="text-ink-soft wrap-anywhere">Nothing here is called “{typed}”. Campaigns, contacts, lists, templates, senders and error codes are searched.</p>;
  return null;
}
