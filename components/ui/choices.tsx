"use client";
/** Ticks and cards to choose from, drawn over the browser's own boxes. */
import { useId, type ComponentProps, type ReactNode } from "react";
import { cx } from "./cx.ts";
import { FieldError, useField } from "./field.tsx";
import { isRefusal } from "./form-state.ts";
import { useFormAround } from "./form.tsx";
import { Tick } from "./tick.tsx";

export type CheckboxProps = Omit<ComponentProps<"input">, "type"> & { label: ReactNode; help?: ReactNode };

/** Whether a box starts ticked: as it was sent, when the form came back. */
export function useTicked(name: string | undefined, start: boolean | undefined): { ticked: boolean | undefined; error: string | undefined } {
  const form = useFormAround();
  const sentBefore = isRefusal(form) && Object.keys(form.values).length > 0;
  return { ticked: name && sentBefore ? form.values[name] !== undefined : start, error: name ? form.errors[name] : undefined };
}

export function Checkbox({ label, help, className, name, defaultChecked, ...rest }: CheckboxProps) {
  const id = useId();
  const { ticked, error } = useTicked(name, defaultChecked);
  return (
    <div className={className}>
      <label className="flex cursor-pointer items-start gap-2.5 has-disabled:cursor-default pointer-coarse:py-2.5">
        <Tick className="mt-0.5" name={name} defaultChecked={rest.checked === undefined ? ticked : undefined} aria-invalid={error ? true : undefined} aria-describedby={error && `${id}-error`} {...rest} />
        <span className="min-w-0 wrap-anywhere">
          <span className="text-ink">{label}</span>
          {help && <span className="block text-ink-soft">{help}</span>}
        </span>
      </label>
      {error && <FieldError id={`${id}-error`}>{error}</FieldError>}
    </div>
  );
}

export type RadioOption = { value: string; label: ReactNode; help?: ReactNode; aside?: ReactNode; disabled?: boolean };

type RadioCardsProps = {
  options: RadioOption[];
  name?: string;
  defaultValue?: string;
  value?: string;
  onChange?: (value: string) => void;
  /** Cards beside one another from this many up; one column otherwise. */
  columns?: 1 | 2 | 3;
};

const COLUMNS = { 1: "", 2: "sm:grid-cols-2", 3: "sm:grid-cols-3" };

/** One of a few, each with a sentence. Put it in a Field with `group`. */
export function RadioCards({ options, name, defaultValue, value, onChange, columns = 1 }: RadioCardsProps) {
  const field = useField();
  const group = name ?? field?.name ?? field?.id;
  const start = field?.typed ?? defaultValue;
  return (
    <div className={cx("grid gap-2", COLUMNS[columns])}>
      {options.map((option) => (
        <label key={option.value} className={CARD}>
          <input
            type="radio"
            name={group}
            value={option.value}
            disabled={option.disabled}
            className="mt-0.5 size-4 shrink-0 cursor-pointer appearance-none rounded-full border border-control bg-raised checked:border-5 checked:border-accent"
            {...(value === undefined ? { defaultChecked: option.value === start } : { checked: option.value === value, onChange: () => onChange?.(option.value) })}
          />
          <span className="min-w-0 flex-1">
            <span className="font-strong text-ink wrap-anywhere">{option.label}</span>
            {option.help && <span className="block text-ink-soft">{option.help}</span>}
          </span>
          {option.aside && <span className="shrink-0 text-ink-soft">{option.aside}</span>}
        </label>
      ))}
    </div>
  );
}

const CARD =
  "flex min-h-9 cursor-pointer items-start gap-2.5 rounded-control border border-line bg-raised px-3 py-2 hover:border-control has-checked:border-accent has-checked:bg-accent-soft pointer-coarse:min-h-11 " +
  "has-disabled:cursor-default has-disabled:opacity-60 has-disabled:hover:border-line group-data-wrong/field:border-danger has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus [&_input:focus-visible]:outline-none";
