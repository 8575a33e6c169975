"use client";
/** Keeps what is chosen in a form as it is chosen, so that nothing is lost by leaving. The form works without it. */
import { unstable_rethrow } from "next/navigation";
import { useEffect, useRef, useState, useTransition, type FormEvent, type ReactNode } from "react";
import { UNTOUCHED, isRefusal, type FormAction } from "#components/ui/form-state.ts";
import { Mark } from "#components/ui/mark.tsx";

/** A pause in typing after which it is kept. */
const PAUSE_MS = 400;

type Kept = { kind: "nothing" } | { kind: "kept" } | { kind: "refused"; sentence: string };

export function KeepAsChosen({ keep, children }: { keep: FormAction; children: ReactNode }) {
  const [kept, setKept] = useState<Kept>({ kind: "nothing" });
  const [pending, startTransition] = useTransition();
  const waiting = useRef<{ timer: ReturnType<typeof setTimeout>; form: HTMLFormElement } | null>(null);

  function send(form: HTMLFormElement) {
    const fields = new FormData(form);
    startTransition(async () => setKept(await outcomeOf(keep, fields)));
  }
  function changed(event: FormEvent<HTMLDivElement>) {
    const form = event.target instanceof Element ? event.target.closest("form") : null;
    if (!form) return;
    if (waiting.current) clearTimeout(waiting.current.timer);
    const timer = setTimeout(() => {
      waiting.current = null;
      send(form);
    }, PAUSE_MS);
    waiting.current = { timer, form };
  }
  function forget() {
    if (waiting.current) clearTimeout(waiting.current.timer);
    waiting.current = null;
  }
  useEffect(
    () => () => {
      const unsent = waiting.current;
      if (!unsent) return;
      clearTimeout(unsent.timer);
      void outcomeOf(keep, new FormData(unsent.form));
    },
    [keep],
  );
  return (
    <div onChange={changed} onSubmit={forget}>
      {children}
      <KeptNote kept={kept} pending={pending} />
    </div>
  );
}

async function outcomeOf(keep: FormAction, fields: FormData): Promise<Kept> {
  try {
    const answer = await keep(UNTOUCHED, fields);
    if (!isRefusal(answer)) return { kind: "kept" };
    return { kind: "refused", sentence: answer.message ?? Object.values(answer.errors)[0] ?? "This was not kept." };
  } catch (error) {
    unstable_rethrow(error);
    return { kind: "refused", sentence: "This was not kept: the console did not answer. It is tried again with the next change." };
  }
}

function KeptNote({ kept, pending }: { kept: Kept; pending: boolean }) {
  if (kept.kind === "refused" && !pending) {
    return (
      <p role="alert" className="mt-3 flex items-center gap-1.5 text-danger-ink">
        <Mark name="bang" className="text-danger" />
        {kept.sentence}
      </p>
    );
  }
  return (
    <p role="status" className="sr-only">
      {pending ? "" : kept.kind === "kept" ? "Kept in the draft." : ""}
    </p>
  );
}
