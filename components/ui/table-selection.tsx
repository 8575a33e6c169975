/** The boxes with which rows are chosen. Native, and part of the bulk bar's form, so that they are sent with no script. */
import { useId, type ReactNode } from "react";
import { Tick } from "./tick.tsx";

export type Selection<Row> = {
  /** The id of the form that is sent; unique on the page. */
  form: string;
  /** The field that each chosen row is sent under. */
  name: string;
  noun: [string, string];
  /** What is chosen by a row's box, in words: a name. */
  label: (row: Row) => string;
  /** Buttons, each with a `formAction`. */
  actions: ReactNode;
};

const PRESS = "relative z-10 flex cursor-pointer items-center";

/** The header's box: all of this page. */
export function SelectPageHead({ noun }: { noun: [string, string] }) {
  const id = useId();
  return (
    <th role="columnheader" scope="col" className="sticky top-0 z-20 h-9 w-7 border-b border-line bg-surface p-0 shadow-[-12px_0_0_var(--color-surface)] group-data-fits/region:top-(--frame-top,0px) group-has-[[data-select]:checked]/table:bg-accent-soft group-has-[[data-select]:checked]/table:shadow-[-12px_0_0_var(--color-accent-soft)] xl:top-(--frame-top,0px)">
      <label htmlFor={id} className={`${PRESS} h-9 max-sm:hidden`}>
        <Tick id={id} data-select-page aria-label={`Select every ${noun[0]} on this page`} />
      </label>
      <span className="sr-only sm:hidden">Selected</span>
    </th>
  );
}

/** The same for cards, which have no header. */
export function SelectPage({ noun }: { noun: [string, string] }) {
  const id = useId();
  return (
    <label htmlFor={id} className="flex min-h-10 cursor-pointer items-center gap-2.5 text-ink-soft">
      <Tick id={id} data-select-page aria-label={`Select every ${noun[0]} on this page`} />
      Select all
    </label>
  );
}

export function SelectCell({ form, name, value, label }: { form: string; name: string; value: string; label: string }) {
  const id = `${form}-${value}`;
  return (
    <td role="cell" className="h-10 w-7 border-line p-0 max-sm:absolute max-sm:top-0 max-sm:left-0 max-sm:h-auto sm:border-b">
      <label htmlFor={id} className={`${PRESS} h-10 pr-3 max-sm:h-11 max-sm:w-8`}>
        <Tick id={id} data-select form={form} name={name} value={value} aria-label={`Select ${label}`} />
      </label>
    </td>
  );
}
