"use client";
/** A small panel on the browser's own popover: opens, closes on Escape and closes on a press beside it with no script. A choice made in it closes it. */
import { useEffect, useRef, type ReactNode } from "react";
import { cx } from "./cx.ts";

const PLACE = {
  start: "supports-[position-area:block-end]:[position-area:block-end_span-inline-end]",
  end: "supports-[position-area:block-end]:[position-area:block-end_span-inline-start]",
};

type PanelProps = {
  /** The button that opens it names this in `popoverTarget`. */
  id: string;
  label: string;
  align?: "start" | "end";
  /** For choices that are made one after another. */
  staysOpen?: boolean;
  className?: string;
  children: ReactNode;
};

/** Stands under its button; in the middle of the window where a browser cannot place it. */
export function Panel({ id, label, align = "start", staysOpen = false, className, children }: PanelProps) {
  const panel = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = panel.current;
    if (!element || staysOpen) return;
    const close = ({ target }: Event) => target instanceof Element && target.closest("a[href], button[type=submit]") && element.hidePopover();
    element.addEventListener("click", close);
    return () => element.removeEventListener("click", close);
  }, [staysOpen]);
  return (
    <div
      ref={panel}
      id={id}
      popover="auto"
      role="group"
      aria-label={label}
      className={cx(
        "m-auto max-h-[min(24rem,80dvh)] w-60 max-w-[calc(100vw-24px)] overflow-y-auto overscroll-contain rounded-panel border border-line bg-raised p-1 text-small text-ink shadow-float",
        "animate-rise supports-[position-area:block-end]:inset-auto supports-[position-area:block-end]:my-1 supports-[position-area:block-end]:mx-0 supports-[position-area:block-end]:[position-try-fallbacks:flip-inline,flip-block,flip-block_flip-inline]",
        PLACE[align],
        className,
      )}
    >
      {children}
    </div>
  );
}
