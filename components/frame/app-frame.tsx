/** The frame around every page of an account: whose account and of which kind, the nouns, the person. */
import type { ReactNode } from "react";
import type { Scheme } from "#components/ui/scheme.ts";
import type { EngineHalt } from "#lib/domain/engine-halt.ts";
import { AccountEdge } from "./account-kind.tsx";
import { AccountSwitch, type FrameAccount } from "./account-switch.tsx";
import { Brand, BrandMark } from "./brand.tsx";
import { EngineBar } from "./engine-bar.tsx";
import { FrameKeys } from "./frame-keys.tsx";
import { NavLinks } from "./nav-links.tsx";
import type { FrameRights } from "./palette-commands.ts";
import { SearchLink } from "./search-link.tsx";
import { SimulatorBar } from "./simulator-bar.tsx";
import { UserMenu, type FramePerson } from "./user-menu.tsx";

export type AppFrameProps = {
  account: FrameAccount;
  accounts: FrameAccount[];
  person: FramePerson;
  may: FrameRights;
  scheme: Scheme;
  /** A form with one button. */
  signOut: ReactNode;
  simulated: boolean;
  /** Why nothing is being sent, or null. */
  halt: EngineHalt | null;
  /** Why the engine holds the account, where it does. */
  haltReason?: string | null;
  children: ReactNode;
};

export function AppFrame({ account, accounts, person, may, scheme, signOut, simulated, halt, haltReason = null, children }: AppFrameProps) {
  return (
    <div data-frame={simulated ? "simulated" : "plain"} className="flex min-h-dvh flex-col">
      <a href="#content" className="skip-until-focus top-2 left-2 z-50 rounded-control bg-accent px-3 py-2 text-on-accent">
        Skip to the content
      </a>
      <header className="sticky top-0 z-30">
        <AccountEdge kind={account.kind} />
        {simulated && <SimulatorBar />}
        <div className="flex items-center gap-2 border-b border-line bg-canvas px-3 py-2 lg:hidden">
          <BrandMark className="shrink-0" />
          <div className="min-w-0 flex-1">
            <AccountSwitch account={account} accounts={accounts} />
          </div>
          <SearchLink account={account.slug} compact />
          <UserMenu person={person} scheme={scheme} signOut={signOut} compact />
        </div>
      </header>
      <div className="flex flex-1">
        <aside aria-label="Drumbeat" className="sticky top-(--frame-top) hidden h-[calc(100dvh-var(--frame-top))] w-[232px] shrink-0 flex-col px-3 pt-2 pb-3 lg:flex">
          <div className="flex h-10 items-center px-2">
            <Brand />
          </div>
          <AccountSwitch account={account} accounts={accounts} />
          <SearchLink account={account.slug} />
          <nav aria-label="Console" className="mt-2 flex-1">
            <NavLinks account={account.slug} shape="side" />
          </nav>
          <UserMenu person={person} scheme={scheme} signOut={signOut} />
        </aside>
        <main id="content" tabIndex={-1} className="min-w-0 flex-1 bg-surface px-4 pt-5 pb-24 outline-none sm:px-6 lg:border-l lg:border-line lg:pb-12">
          {halt && <EngineBar account={account.slug} halt={halt} reason={haltReason} />}
          <div className="mx-auto flex max-w-[1280px] flex-col gap-6">{children}</div>
        </main>
      </div>
      <nav aria-label="Console" className="fixed inset-x-0 bottom-0 z-30 border-t border-line bg-canvas pb-[env(safe-area-inset-bottom)] lg:hidden">
        <NavLinks account={account.slug} shape="foot" />
      </nav>
      <FrameKeys account={account} accounts={accounts} may={may} />
    </div>
  );
}
