"use client";
/** Moments. The server writes them in UTC; the browser in the reader's zone, and relative ones keep the absolute one on hover. */
import { useSyncExternalStore } from "react";
import { formatMoment, formatRelative } from "./time-format.ts";

const TICK_MS = 15_000;

/** One clock and one timer for every moment on the page; before hydration there is none. */
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
let presentMs = 0;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(tick, TICK_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

function tick(): void {
  presentMs = Date.now();
  for (const listener of listeners) listener();
}

const readPresent = (): number => (presentMs ||= Date.now());
const never = (): (() => void) => () => {};

type Moment = Date | string | number;

/** “3 minutes ago”, and the exact moment on hover and for whoever reads it aloud. */
export function RelativeTime({ at, className }: { at: Moment; className?: string }) {
  const now = useSyncExternalStore(subscribe, readPresent, () => 0);
  const date = new Date(at);
  const exact = formatMoment(date, now === 0 ? "UTC" : undefined, "long");
  return (
    <time dateTime={date.toISOString()} title={exact} className={className}>
      {now === 0 ? formatMoment(date, "UTC", "short") : formatRelative(date, now)}
    </time>
  );
}

/** The moment itself: `clock` is 14:02, `short` is 3 Mar, 14:02, `long` has the year, seconds and zone. */
export function AbsoluteTime({ at, form = "short", className }: { at: Moment; form?: "clock" | "short" | "long"; className?: string }) {
  const hydrated = useSyncExternalStore(never, () => true, () => false);
  const date = new Date(at);
  const zone = hydrated ? undefined : "UTC";
  return (
    <time dateTime={date.toISOString()} title={formatMoment(date, zone, "long")} className={className}>
      {formatMoment(date, zone, form)}
    </time>
  );
}
