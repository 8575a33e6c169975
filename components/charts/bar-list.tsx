/** Things compared by one number, longest first as given. With a finding it stands in the frame of a chart. */
import Link from "next/link";
import type { ReactNode } from "react";
import { formatNumber } from "#components/ui/number-format.ts";
import { absenceOf, type ChartAbsence } from "./chart-absence.tsx";
import { ChartFrame } from "./chart-frame.tsx";
import type { ChartTable } from "./chart-table.ts";
import type { ChartColor, Texture } from "./series.ts";
import { fillOf } from "./swatch.tsx";
import { TableTwin } from "./table-twin.tsx";

const ROW_PX = 47;

/** `plainName` is the name in the file, where a name is more than words. */
export type Bar = { key: string; name: ReactNode; plainName?: string; value: number; href?: string; color?: ChartColor; texture?: Texture };

export type BarListProps = {
  label: string;
  /** One sentence: what the bars show. */
  finding?: ReactNode;
  bars: Bar[];
  valueName: string;
  emptyText: string;
  loading?: boolean;
  /** How many bars are likely, so that an empty list is as high as a full one. */
  expected?: number;
};

export function BarList({ label, finding, bars, valueName, emptyText, loading = false, expected = 3 }: BarListProps) {
  const absence = absenceOf({ loading, empty: bars.length === 0, emptyText });
  const drawing = <Bars label={label} bars={bars} valueName={valueName} />;
  if (finding === undefined) return absence ? <BareAbsence absence={absence} /> : drawing;
  return (
    <ChartFrame title={label} finding={finding} height={absence ? expected * ROW_PX - 1 : undefined} absence={absence} twin={<TableTwin title={label} table={absence ? null : tableOf(bars, valueName)} only="file" />}>
      {drawing}
    </ChartFrame>
  );
}

function BareAbsence({ absence }: { absence: ChartAbsence }) {
  return <p role={absence.kind === "loading" ? "status" : undefined} className="text-ink-soft">{absence.text}</p>;
}

function Bars({ label, bars, valueName }: { label: string; bars: Bar[]; valueName: string }) {
  const most = Math.max(1, ...bars.map((bar) => bar.value));
  return (
    <table aria-label={label} className="w-full border-collapse">
      <thead className="sr-only">
        <tr>
          <th scope="col">Name</th>
          <th scope="col">{valueName}</th>
        </tr>
      </thead>
      <tbody>
        {bars.map((bar) => (
          <tr key={bar.key} className="border-b border-line last:border-0">
            <th scope="row" className="w-full py-2 pr-6 text-left font-normal">
              <span dir="auto" className="block wrap-anywhere">{bar.href ? <Link href={bar.href} className="underline decoration-line underline-offset-3 hover:decoration-current">{bar.name}</Link> : bar.name}</span>
              <span aria-hidden="true" className="mt-1 block h-1.5 rounded-r-mark" style={{ width: bar.value > 0 ? `max(2px, ${(bar.value / most) * 100}%)` : 0, ...fillOf({ color: bar.color ?? "chart-1", texture: bar.texture }) }} />
            </th>
            <td className="py-2 text-right align-top font-strong whitespace-nowrap">{formatNumber(bar.value)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function tableOf(bars: Bar[], valueName: string): ChartTable {
  return {
    columns: [{ name: "Name", kind: "text" }, { name: valueName, kind: "number" }],
    rows: bars.map((bar) => [bar.plainName ?? (typeof bar.name === "string" ? bar.name : bar.key), bar.value]),
  };
}
