/** An audience and what becomes of it: a bar and a line for each part, which together are all of it. */
import Link from "next/link";
import type { ReactNode } from "react";
import { fillOf, Swatch } from "#components/charts/swatch.tsx";
import type { ChartColor, Texture } from "#components/charts/series.ts";
import { formatNumber, formatShare } from "#components/ui/number-format.ts";
import type { LeftOut } from "#lib/domain/campaign-numbers.ts";
import type { SuppressionReason } from "#lib/domain/states.ts";
import { SUPPRESSION_SENTENCE } from "./delivery-look.tsx";

export type AudiencePart = { key: string; name: string; people: number; sentence?: ReactNode; href?: string; color: ChartColor; texture?: Texture };

type Paint = Pick<AudiencePart, "color" | "texture">;

const PAINT: Record<SuppressionReason, Paint> = {
  opted_out: { color: "neutral", texture: "hatched" },
  no_consent: { color: "chart-2", texture: "hatched" },
  us_marketing: { color: "chart-3", texture: "dotted" },
  not_joined: { color: "chart-4", texture: "dotted" },
  variable_missing: { color: "warning", texture: "dotted" },
  no_sender: { color: "danger", texture: "hatched" },
};

/** How those who were left out for this reason are named and drawn. */
export function leftOutLook(reason: SuppressionReason): Paint & { name: string } {
  return { name: SUPPRESSION_SENTENCE[reason].label, ...PAINT[reason] };
}

/** One part for each reason why people get nothing. */
export function leftOutParts(leftOut: LeftOut[], hrefOf?: (reason: SuppressionReason) => string): AudiencePart[] {
  return leftOut.map(({ reason, people }) => ({ key: reason, name: SUPPRESSION_SENTENCE[reason].label, sentence: SUPPRESSION_SENTENCE[reason].sentence, people, href: hrefOf?.(reason), ...PAINT[reason] }));
}

export function AudienceParts({ label, parts, whole }: { label: string; parts: AudiencePart[]; whole: { name: string; people: number } }) {
  const some = parts.filter((part) => part.people > 0);
  return (
    <div>
      <div aria-hidden="true" className="mb-2 flex h-3 gap-0.5">
        {some.length === 0 && <div className="flex-1 rounded-mark bg-sunken" />}
        {some.map((part) => (
          <div key={part.key} className="min-w-[3px] first:rounded-l-mark last:rounded-r-mark" style={{ flexGrow: part.people, flexBasis: 0, ...fillOf(part) }} />
        ))}
      </div>
      <table aria-label={label} className="w-full border-collapse">
        <thead className="sr-only">
          <tr>
            <th scope="col">What becomes of them</th>
            <th scope="col">People</th>
            <th scope="col">Share</th>
          </tr>
        </thead>
        <tbody>
          {parts.map((part) => (
            <PartRow key={part.key} part={part} whole={whole.people} />
          ))}
        </tbody>
        <tfoot>
          <tr className="font-strong">
            <th scope="row" className="py-2 pr-4 text-left font-strong">
              {whole.name}
            </th>
            <td className="py-2 text-right">{formatNumber(whole.people)}</td>
            <td className="w-20 py-2 text-right">{formatShare(whole.people, whole.people)}</td>
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

function PartRow({ part, whole }: { part: AudiencePart; whole: number }) {
  const count = formatNumber(part.people);
  return (
    <tr className="border-b border-line">
      <th scope="row" className="relative py-2 pr-4 pl-[22px] text-left font-normal">
        <span className="absolute top-3 left-0 flex">
          <Swatch series={part} shape="area" />
        </span>
        {part.name}
        {part.sentence && <span className="text-ink-soft">. {part.sentence}</span>}
      </th>
      <td className="py-2 text-right align-top">
        {part.href ? (
          <Link href={part.href} className="underline decoration-line underline-offset-3 hover:decoration-current">
            {count}
          </Link>
        ) : (
          count
        )}
      </td>
      <td className="w-20 py-2 text-right align-top text-ink-soft">{formatShare(part.people, whole)}</td>
    </tr>
  );
}
