"use client";
/** What is said while a form is under way and takes its time. The place is kept, so that nothing moves when it appears. */
import type { ReactNode } from "react";
import { useFormStatus } from "react-dom";

export function WhilePending({ children }: { children: ReactNode }) {
  const { pending } = useFormStatus();
  return (
    <p role="status" className="text-ink-soft">
      <span className={pending ? undefined : "invisible"}>{children}</span>
    </p>
  );
}
