/** What the command palette offers before anything is searched: places, things to make, other accounts. */
import type { AccountKind } from "#lib/domain/states.ts";
import { NOUNS } from "./nouns.ts";

/** `words` are further names that somebody might type for it. `kind` stands beside an account. */
export type PaletteCommand = { key: string; group: "Go to" | "Create" | "Switch account"; label: string; words: string; href: string; kind?: AccountKind };

export type PaletteAccount = { slug: string; name: string; kind: AccountKind };

/** Whether this person may compose and import here, and let others in. */
export type FrameRights = { compose: boolean; invite: boolean };

export function commandsFor(account: PaletteAccount, accounts: PaletteAccount[], may: FrameRights): PaletteCommand[] {
  const path = `/${account.slug}`;
  const create: PaletteCommand[] = may.compose
    ? [
        { key: "new-campaign", group: "Create", label: "New campaign", words: "create compose send launch", href: `${path}/campaigns/new` },
        { key: "import", group: "Create", label: "Import contacts", words: "create upload csv file list people", href: `${path}/audience/imports/new` },
      ]
    : [];
  const places: PaletteCommand[] = [
    ...NOUNS.map((noun): PaletteCommand => ({ key: noun.path, group: "Go to", label: noun.label, words: noun.path === "audience" ? "contacts people" : "", href: `${path}/${noun.path}` })),
    { key: "lists", group: "Go to", label: "Lists", words: "audience", href: `${path}/audience/lists` },
    { key: "imports", group: "Go to", label: "Imports", words: "audience files", href: `${path}/audience/imports` },
    ...(may.invite ? [{ key: "access", group: "Go to", label: "Access", words: "people rights roles invite members", href: `${path}/access` } as const, { key: "record", group: "Go to", label: "Record", words: "audit log changes who", href: `${path}/record` } as const] : []),
    { key: "settings", group: "Go to", label: "Settings", words: "colours dark light scheme time zone account", href: `${path}/settings` },
    { key: "help", group: "Go to", label: "Help", words: "troubleshooting", href: "/help" },
    { key: "playbook", group: "Go to", label: "Playbook", words: "help questions answers faq", href: "/help/playbook" },
    { key: "error-codes", group: "Go to", label: "Error codes", words: "help twilio catalogue", href: "/help/errors" },
  ];
  const others = accounts
    .filter(({ slug }) => slug !== account.slug)
    .map(({ slug, name, kind }): PaletteCommand => ({ key: `account-${slug}`, group: "Switch account", label: name, words: `switch account ${kind} ${slug}`, href: `/${slug}/overview`, kind }));
  return [...places, ...create, ...others];
}

/** Those that have every typed word at the start of one of theirs; all of them when nothing is typed. */
export function matching(commands: PaletteCommand[], typed: string): PaletteCommand[] {
  const wanted = wordsIn(typed);
  return commands.filter((command) => {
    const words = wordsIn(`${command.label} ${command.words} ${command.group}`);
    return wanted.every((part) => words.some((word) => word.startsWith(part)));
  });
}

function wordsIn(text: string): string[] {
  return text.toLowerCase().split(/[^\p{L}\p{N}]+/u).filter((word) => word !== "");
}
