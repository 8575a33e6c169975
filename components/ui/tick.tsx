/** The browser's own checkbox, drawn over: a tick, a dash when only some are ticked. */
import type { ComponentProps } from "react";
import { cx } from "./cx.ts";
import { Mark } from "./mark.tsx";

export function Tick({ className, ...rest }: Omit<ComponentProps<"input">, "type">) {
  return (
    <span className={cx("relative grid size-4 shrink-0 place-items-center", className)}>
      <input
        type="checkbox"
        className="peer absolute inset-0 cursor-pointer appearance-none rounded-mark border border-control bg-raised checked:border-accent checked:bg-accent indeterminate:border-accent indeterminate:bg-accent hover:border-ink-soft disabled:cursor-default disabled:opacity-50 aria-invalid:border-danger"
        {...rest}
      />
      <Mark name="check" className="pointer-events-none relative hidden text-on-accent peer-checked:block peer-indeterminate:hidden" />
      <span aria-hidden="true" className="pointer-events-none absolute hidden h-0.5 w-2 rounded-full bg-on-accent peer-indeterminate:block" />
    </span>
  );
}
