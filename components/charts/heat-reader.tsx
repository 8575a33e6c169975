"use client";
/** Reads a heat map cell by cell: arrow keys move through the cells, and a line below says the one in question. */
import { useState, type KeyboardEvent, type ReactNode } from "react";

type Move = (at: { row: number; column: number }, last: { row: number; column: number }) => { row: number; column: number };

const MOVES: Record<string, Move> = {
  ArrowLeft: ({ row, column }) => ({ row, column: column - 1 }),
  ArrowRight: ({ row, column }) => ({ row, column: column + 1 }),
  ArrowUp: ({ row, column }) => ({ row: row - 1, column }),
  ArrowDown: ({ row, column }) => ({ row: row + 1, column }),
  Home: ({ row }) => ({ row, column: 0 }),
  End: ({ row }, last) => ({ row, column: last.column }),
};

/** Around one table, whose cells carry what is said of them in `data-says`. */
export function HeatReader({ hint, children }: { hint: string; children: ReactNode }) {
  const [said, setSaid] = useState<string | null>(null);
  const say = (target: EventTarget) => setSaid(cellOf(target)?.dataset["says"] ?? null);
  return (
    <>
      <div
        // It only listens to what its cells, which can be focused, let through.
        role="presentation"
        onKeyDown={move}
        onFocus={(event) => say(event.target)}
        onBlur={() => setSaid(null)}
        onPointerOver={(event) => say(event.target)}
        onPointerLeave={() => setSaid(null)}
        className="relative -m-[3px] overflow-x-auto p-[3px]"
      >
        {children}
      </div>
      {/* A reader of the screen hears the cell itself. */}
      <p aria-hidden="true" className="mt-1 min-h-5 truncate text-ink-soft">{said ?? hint}</p>
    </>
  );
}

function cellOf(target: EventTarget): HTMLTableCellElement | null {
  return target instanceof Element ? target.closest("td") : null;
}

/** One cell is in the order of Tab, the others are reached from it. */
function move(event: KeyboardEvent<HTMLElement>): void {
  const cell = cellOf(event.target);
  const step = MOVES[event.key];
  if (!cell || !step || event.altKey || event.ctrlKey || event.metaKey) return;
  const rows = Array.from(event.currentTarget.querySelectorAll("tbody tr"), (row) => Array.from(row.querySelectorAll("td")));
  const row = rows.findIndex((cells) => cells.includes(cell));
  const last = { row: rows.length - 1, column: (rows[0]?.length ?? 1) - 1 };
  const to = step({ row, column: rows[row]?.indexOf(cell) ?? 0 }, last);
  const next = rows[to.row]?.[to.column];
  event.preventDefault();
  if (!next) return;
  cell.tabIndex = -1;
  next.tabIndex = 0;
  next.focus();
}
