/** One choice in a panel: a link, with a tick before the one that holds now. */
import Link from "next/link";
import type { ComponentProps, ReactNode } from "react";
import { cx } from "./cx.ts";
import { Mark } from "./mark.tsx";

type PanelLinkProps = ComponentProps<typeof Link> & { current: boolean; aside?: ReactNode };

export function PanelLink({ current, aside, className, children, ...rest }: PanelLinkProps) {
  return (
    <Link aria-current={current ? "true" : undefined} prefetch={false} className={cx("flex min-h-8 items-center gap-2 rounded-control px-2 py-1 text-ink no-underline -outline-offset-2 hover:bg-sunken pointer-coarse:min-h-11", className)} {...rest}>
      <Mark name="check" className={cx("shrink-0 text-accent", !current && "invisible")} />
      <span className="min-w-0 flex-1 wrap-anywhere">{children}</span>
      {aside !== undefined && <span className="shrink-0 text-ink-soft">{aside}</span>}
    </Link>
  );
}
