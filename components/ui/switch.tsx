"use client";
/** On or off, by itself and at once: a checkbox of the browser's own, so that it is sent with no script. A choice that waits for “Save” among others is a Checkbox. */
import { useId } from "react";
import { useTicked, type CheckboxProps } from "./choices.tsx";
import { cx } from "./cx.ts";
import { FieldError } from "./field.tsx";
import { Mark } from "./mark.tsx";

/** The browser itself says whether it is on. */
const SAID_AS = { role: "switch" } as const;

export function Switch({ label, help, className, name, defaultChecked, ...rest }: CheckboxProps) {
  const id = useId();
  const { ticked, error } = useTicked(name, defaultChecked);
  return (
    <div className={className}>
      <label className="flex cursor-pointer items-start gap-2.5 has-disabled:cursor-default pointer-coarse:py-2.5">
        <span className="relative inline-flex h-5 w-9 shrink-0">
          <input
            type="checkbox"
            {...SAID_AS}
            name={name}
            aria-labelledby={`${id}-label`}
            aria-describedby={cx(error && `${id}-error`, help && `${id}-help`) || undefined}
            defaultChecked={rest.checked === undefined ? ticked : undefined}
            className="peer absolute inset-0 cursor-pointer appearance-none rounded-full border border-control bg-sunken transition-colors duration-100 checked:border-accent checked:bg-accent hover:border-ink-soft disabled:cursor-default disabled:opacity-50"
            {...rest}
          />
          <span aria-hidden="true" className="pointer-events-none absolute top-[3px] left-[3px] grid size-3.5 place-items-center rounded-full bg-ink-soft transition-transform duration-100 ease-settle peer-checked:translate-x-4 peer-checked:bg-on-accent peer-disabled:opacity-60 [&_svg]:invisible peer-checked:[&_svg]:visible">
            <Mark name="check" className="size-2.5 text-accent" />
          </span>
        </span>
        <span className="min-w-0 wrap-anywhere">
          <span id={`${id}-label`} className="text-ink">
            {label}
          </span>
          {help && (
            <span id={`${id}-help`} className="block text-ink-soft">
              {help}
            </span>
          )}
        </span>
      </label>
      {error && <FieldError id={`${id}-error`}>{error}</FieldError>}
    </div>
  );
}
