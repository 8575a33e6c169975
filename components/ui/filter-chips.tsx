/** What narrows a list, one chip each: offered (“+ Status”) or in use (“Status: Approved ×”). Links and forms by address, so that it works with no script. */
import { ChevronDown, Plus, X } from "lucide-react";
import Form from "next/form";
import Link from "next/link";
import { useId, type ReactNode } from "react";
import { Button } from "./button.tsx";
import { cx } from "./cx.ts";
import { formatNumber } from "./number-format.ts";
import { Panel } from "./panel.tsx";
import { PanelLink } from "./panel-link.tsx";
import { TextLink } from "./text-link.tsx";

type FilterBarProps = {
  /** What is narrowed: “Contacts”. */
  label: string;
  /** The search box and the chips. */
  children: ReactNode;
  /** Where nothing narrows the list any more; given when more than one filter is in use. */
  clearHref?: string | null;
  /** At the right: which columns are shown. */
  columns?: ReactNode;
};

export function FilterBar({ label, children, clearHref, columns }: FilterBarProps) {
  return (
    <div role="group" aria-label={`${label}: filters`} className="flex items-start justify-between gap-x-4">
      <div className="flex min-h-8 min-w-0 flex-1 flex-wrap items-center gap-2">
        {children}
        {clearHref && (
          <TextLink href={clearHref} className="px-1 whitespace-nowrap pointer-coarse:py-2.5">
            Clear filters
          </TextLink>
        )}
      </div>
      {columns && <div className="shrink-0 max-sm:hidden">{columns}</div>}
    </div>
  );
}

export type FilterOption = { href: string; label: string; current: boolean; count?: number };

export type FilterChipProps = {
  /** What it narrows by: “Status”. */
  label: string;
  /** What is chosen, in words; null while this filter is not in use. */
  value: string | null;
  /** Where the filter is taken away. */
  clearHref: string;
  /** What can be chosen, as links; for more than some twenty, give a `FilterForm` as the child instead. */
  options?: FilterOption[];
  children?: ReactNode;
};

const CHIP = "h-7 cursor-pointer rounded-full pointer-coarse:h-10";

export function FilterChip({ label, value, clearHref, options = [], children }: FilterChipProps) {
  const id = useId();
  const active = value !== null;
  return (
    <span className="flex max-w-full min-w-0">
      <button
        type="button"
        popoverTarget={id}
        className={cx(
          CHIP,
          "flex min-w-0 items-center gap-1.5 border pl-2 whitespace-nowrap hover:bg-sunken hover:text-ink [&_svg]:size-3.5 [&_svg]:shrink-0",
          active ? "rounded-r-none border-r-0 border-control bg-raised pr-1.5 text-ink" : "border-dashed border-control pr-3 text-ink-soft",
        )}
      >
        {active ? <ChevronDown aria-hidden="true" /> : <Plus aria-hidden="true" />}
        {label}
        {active && (
          <>
            <span className="-ml-1.5">:</span>
            <bdi className="min-w-0 truncate font-strong text-accent">{value}</bdi>
          </>
        )}
      </button>
      {active && (
        <Link href={clearHref} scroll={false} prefetch={false} aria-label={`Remove the filter ${label}: ${value}`} title="Remove this filter" className={cx(CHIP, "grid w-7 shrink-0 place-items-center rounded-l-none border border-l-0 border-control bg-raised text-ink-soft hover:bg-sunken hover:text-ink pointer-coarse:w-10")}>
          <X aria-hidden="true" className="size-3.5" />
        </Link>
      )}
      <Panel id={id} label={label}>
        {options.length > 0 && <Options options={options} />}
        {children && <div className="p-2">{children}</div>}
      </Panel>
    </span>
  );
}

function Options({ options }: { options: FilterOption[] }) {
  return (
    <ul>
      {options.map((option) => (
        <li key={option.href}>
          <PanelLink href={option.href} current={option.current} scroll={false} aside={option.count === undefined ? undefined : formatNumber(option.count)}>
            <bdi>{option.label}</bdi>
          </PanelLink>
        </li>
      ))}
    </ul>
  );
}

/** Fields that narrow a list by its address. `kept` is what else the address must go on saying. */
export function FilterForm({ path, kept, children, submitLabel = "Apply" }: { path: string; kept: Record<string, string>; children: ReactNode; submitLabel?: string }) {
  return (
    <Form action={path} scroll={false} className="flex flex-col gap-3">
      <KeptFields fields={kept} />
      {children}
      <Button type="submit" variant="primary" size="small">
        {submitLabel}
      </Button>
    </Form>
  );
}

export function KeptFields({ fields }: { fields: Record<string, string> }) {
  return Object.entries(fields).map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />);
}
