"use client";
/** Text, numbers and choices from a list. Inside a Field they take its id, name, error and what was typed before. */
import { ChevronDown } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import { cx } from "./cx.ts";
import { useField } from "./field.tsx";
import { INPUT_BOX } from "./input-class.ts";

type Wired = { id?: string; name?: string; value?: unknown; defaultValue?: unknown };

function useWires(own: Wired) {
  const field = useField();
  return {
    id: own.id ?? field?.id,
    name: own.name ?? field?.name,
    "aria-describedby": field?.describedBy,
    "aria-invalid": field?.wrong || undefined,
    value: own.value,
    defaultValue: own.value === undefined ? (field?.typed ?? own.defaultValue) : undefined,
  };
}

type TextInputProps = Omit<ComponentProps<"input">, "defaultValue" | "value"> & { defaultValue?: string; value?: string };

/** Monospace for ids and numbers: `code`. */
export function TextInput({ className, code = false, type = "text", ...rest }: TextInputProps & { code?: boolean }) {
  const { id, name, value, defaultValue, ...own } = rest;
  const wires = useWires({ id, name, value, defaultValue });
  return <input type={type} spellCheck={code ? false : undefined} className={cx(INPUT_BOX, "h-9", code && "font-mono", className)} {...own} {...textual(wires)} />;
}

type TextAreaProps = Omit<ComponentProps<"textarea">, "defaultValue" | "value"> & { defaultValue?: string; value?: string };

export function TextArea({ className, rows = 4, id, name, value, defaultValue, ...own }: TextAreaProps) {
  const wires = useWires({ id, name, value, defaultValue });
  return <textarea rows={rows} className={cx(INPUT_BOX, "py-2", className)} {...own} {...textual(wires)} />;
}

/** A number that is typed, with its unit behind it. Sent as the text that was typed. */
export function NumberInput({ unit, className, decimals = false, ...rest }: TextInputProps & { unit: string; decimals?: boolean }) {
  const { id, name, value, defaultValue, ...own } = rest;
  const wires = useWires({ id, name, value, defaultValue });
  return (
    <span className={cx("relative flex w-44 max-w-full", className)}>
      <input type="text" inputMode={decimals ? "decimal" : "numeric"} autoComplete="off" className={cx(INPUT_BOX, "h-9 pr-22 text-right")} {...own} {...textual(wires)} />
      <span aria-hidden="true" className="pointer-events-none absolute inset-y-px right-px flex w-20 items-center border-l border-line pl-2 text-ink-soft">
        {unit}
      </span>
    </span>
  );
}

export type SelectOption = { value: string; label: string; disabled?: boolean };

type SelectProps = Omit<ComponentProps<"select">, "defaultValue" | "value"> & {
  options?: SelectOption[];
  /** Shown first and sent as nothing. */
  placeholder?: string;
  defaultValue?: string;
  value?: string;
  children?: ReactNode;
};

/** The browser's own list: works with any keyboard, any phone and no script. */
export function Select({ options = [], placeholder, className, children, id, name, value, defaultValue, ...own }: SelectProps) {
  const wires = useWires({ id, name, value, defaultValue });
  const start = typeof wires.defaultValue === "string" ? wires.defaultValue : undefined;
  return (
    <span className={cx("relative flex min-w-0", className)}>
      <select key={start} className={cx(INPUT_BOX, "h-9 cursor-pointer appearance-none truncate pr-8")} {...own} {...textual(wires)}>
        {placeholder !== undefined && <option value="">{placeholder}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value} disabled={option.disabled}>
            {option.label}
          </option>
        ))}
        {children}
      </select>
      <ChevronDown aria-hidden="true" className="pointer-events-none absolute top-1/2 right-2.5 size-4 -translate-y-1/2 text-ink-soft" />
    </span>
  );
}

/** A field holds text: anything else is left to the browser. */
function textual(wires: ReturnType<typeof useWires>) {
  const { value, defaultValue, ...rest } = wires;
  return value === undefined ? { ...rest, defaultValue: textIn(defaultValue) } : { ...rest, value: textIn(value) };
}

function textIn(start: unknown): string | undefined {
  return typeof start === "string" ? start : undefined;
}
