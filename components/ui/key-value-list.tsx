/** Facts about one thing: name at the left, value at the right, one line each. */
import type { ReactNode } from "react";
import { cx } from "./cx.ts";

export type Fact = { name: string; value: ReactNode };

export function KeyValueList({ facts, className }: { facts: Fact[]; className?: string }) {
  return (
    <dl className={cx("divide-y divide-line", className)}>
      {facts.map((fact) => (
        <div key={fact.name} className="flex min-h-9 items-baseline justify-between gap-6 py-2">
          <dt className="shrink-0 text-ink-soft">{fact.name}</dt>
          <dd className="min-w-0 text-right wrap-anywhere">{fact.value}</dd>
        </div>
      ))}
    </dl>
  );
}
