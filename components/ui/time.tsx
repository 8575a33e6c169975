"use client";
/** Moments, in the reader's zone; relative ones keep the absolute one on hover. */
import { useSyncExternalStore } from "react";
import { formatMoment, formatRelative } from "./time-format.ts";
import { useRenderedAt, useZone } from "./zone.tsx";

const TICK_MS = 15_000;

/** One clock and one timer for every moment on the page; before hydration the server's now stands in. */
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

type Moment = Date | string | number;

/** “3 minutes ago”, and the exact moment on hover and for whoever reads it aloud. */
export function RelativeTime({ at, className }: { at: Moment; className?: string }) {
  const renderedAt = useRenderedAt();
  const now = useSyncExternalStore(subscribe, readPresent, () => renderedAt);
  const zone = useZone();
  const date = new Date(at);
  return (
    <time dateTime={date.toISOString()} title={formatMoment(date, zone, "long")} className={className}>
      {formatRelative(date, now, zone)}
    </time>
  );
}

/** The moment itself: `clock` is 14:02, `short` is 3 Mar, 14:02, `long` has the year, seconds and zone. */
export function AbsoluteTime({ at, form = "short", className }: { at: Moment; form?: "clock" | "short" | "long"; className?: string }) {
  const zone = useZone();
  const date = new Date(at);
  return (
    <time dateTime={date.toISOString()} title={formatMoment(date, zone, "long")} className={className}>
      {formatMoment(date, zone, form)}
    </time>
  );
}
