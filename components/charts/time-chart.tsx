"use client";
/** The place of a chart over time. What draws it is heavy: it comes after the page, into a room that is already as high. */
import dynamic from "next/dynamic";
import { useZone } from "#components/ui/zone.tsx";
import { ChartGround } from "./chart-absence.tsx";
import type { TimeDrawingProps } from "./time-drawing.tsx";

const TimeDrawing = dynamic(() => import("./time-drawing.tsx").then((drawing) => drawing.TimeDrawing), { ssr: false, loading: Waiting });

export type TimeChartProps = Omit<TimeDrawingProps, "zone">;

export function TimeChart(props: TimeChartProps) {
  return <TimeDrawing {...props} zone={useZone()} />;
}

function Waiting() {
  return (
    <>
      <span hidden data-drawing="waiting" />
      <ChartGround />
      <noscript>
        <p className="absolute inset-0 grid place-items-center text-center text-ink-soft">
          <span className="bg-surface px-3 py-1">The lines are drawn by script. The same numbers are in the table below.</span>
        </p>
      </noscript>
    </>
  );
}
