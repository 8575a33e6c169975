/** Sandbox or live: word, mark and colour together, wherever an account is named. */
import type { AccountKind } from "#lib/domain/states.ts";
import { cx } from "#components/ui/cx.ts";
import { Mark } from "#components/ui/mark.tsx";

/** Live is solid, sandbox is broken and hatched: they differ with no colour at all. */
const LOOK: Record<AccountKind, { label: string; className: string }> = {
  live: { label: "LIVE", className: "border-live bg-live text-on-live" },
  sandbox: { label: "SANDBOX", className: "border-dashed border-sandbox bg-sandbox-soft text-sandbox-ink" },
};

export function AccountKindChip({ kind }: { kind: AccountKind }) {
  const look = LOOK[kind];
  return (
    <span className={cx("inline-flex h-[18px] shrink-0 items-center gap-1 overflow-hidden rounded-mark border pr-1.5 text-[11px] leading-none font-strong tracking-[0.06em]", look.className)}>
      {kind === "live" ? <Mark name="dot" className="ml-1 size-2.5" /> : <span aria-hidden="true" className="hatch h-full w-2.5" />}
      {look.label}
    </span>
  );
}

/** The edge along the top of the window, in the account's colour. */
export function AccountEdge({ kind }: { kind: AccountKind }) {
  return <div aria-hidden="true" className={cx("h-[3px] shrink-0", kind === "live" ? "bg-live" : "bg-sandbox-soft text-sandbox [background-image:repeating-linear-gradient(90deg,currentColor_0_6px,transparent_6px_10px)]")} />;
}
