/** Where there is nothing to show, and which of the four kinds of nothing it is. */
import type { ReactNode } from "react";
import { cx } from "./cx.ts";

export type EmptyKind = "nothing-yet" | "nothing-matches" | "waiting" | "not-allowed";

type EmptyProps = { kind: EmptyKind; title: string; children?: ReactNode; action?: ReactNode; className?: string };

/** `nothing-yet` offers the way to the first one, `nothing-matches` names the filter and offers to clear it, `waiting` says how long, `not-allowed` says who can grant it. */
export function Empty({ kind, title, children, action, className }: EmptyProps) {
  return (
    <div className={cx("flex flex-col items-center px-6 py-12 text-center wrap-anywhere", className)}>
      <Picture kind={kind} />
      <h2 className="mt-4 text-body font-strong text-ink">{title}</h2>
      {children && <div className="mt-1 max-w-[52ch] text-ink-soft">{children}</div>}
      {action && <div className="mt-4 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  );
}

const BEATS = [6, 14, 22, 10, 26, 16, 8, 20, 12];

/** A bar of beats: silent, filtered, about to start, or barred. */
function Picture({ kind }: { kind: EmptyKind }) {
  return (
    <svg aria-hidden="true" viewBox="0 0 96 32" width="96" height="32" fill="none" strokeWidth="3" strokeLinecap="round" className="text-control">
      {BEATS.map((height, index) => (
        <Beat key={index} kind={kind} index={index} height={height} />
      ))}
      {kind === "not-allowed" && <path d="M4 28 92 4" stroke="var(--color-ink-soft)" strokeWidth="2" />}
    </svg>
  );
}

function Beat({ kind, index, height }: { kind: EmptyKind; index: number; height: number }) {
  const x = 8 + index * 10;
  const tall = kind === "nothing-yet" ? 3 : height;
  const faint = kind === "nothing-matches" && index !== 4;
  return (
    <path
      d={`M${x} ${16 - tall / 2}v${tall}`}
      stroke={kind === "nothing-matches" && index === 4 ? "var(--color-accent)" : "currentColor"}
      opacity={faint ? 0.35 : 1}
      className={kind === "waiting" ? "animate-breathe" : undefined}
      style={kind === "waiting" ? { animationDelay: `${index * 120}ms` } : undefined}
    />
  );
}
