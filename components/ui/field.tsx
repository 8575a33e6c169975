"use client";
/** A label, a control, its help and its error, wired together. The control inside takes its id, name and error from here. */
import { createContext, use, useId, type ReactNode } from "react";
import { cx } from "./cx.ts";
import { useFormAround } from "./form.tsx";
import { Mark } from "./mark.tsx";

export type FieldWires = { id: string; name: string | undefined; describedBy: string | undefined; wrong: boolean; typed: string | undefined };

const FieldContext = createContext<FieldWires | null>(null);

/** What a control needs to know of the field around it; null when it stands alone. */
export function useField(): FieldWires | null {
  return use(FieldContext);
}

export type FieldProps = {
  /** The form field's name: errors and typed values are found under it. */
  name?: string;
  label: ReactNode;
  help?: ReactNode;
  error?: string;
  optional?: boolean;
  /** Several controls under one label, drawn as a fieldset. */
  group?: boolean;
  /** Beside the label, at the right: a count, a link. */
  aside?: ReactNode;
  children: ReactNode;
  className?: string;
};

export function Field({ name, label, help, error, optional = false, group = false, aside, children, className }: FieldProps) {
  const id = useId();
  const form = useFormAround();
  const wrong = error ?? (name ? form.errors[name] : undefined);
  const describedBy = cx(wrong && `${id}-error`, help && `${id}-help`) || undefined;
  const wires = { id, name, describedBy, wrong: wrong !== undefined, typed: name ? form.values[name] : undefined };
  const Outer = group ? "fieldset" : "div";
  return (
    <FieldContext value={wires}>
      <Outer data-wrong={wrong === undefined ? undefined : ""} className={cx("group/field flex min-w-0 flex-col gap-1.5", className)} aria-describedby={group ? describedBy : undefined}>
        <div className={cx("flex items-baseline justify-between gap-3", group && "contents")}>
          <Label group={group} id={id}>
            {label}
            {optional && <span className="font-normal text-ink-faint"> (optional)</span>}
          </Label>
          {aside && <span className="shrink-0 text-ink-soft">{aside}</span>}
        </div>
        {children}
        {wrong && <FieldError id={`${id}-error`}>{wrong}</FieldError>}
        {help && (
          <p id={`${id}-help`} className="max-w-[70ch] text-pretty text-ink-soft">
            {help}
          </p>
        )}
      </Outer>
    </FieldContext>
  );
}

/** What is wrong with a field, under it. */
export function FieldError({ id, children }: { id: string; children: ReactNode }) {
  return (
    <p id={id} className="flex items-start gap-1.5 text-danger-ink">
      <Mark name="bang" className="mt-1 shrink-0 text-danger" />
      <span className="min-w-0 wrap-anywhere">{children}</span>
    </p>
  );
}

function Label({ group, id, children }: { group: boolean; id: string; children: ReactNode }) {
  if (group) return <legend className="mb-1.5 font-strong text-ink">{children}</legend>;
  return (
    <label htmlFor={id} className="min-w-0 font-strong text-ink wrap-anywhere">
      {children}
    </label>
  );
}
