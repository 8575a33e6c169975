/** The frame of pages that belong to no account: the name, the way back, and the page in a readable width. */
import type { ReactNode } from "react";
import { ButtonLink } from "#components/ui/button.tsx";
import { Brand } from "./brand.tsx";

export function PlainFrame({ children }: { children: ReactNode }) {
  return (
    <div className="min-h-dvh bg-surface">
      <a href="#content" className="skip-until-focus top-2 left-2 z-50 rounded-control bg-accent px-3 py-2 text-on-accent">
        Skip to the content
      </a>
      <header className="sticky top-0 z-30 border-b border-line bg-canvas">
        <div className="mx-auto flex h-14 max-w-[1040px] items-center justify-between gap-4 px-4 sm:px-6">
          <Brand />
          <ButtonLink href="/">Back to the console</ButtonLink>
        </div>
      </header>
      <main id="content" tabIndex={-1} className="mx-auto flex max-w-[1040px] flex-col gap-6 px-4 pt-8 pb-24 outline-none sm:px-6">
        {children}
      </main>
    </div>
  );
}
