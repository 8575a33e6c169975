"use client";
/** A panel from the side, from below on a phone: a closer look at one thing, with the page still there. Esc closes it and gives the focus back. */
import { Dialog as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { DialogCorner, DialogShade } from "./dialog-parts.tsx";

export type SheetProps = {
  /** One button; pressing it opens the sheet. */
  trigger?: ReactNode;
  title: string;
  description?: ReactNode;
  children: ReactNode;
  /** Buttons that stay in view while the rest scrolls. */
  footer?: ReactNode;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
};

export function Sheet({ trigger, title, description, children, footer, open, onOpenChange }: SheetProps) {
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      {trigger && <Radix.Trigger asChild>{trigger}</Radix.Trigger>}
      <Radix.Portal>
        <DialogShade />
        <Radix.Content
          {...(description ? {} : { "aria-describedby": undefined })}
          className={
            "fixed inset-x-0 bottom-0 z-50 flex max-h-[85dvh] flex-col rounded-t-panel border-t border-line bg-raised shadow-float transition-transform duration-200 ease-settle starting:translate-y-8 " +
            "sm:inset-y-0 sm:right-0 sm:left-auto sm:max-h-none sm:w-[440px] sm:max-w-[calc(100vw-48px)] sm:rounded-none sm:border-t-0 sm:border-l sm:starting:translate-x-8 sm:starting:translate-y-0"
          }
        >
          <header className="border-b border-line py-4 pr-14 pl-5">
            <Radix.Title className="text-body font-strong text-balance wrap-anywhere">{title}</Radix.Title>
            {description && <Radix.Description className="mt-0.5 text-ink-soft wrap-anywhere">{description}</Radix.Description>}
          </header>
          <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain px-5 py-4">{children}</div>
          {footer && <footer className="flex flex-wrap justify-end gap-2 border-t border-line px-5 py-3 pb-[max(12px,env(safe-area-inset-bottom))]">{footer}</footer>}
          <DialogCorner className="absolute top-3 right-4 pointer-coarse:top-1.5 pointer-coarse:right-2" />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
