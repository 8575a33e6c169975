"use client";
/** The table twin of a chart over time, and the zone that all its moments are written in. It reads the very points that are drawn, so that they travel once. */
import { useMemo } from "react";
import { useZone } from "#components/ui/zone.tsx";
import { TableTwin } from "./table-twin.tsx";
import { timeTable, type Tabled } from "./time-table.ts";

export function TimeTwin({ title, series, points, gaps, unit, decimals }: Tabled & { title: string }) {
  const zone = useZone();
  const table = useMemo(() => (points.length === 0 ? null : timeTable({ series, points, gaps, unit, decimals })), [series, points, gaps, unit, decimals]);
  return <TableTwin title={title} table={table} aside={`Times in ${zone.replaceAll("_", " ")}`} />;
}
