"use client";
/** A small panel that opens from a button and holds anything. */
import { Popover as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { cx } from "./cx.ts";

type PopoverProps = { trigger: ReactNode; label: string; children: ReactNode; align?: "start" | "center" | "end"; side?: "top" | "bottom" | "right"; className?: string };

export function Popover({ trigger, label, children, align = "start", side = "bottom", className }: PopoverProps) {
  return (
    <Radix.Root>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          aria-label={label}
          align={align}
          side={side}
          sideOffset={6}
          collisionPadding={8}
          className={cx("z-50 w-64 rounded-panel border border-line bg-raised p-3 shadow-float animate-rise", className)}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
