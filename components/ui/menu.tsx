"use client";
/** A list of places to go or things to do that opens from a button. */
import Link from "next/link";
import { DropdownMenu as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { cx } from "./cx.ts";
import { Mark } from "./mark.tsx";

type MenuProps = { trigger: ReactNode; children: ReactNode; align?: "start" | "end"; className?: string };

export function Menu({ trigger, children, align = "start", className }: MenuProps) {
  return (
    <Radix.Root modal={false}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          align={align}
          sideOffset={4}
          collisionPadding={8}
          className={cx("z-50 max-h-(--radix-dropdown-menu-content-available-height) min-w-48 overflow-y-auto rounded-panel border border-line bg-raised p-1 shadow-float animate-rise", className)}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

const ITEM =
  "flex min-h-8 cursor-pointer items-center gap-2 rounded-control px-2 py-1.5 text-ink no-underline outline-none select-none data-highlighted:bg-accent-soft data-disabled:cursor-default data-disabled:opacity-50 " +
  "pointer-coarse:min-h-11 [&_svg]:shrink-0";

export function MenuLink({ href, current = false, children }: { href: string; current?: boolean; children: ReactNode }) {
  return (
    <Radix.Item asChild>
      <Link href={href} aria-current={current ? "true" : undefined} className={ITEM}>
        <span className="flex min-w-0 flex-1 items-center gap-2">{children}</span>
        {current && <Mark name="check" className="text-accent" />}
      </Link>
    </Radix.Item>
  );
}

export function MenuItem({ onSelect, danger = false, disabled, children }: { onSelect: () => void; danger?: boolean; disabled?: boolean; children: ReactNode }) {
  return (
    <Radix.Item onSelect={onSelect} disabled={disabled} className={cx(ITEM, danger && "text-danger-ink")}>
      {children}
    </Radix.Item>
  );
}

export function MenuLabel({ children }: { children: ReactNode }) {
  return <Radix.Label className="px-2 pt-1.5 pb-1 text-ink-soft">{children}</Radix.Label>;
}

export function MenuSeparator() {
  return <Radix.Separator className="my-1 h-px bg-line" />;
}
