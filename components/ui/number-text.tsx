/** Numbers on a page: grouped, with their unit, and shares with what they are a share of. */
import Link from "next/link";
import type { ReactNode } from "react";
import { cx } from "./cx.ts";
import { formatNumber, formatShare, withUnit } from "./number-format.ts";

/** A number; with `href`, a link to the list behind it. */
export function NumberText({ value, unit, decimals = 0, href, className }: { value: number; unit?: string; decimals?: number; href?: string; className?: string }) {
  const text = unit ? withUnit(value, unit, decimals) : formatNumber(value, decimals);
  if (!href) return <span className={className}>{text}</span>;
  return (
    <Link href={href} className={cx("underline decoration-line underline-offset-3 hover:decoration-current", className)}>
      {text}
    </Link>
  );
}

/** “97.4 % of 4,871”. The denominator is always in view, because a rate without one says nothing. */
export function Percent({ part, whole, of }: { part: number; whole: number; of?: string }) {
  const share = formatShare(part, whole);
  if (share === null) return <span className="text-ink-faint">–</span>;
  return (
    <span className="whitespace-nowrap">
      {share}
      <span className="text-ink-soft">
        {" "}
        of {formatNumber(whole)}
        {of && ` ${of}`}
      </span>
    </span>
  );
}

/** What is longer has no room at the size of a figure where two of them share a phone. */
const FIGURE_CHARACTERS_MAX = 9;

/** The size of a figure; from ten million on it is smaller, in a line of the same height. */
export function figureClass(text: string): string {
  return text.length > FIGURE_CHARACTERS_MAX ? "text-title leading-9!" : "text-figure";
}

/** The number that a page or a tile is about, under its name. */
export function Figure({ label, value, unit, detail, href }: { label: string; value: number | string; unit?: string; detail?: ReactNode; href?: string }) {
  const text = typeof value === "number" ? formatNumber(value) : value;
  return (
    <div className="flex min-w-0 flex-col">
      <dt className="order-1 truncate text-ink-soft">{label}</dt>
      <dd className={cx("order-2 font-normal text-ink", figureClass(text))}>
        {href ? (
          <Link href={href} className="no-underline hover:underline hover:decoration-line hover:underline-offset-4">
            {text}
          </Link>
        ) : (
          text
        )}
        {unit && <span className="text-body tracking-normal text-ink-soft">{`\u00a0${unit}`}</span>}
      </dd>
      {detail && <dd className="order-3 text-ink-soft">{detail}</dd>}
    </div>
  );
}

/** Figures in a row, separated by hairlines. */
export function Figures({ children, className }: { children: ReactNode; className?: string }) {
  return <dl className={cx("grid grid-cols-2 gap-x-6 gap-y-5 sm:flex sm:flex-wrap sm:gap-x-10 [&>*]:sm:min-w-28", className)}>{children}</dl>;
}
