/** Which account this is, always in view, and the way to the others. */
import { ChevronsUpDown } from "lucide-react";
import type { AccountKind } from "#lib/domain/states.ts";
import { Menu, MenuLabel, MenuLink } from "#components/ui/menu.tsx";
import { AccountKindChip } from "./account-kind.tsx";

export type FrameAccount = { slug: string; name: string; kind: AccountKind };

export function AccountSwitch({ account, accounts }: { account: FrameAccount; accounts: FrameAccount[] }) {
  const trigger = (
    <button type="button" className="flex min-h-10 w-full min-w-0 cursor-pointer items-center gap-2 rounded-control border border-line bg-raised px-2 py-1.5 text-left hover:border-control">
      <span className="sr-only">Account: </span>
      <span className="flex min-w-0 flex-1 items-center gap-2 lg:flex-col lg:items-start lg:gap-1">
        <span className="max-w-full min-w-0 truncate font-strong max-lg:flex-1" title={account.name}>
          {account.name}
        </span>
        <AccountKindChip kind={account.kind} />
      </span>
      <ChevronsUpDown aria-hidden="true" className="size-3.5 shrink-0 text-ink-soft" />
    </button>
  );
  return (
    <Menu trigger={trigger} className="w-72">
      <MenuLabel>Accounts</MenuLabel>
      {accounts.map((other) => (
        <MenuLink key={other.slug} href={`/${other.slug}/overview`} current={other.slug === account.slug}>
          <span className="min-w-0 flex-1 truncate">{other.name}</span>
          <AccountKindChip kind={other.kind} />
        </MenuLink>
      ))}
    </Menu>
  );
}
