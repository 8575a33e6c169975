"use client";
/** Looks for a text in a list, by the address of the list. `/` on the keyboard leads here: `data-search`. */
import { Search, X } from "lucide-react";
import Form from "next/form";
import Link from "next/link";
import { useEffect, useRef } from "react";
import { cx } from "./cx.ts";
import { INPUT_BOX } from "./input-class.ts";

export type SearchBoxProps = {
  path: string;
  /** What is searched: “Name or number”. */
  label: string;
  /** What is searched for now. */
  value: string;
  /** Where the search is taken away. */
  clearHref: string;
  /** What else the address must go on saying. */
  kept?: Record<string, string>;
  name?: string;
  className?: string;
};

export function SearchBox({ path, label, value, clearHref, kept = {}, name = "q", className }: SearchBoxProps) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    // Who is typing is ahead of the address.
    if (input.current && document.activeElement !== input.current) input.current.value = value;
  }, [value]);
  return (
    <Form action={path} scroll={false} role="search" aria-label={label} className={cx("relative w-56 max-sm:w-full", className)}>
      {Object.entries(kept).map(([key, text]) => (
        <input key={key} type="hidden" name={key} value={text} />
      ))}
      <button type="submit" aria-label="Search" title="Search" className="absolute inset-y-0 left-0 grid w-8 cursor-pointer place-items-center rounded-control text-ink-soft -outline-offset-2 hover:text-ink pointer-coarse:w-11">
        <Search aria-hidden="true" className="size-4" />
      </button>
      <input ref={input} type="search" name={name} defaultValue={value} placeholder={label} aria-label={label} data-search enterKeyHint="search" className={cx(INPUT_BOX, "h-8 px-8 text-small! pointer-coarse:px-11 [&::-webkit-search-cancel-button]:hidden")} />
      {value !== "" && (
        <Link href={clearHref} scroll={false} prefetch={false} aria-label="Clear the search" title="Clear the search" onClick={() => clear(input.current)} className="absolute inset-y-0 right-0 grid w-8 place-items-center rounded-control text-ink-soft -outline-offset-2 hover:text-ink pointer-coarse:w-11">
          <X aria-hidden="true" className="size-3.5" />
        </Link>
      )}
    </Form>
  );
}

function clear(input: HTMLInputElement | null): void {
  if (!input) return;
  input.value = "";
  input.focus();
}
