"use client";
/** A question in front of the page. Esc closes it and gives the focus back to what opened it. */
import { Dialog as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { cx } from "./cx.ts";
import { DialogCorner, DialogShade } from "./dialog-parts.tsx";

export type DialogProps = {
  /** One button; pressing it opens the dialog. */
  trigger?: ReactNode;
  title: ReactNode;
  description?: ReactNode;
  children: ReactNode;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  wide?: boolean;
};

export function Dialog({ trigger, title, description, children, open, onOpenChange, wide = false }: DialogProps) {
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      {trigger && <Radix.Trigger asChild>{trigger}</Radix.Trigger>}
      <Radix.Portal>
        <DialogShade />
        <Radix.Content
          {...(description ? {} : { "aria-describedby": undefined })}
          className={cx(
            "fixed inset-x-3 bottom-3 z-50 flex max-h-[calc(100dvh-24px)] flex-col gap-4 overflow-y-auto overscroll-contain rounded-panel border border-line bg-raised p-5 shadow-float animate-rise",
            "sm:inset-x-auto sm:top-[14vh] sm:bottom-auto sm:left-1/2 sm:max-h-[80dvh] sm:-translate-x-1/2",
            wide ? "sm:w-[720px]" : "sm:w-[460px]",
          )}
        >
          <header className="pr-10">
            <Radix.Title className="text-body font-strong text-balance wrap-anywhere">{title}</Radix.Title>
            {description && <Radix.Description className="mt-1 text-ink-soft wrap-anywhere">{description}</Radix.Description>}
          </header>
          {children}
          <DialogCorner className="absolute top-4 right-4 pointer-coarse:top-2 pointer-coarse:right-2" />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** Buttons at the foot of a dialog: the way on first for the eye, at the right. */
export function DialogFooter({ children }: { children: ReactNode }) {
  return <footer className="flex flex-wrap justify-end gap-2 pt-1">{children}</footer>;
}

/** Closes the dialog it stands in. */
export function DialogClose({ children }: { children: ReactNode }) {
  return <Radix.Close asChild>{children}</Radix.Close>;
}
