"use client";
/** The keyboard in a table: up and down (or k and j) go from row to row, Home and End to the first and last, x ticks. Also tells the table whether it fits. */
import { useEffect, useRef, type ReactNode } from "react";

export function TableKeys({ children }: { children: ReactNode }) {
  const around = useRef<HTMLDivElement>(null);
  useFit(around);
  useEffect(() => {
    const element = around.current;
    element?.addEventListener("keydown", press);
    return () => element?.removeEventListener("keydown", press);
  }, []);
  return (
    <div ref={around} data-table className="group/table flex min-w-0 flex-col">
      {children}
    </div>
  );
}

const STEP: Record<string, (at: number, last: number) => number> = {
  ArrowDown: (at) => at + 1,
  j: (at) => at + 1,
  ArrowUp: (at) => at - 1,
  k: (at) => at - 1,
  Home: () => 0,
  End: (_at, last) => last,
};

/** Only while the focus is in the table: single letters elsewhere belong to the page. */
function press(event: KeyboardEvent): void {
  const { currentTarget, target, key } = event;
  if (!(target instanceof Element) || !(currentTarget instanceof Element) || event.ctrlKey || event.metaKey || event.altKey || takesText(target)) return;
  const row = target.closest("tbody tr");
  if (!row) return;
  if (key === "x") return tick(event, row);
  const rows = Array.from(currentTarget.querySelectorAll("tbody tr"));
  const goal = STEP[key]?.(rows.indexOf(row), rows.length - 1);
  const stop = goal === undefined ? null : stopOf(rows[goal]);
  if (goal === undefined) return;
  event.preventDefault();
  stop?.focus();
}

function takesText(target: Element): boolean {
  if (target instanceof HTMLInputElement) return target.type !== "checkbox";
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || (target instanceof HTMLElement && target.isContentEditable);
}

function tick(event: KeyboardEvent, row: Element): void {
  const box = row.querySelector("[data-select]");
  if (!(box instanceof HTMLInputElement)) return;
  event.preventDefault();
  box.click();
}

/** Where the focus stands in a row: its link, else its box. */
function stopOf(row: Element | undefined): HTMLElement | null {
  const stop = row?.querySelector("[data-row-link]") ?? row?.querySelector("[data-select]");
  return stop instanceof HTMLElement ? stop : null;
}

/** A table that fits need not scroll by itself, and then its header sticks to the page. */
function useFit(around: React.RefObject<HTMLDivElement | null>): void {
  useEffect(() => {
    const table = around.current?.querySelector("table");
    const region = table?.parentElement;
    if (!table || !region) return;
    const measure = () => region.toggleAttribute("data-fits", table.offsetWidth <= region.clientWidth);
    const observer = new ResizeObserver(measure);
    observer.observe(region);
    observer.observe(table);
    return () => observer.disconnect();
  }, [around]);
}
