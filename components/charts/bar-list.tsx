/** Things compared by one number, longest first as given. */
import Link from "next/link";
import type { ReactNode } from "react";
import { formatNumber } from "#components/ui/number-format.ts";
import type { ChartColor, Texture } from "./series.ts";
import { fillOf } from "./swatch.tsx";

export type Bar = { key: string; name: ReactNode; value: number; href?: string; color?: ChartColor; texture?: Texture };

export function BarList({ label, bars, valueName, emptyText }: { label: string; bars: Bar[]; valueName: string; emptyText: string }) {
  const most = Math.max(1, ...bars.map((bar) => bar.value));
  if (bars.length === 0) return <p className="text-ink-soft">{emptyText}</p>;
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
              <span className="block wrap-anywhere">{bar.href ? <Link href={bar.href} className="underline decoration-line underline-offset-3 hover:decoration-current">{bar.name}</Link> : bar.name}</span>
              <span aria-hidden="true" className="mt-1 block h-1.5 rounded-r-mark" style={{ width: `max(2px, ${(bar.value / most) * 100}%)`, ...fillOf({ color: bar.color ?? "chart-1", texture: bar.texture }) }} />
            </th>
            <td className="py-2 text-right align-top font-strong whitespace-nowrap">{formatNumber(bar.value)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
