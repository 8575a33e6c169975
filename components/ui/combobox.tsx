"use client";
/** One of many: a country, a list, a zone. A few typed letters find it. Until the script is there it is the browser's own list, in the same size. */
import { ChevronDown } from "lucide-react";
import { Popover as Radix } from "radix-ui";
import { useEffect, useId, useRef, useState, useSyncExternalStore, type KeyboardEvent } from "react";
import { ComboboxList } from "./combobox-list.tsx";
import { groupsOf, type ComboboxOption } from "./combobox-match.ts";
import { cx } from "./cx.ts";
import { useField } from "./field.tsx";
import { INPUT_BOX } from "./input-class.ts";
import { Select } from "./inputs.tsx";

export type ComboboxProps = {
  options: ComboboxOption[];
  /** Shown, and sent as nothing, while none is chosen. */
  placeholder?: string;
  defaultValue?: string;
  value?: string;
  onChange?: (value: string) => void;
  id?: string;
  name?: string;
  disabled?: boolean;
  /** What is looked for, for the box in which it is typed: “Find a country”. */
  findLabel?: string;
  /** What is said when nothing matches. */
  nothing?: string;
  className?: string;
  "aria-label"?: string;
};

const never = (): (() => void) => () => {};

export function Combobox(props: ComboboxProps) {
  const field = useField();
  const scripted = useSyncExternalStore(never, () => true, () => false);
  const start = field?.typed ?? props.defaultValue ?? "";
  const { options, placeholder, value, onChange, id, name, disabled, className } = props;
  if (scripted) return <Scripted key={start} {...props} start={start} />;
  const own = value === undefined ? { defaultValue: start } : { value, onChange: () => onChange?.(value) };
  return (
    <Select id={id} name={name} disabled={disabled} className={className} aria-label={props["aria-label"]} placeholder={placeholder ?? (start === "" ? "" : undefined)} {...own}>
      {groupsOf(options).map(([group, members]) => (group === "" ? <Options key={group} options={members} /> : (
        <optgroup key={group} label={group}>
          <Options options={members} />
        </optgroup>
      )))}
    </Select>
  );
}

function Options({ options }: { options: ComboboxOption[] }) {
  return options.map(({ value, label, disabled }) => (
    <option key={value} value={value} disabled={disabled}>
      {label}
    </option>
  ));
}

function Scripted({ options, placeholder = "Choose one", start, value, onChange, findLabel = "Find", nothing = "Nothing matches.", className, ...own }: ComboboxProps & { start: string }) {
  const field = useField();
  const [open, setOpen] = useState(false);
  const [first, setFirst] = useState("");
  const list = useId();
  const { chosen, carrier, choose } = useChoice({ start, value, onChange });
  const option = options.find((candidate) => candidate.value === chosen);
  const openWith = (letter: string) => {
    setFirst(letter);
    setOpen(true);
  };
  return (
    <Radix.Root open={open} onOpenChange={(next) => (next ? openWith("") : setOpen(false))}>
      <span className={cx("relative flex min-w-0", className)}>
        <Carrier ref={carrier} name={own.name ?? field?.name} value={chosen} label={option?.label ?? ""} disabled={own.disabled} />
        <Radix.Trigger asChild>
          <button
            type="button"
            role="combobox"
            id={own.id ?? field?.id}
            disabled={own.disabled}
            aria-label={own["aria-label"]}
            aria-describedby={field?.describedBy}
            aria-invalid={field?.wrong || undefined}
            aria-haspopup="dialog"
            aria-expanded={open}
            aria-controls={open ? list : undefined}
            onKeyDown={(event) => openByKey(event, openWith)}
            className={cx(INPUT_BOX, "flex h-9 cursor-pointer items-center gap-2 text-start")}
          >
            <bdi className={cx("min-w-0 flex-1 truncate", !option && "text-ink-faint")}>{option?.label ?? placeholder}</bdi>
            {option?.hint && <span className="shrink-0 text-ink-soft">{option.hint}</span>}
            <ChevronDown aria-hidden="true" className="size-4 shrink-0 text-ink-soft" />
          </button>
        </Radix.Trigger>
      </span>
      <ComboboxList
        id={list}
        options={options}
        chosen={chosen}
        first={first}
        findLabel={findLabel}
        nothing={nothing}
        onChoose={(next) => {
          choose(next);
          setOpen(false);
        }}
      />
    </Radix.Root>
  );
}

/** A letter opens the list and is already looked for. */
function openByKey(event: KeyboardEvent<HTMLButtonElement>, open: (letter: string) => void): void {
  const letter = event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey;
  if (!letter && event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  event.preventDefault();
  open(letter ? event.key : "");
}

type ChoicePlan = { start: string; value?: string; onChange?: (value: string) => void };

/** The choice, and a list of the browser's own that carries it: it is sent, reset and heard by the form around like any other. */
function useChoice({ start, value, onChange }: ChoicePlan) {
  const [own, setOwn] = useState(start);
  const carrier = useRef<HTMLSelectElement>(null);
  const untold = useRef(false);
  const chosen = value ?? own;
  // Only of what a person chose: a value that comes from outside, such as the reader's zone once it is known, changed nothing.
  useEffect(() => {
    if (!untold.current) return;
    untold.current = false;
    for (const kind of ["input", "change"]) carrier.current?.dispatchEvent(new Event(kind, { bubbles: true }));
  });
  useEffect(() => {
    const form = carrier.current?.form;
    const reset = () => setOwn(start);
    form?.addEventListener("reset", reset);
    return () => form?.removeEventListener("reset", reset);
  }, [start]);
  const choose = (next: string) => {
    untold.current = next !== chosen;
    setOwn(next);
    onChange?.(next);
  };
  return { chosen, carrier, choose };
}

type CarrierProps = { ref: React.Ref<HTMLSelectElement>; name?: string; value: string; label: string; disabled?: boolean };

function Carrier({ ref, name, value, label, disabled }: CarrierProps) {
  return (
    <select ref={ref} aria-hidden="true" tabIndex={-1} name={name} disabled={disabled} value={value} onChange={() => {}} className="sr-only">
      <option value={value}>{label}</option>
    </select>
  );
}
