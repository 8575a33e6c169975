"use client";
/** Stands in a link: its own mark, or a turning one while the page behind the link takes its time. */
import { useLinkStatus } from "next/link";
import type { ReactNode } from "react";
import { Spinner } from "./spinner.tsx";

export function LinkPending({ children }: { children: ReactNode }) {
  const { pending } = useLinkStatus();
  return (
    <span aria-hidden="true" className="grid size-3.5 shrink-0 place-items-center">
      {pending ? <Spinner className="animate-[fade_160ms_ease-out_200ms_both,turn_800ms_linear_infinite]" /> : children}
    </span>
  );
}
