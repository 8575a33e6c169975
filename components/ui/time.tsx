"use client";
/** Moments, in the reader's zone; relative ones keep the absolute one on hover. */
import { useEffect, useSyncExternalStore } from "react";
import { freshenPresent, readPresent, subscribePresent } from "./present.ts";
import { formatMoment, formatRelative } from "./time-format.ts";
import { useRenderedAt, useZone } from "./zone.tsx";

type Moment = Date | string | number;

/** “3 minutes ago”, and the exact moment on hover and for whoever reads it aloud. */
export function RelativeTime({ at, className }: { at: Moment; className?: string }) {
  const renderedAt = useRenderedAt();
  // Before hydration the server's now stands in.
  const now = useSyncExternalStore(subscribePresent, readPresent, () => renderedAt);
  const zone = useZone();
  const date = new Date(at);
  const isAhead = date.getTime() > now;
  // A moment that has come anew to an old page may be later than the present that the page shows.
  useEffect(() => {
    if (isAhead) freshenPresent();
  }, [isAhead]);
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
