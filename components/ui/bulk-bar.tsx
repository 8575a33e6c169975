"use client";
/** What can be done with the rows that are ticked. Lies over the header of the table, so that nothing moves; on a phone it stands at the foot. */
import { createContext, use, useEffect, useRef, useState, type ReactNode } from "react";
import { Button } from "./button.tsx";
import { formatNumber } from "./number-format.ts";

type Chosen = { count: number; noun: [string, string] };

const ChosenContext = createContext<Chosen>({ count: 0, noun: ["row", "rows"] });

/** “3 contacts”, for a dialog that opens from the bar. */
export function SelectedCount() {
  const { count, noun } = use(ChosenContext);
  return `${formatNumber(count)} ${count === 1 ? noun[0] : noun[1]}`;
}

type BulkBarProps = {
  /** The id of its form, to which the boxes of the rows belong. */
  form: string;
  noun: [string, string];
  /** Buttons that send the form: with `formAction`, or dialogs that take its fields along. */
  children: ReactNode;
};

export function BulkBar({ form: id, noun, children }: BulkBarProps) {
  const form = useRef<HTMLFormElement>(null);
  const count = useTicked(form);
  const said = `${formatNumber(count)} ${count === 1 ? noun[0] : noun[1]} selected`;
  return (
    <ChosenContext value={{ count, noun }}>
      <p role="status" className="sr-only">
        {count > 0 && said}
      </p>
      <form
        id={id}
        ref={form}
        className="invisible z-20 flex items-center gap-2 bg-accent-soft group-has-[[data-select]:checked]/table:visible max-sm:sticky max-sm:bottom-[calc(64px+env(safe-area-inset-bottom))] max-sm:order-last max-sm:mt-2 max-sm:min-h-12 max-sm:flex-wrap max-sm:rounded-panel max-sm:border max-sm:border-line max-sm:bg-raised max-sm:px-3 max-sm:py-1 max-sm:shadow-float sm:sticky sm:top-(--frame-top,0px) sm:-mb-9 sm:ml-7 sm:h-9 sm:pl-3 sm:shadow-[12px_0_0_var(--color-accent-soft)]"
      >
        <span aria-hidden="true" className="min-w-0 flex-1 truncate font-strong text-ink max-sm:basis-full">
          {count > 0 ? said : `Selected ${noun[1]}`}
        </span>
        {children}
        <Button type="reset" variant="quiet" size="small">
          Clear
        </Button>
      </form>
    </ChosenContext>
  );
}

type FormRef = React.RefObject<HTMLFormElement | null>;

/** How many boxes of the form are ticked. They stand in the document and not in state, so that they work before any script does. */
function useTicked(form: FormRef): number {
  const [count, setCount] = useState(0);
  useEffect(() => {
    const element = form.current;
    const table = element?.closest("[data-table]");
    if (!element || !table) return;
    const recount = () => setCount(reckon(element));
    const later = () => setTimeout(recount);
    const leave = startTicking(element, table, recount);
    // The rows of another page are other boxes; and what was ticked before the script came is ticked already.
    const rows = new MutationObserver(recount);
    rows.observe(table, { childList: true, subtree: true });
    element.addEventListener("reset", later);
    const first = later();
    return () => {
      leave();
      clearTimeout(first);
      rows.disconnect();
      element.removeEventListener("reset", later);
    };
  }, [form]);
  return count;
}

/** A press ticks one; with Shift, all from the last press to this one. The box of the header ticks the page. */
function startTicking(form: HTMLFormElement, table: Element, recount: () => void): () => void {
  let last: HTMLInputElement | null = null;
  const press = (event: Event) => {
    const box = event.target;
    if (!(box instanceof HTMLInputElement)) return;
    if (box.hasAttribute("data-select-page")) {
      tickAll(form, box.checked);
      return recount();
    }
    if (box.form !== form || !box.hasAttribute("data-select")) return;
    if (event instanceof MouseEvent && event.shiftKey && last) tickBetween(boxesOf(form), last, box);
    last = box;
    recount();
  };
  table.addEventListener("click", press);
  return () => table.removeEventListener("click", press);
}

function boxesOf(form: HTMLFormElement): HTMLInputElement[] {
  return Array.from(form.elements).filter((element): element is HTMLInputElement => element instanceof HTMLInputElement && element.hasAttribute("data-select"));
}

function tickBetween(boxes: HTMLInputElement[], from: HTMLInputElement, to: HTMLInputElement): void {
  const [start, end] = [boxes.indexOf(from), boxes.indexOf(to)];
  if (start < 0) return;
  for (const box of boxes.slice(Math.min(start, end), Math.max(start, end) + 1)) box.checked = to.checked;
}

function tickAll(form: HTMLFormElement, ticked: boolean): void {
  for (const box of boxesOf(form)) box.checked = ticked;
}

/** Counts, and draws the box of the header accordingly: none, some or all. */
function reckon(form: HTMLFormElement): number {
  const boxes = boxesOf(form);
  const count = boxes.filter((box) => box.checked).length;
  for (const box of form.closest("[data-table]")?.querySelectorAll("[data-select-page]") ?? []) {
    if (!(box instanceof HTMLInputElement)) continue;
    box.checked = count > 0 && count === boxes.length;
    box.indeterminate = count > 0 && count < boxes.length;
  }
  return count;
}
