/** An import under way: first the file is read to its end, then its people are taken. */
import type { ReactNode } from "react";
import { Progress } from "#components/ui/meter.tsx";
import { formatBytes, formatNumber } from "#components/ui/number-format.ts";

export type ImportProgressProps = {
  waiting: boolean;
  bytes: number;
  bytesRead: number;
  rowsRead: number;
  taken: number;
  duplicates: number;
  rejected: number;
};

export function ImportProgress({ waiting, bytes, bytesRead, rowsRead, taken, duplicates, rejected }: ImportProgressProps) {
  if (waiting) return <p className="border-y border-line py-5 text-ink-soft">Waiting for the worker, which takes one file after the other. Nothing more has to be done here; this page can be left.</p>;
  const toTake = rowsRead - duplicates - rejected;
  const saving = bytesRead >= bytes && (taken > 0 || duplicates + rejected > 0);
  return (
    <div className="flex flex-col gap-4 border-y border-line py-5">
      <Step label="Reading the file" text={saving ? `${formatNumber(rowsRead)} lines` : `${formatNumber(rowsRead)} lines, ${formatBytes(Math.min(bytesRead, bytes))} of ${formatBytes(bytes)}`}>
        <Progress label="Reading the file" value={saving ? bytes : bytesRead} max={bytes} tone={saving ? "success" : "progress"} />
      </Step>
      <Step label="Taking the people" text={saving ? `${formatNumber(taken)} of ${formatNumber(toTake)}` : "After the last line"}>
        <Progress label="Taking the people" value={saving ? taken : 0} max={saving ? toTake : 1} />
      </Step>
      <p className="text-ink-soft">This page can be left. If the worker stops, the import begins again by itself, and nobody is taken twice.</p>
    </div>
  );
}

function Step({ label, text, children }: { label: string; text: string; children: ReactNode }) {
  return (
    <div className="flex flex-col gap-1.5">
      <div className="flex items-baseline justify-between gap-4">
        <span className="font-strong">{label}</span>
        <span className="text-ink-soft">{text}</span>
      </div>
      {children}
    </div>
  );
}
