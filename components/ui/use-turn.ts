"use client";
/** One page, one clock: however many of its parts want it anew, one of them asks for all. */
import { useEffect, useId, useSyncExternalStore } from "react";
import { mostImpatient } from "./live-refresh-pace.ts";

const wishes = new Map<string, number>();
const listeners = new Set<() => void>();

/** Whether this part is the one that asks, while it is `active`. */
export function useTurn(active: boolean, everyMs: number): boolean {
  const id = useId();
  useEffect(() => {
    if (!active) return;
    wishes.set(id, everyMs);
    tell();
    return () => {
      wishes.delete(id);
      tell();
    };
  }, [id, active, everyMs]);
  return useSyncExternalStore(subscribe, () => mostImpatient(wishes) === id, () => false);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function tell(): void {
  for (const listener of listeners) listener();
}
