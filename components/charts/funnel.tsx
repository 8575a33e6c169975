/** An attrition ledger: how many of a whole are left after each stage, and where the others went. It adds up to 100 %, or says by how much it does not. */
import Link from "next/link";
import type { ReactNode } from "react";
import { formatNumber, formatShare } from "#components/ui/number-format.ts";
import { absenceOf } from "./chart-absence.tsx";
import { ChartFrame } from "./chart-frame.tsx";
import type { ChartTable } from "./chart-table.ts";
import { ledgerOf, type FunnelStage, type Ledger, type LedgerLoss, type LedgerStage } from "./funnel-ledger.ts";
import { fillOf, Swatch } from "./swatch.tsx";
import { TableTwin } from "./table-twin.tsx";

export type { FunnelLoss, FunnelStage } from "./funnel-ledger.ts";

/** In characters: a name that may not fit into three lines of a phone. */
const LONG_NAME = 40;
const HEAD_PX = 32.5;
const STAGE_PX = 52;
const LOSS_PX = 24;

export type FunnelProps = {
  title: string;
  finding: ReactNode;
  /** In order. The count of the first is the whole. */
  stages: FunnelStage[];
  /** What the whole is, after its number: “people in the audience”. */
  wholeName: string;
  /** How those who reached the end are called: “read it”. */
  leftName: string;
  emptyText: string;
  loading?: boolean;
};

export function Funnel({ title, finding, stages, wholeName, leftName, emptyText, loading = false }: FunnelProps) {
  const ledger = ledgerOf(stages);
  const absence = absenceOf({ loading, empty: ledger.whole === 0 && ledger.lost === 0, emptyText });
  return (
    <ChartFrame title={title} finding={finding} height={absence ? heightOf(stages) : undefined} absence={absence} twin={<TableTwin title={title} table={absence ? null : tableOf(ledger)} only="file" />}>
      <table aria-label={title} className="w-full border-collapse">
        <thead className="text-ink-soft">
          <tr className="h-8 border-b border-line">
            <th scope="col" className="text-left font-normal">Stage, and who was lost after it</th>
            <th scope="col" className="pl-4 text-right font-normal whitespace-nowrap">Number</th>
            <th scope="col" className="pl-4 text-right font-normal whitespace-nowrap">of {formatNumber(ledger.whole)}</th>
          </tr>
        </thead>
        <tbody>{ledger.stages.map((stage) => <StageRows key={stage.key} stage={stage} whole={ledger.whole} />)}</tbody>
      </table>
      <p className="mt-2 text-ink-soft">{sumOf(ledger, { wholeName, leftName })}</p>
    </ChartFrame>
  );
}

function StageRows({ stage, whole }: { stage: LedgerStage; whole: number }) {
  return (
    <>
      <tr>
        <th scope="row" className="w-full pt-2 pb-2 text-left font-strong">
          <Name name={stage.name} href={stage.href} />
          <StageBar stage={stage} whole={whole} />
        </th>
        <td className="pt-2 pl-4 text-right align-top text-body font-strong">{formatNumber(stage.count)}</td>
        <td className="pt-2 pl-4 text-right align-top whitespace-nowrap text-ink-soft">{formatShare(stage.count, whole)}</td>
      </tr>
      {stage.losses.map((loss) => (
        <LossRow key={loss.key} loss={loss} whole={whole} />
      ))}
      {stage.missing !== 0 && <MissingRow missing={stage.missing} whole={whole} />}
    </>
  );
}

/** As long as the stage is of the whole; at its end, whoever is lost after it, so that its plain part is as long as the next stage. */
function StageBar({ stage, whole }: { stage: LedgerStage; whole: number }) {
  const onward = stage.losses[0]?.before ?? stage.count;
  return (
    <span aria-hidden="true" className="relative mt-1 block h-3 overflow-hidden rounded-r-mark bg-sunken">
      <span className="absolute inset-y-0 left-0" style={{ width: widthOf(Math.min(stage.count, onward), whole), ...fillOf({ color: stage.color ?? "chart-1", texture: stage.texture }) }} />
      {stage.losses.map((loss) => (
        <span key={loss.key} className="absolute inset-y-0 border-l border-surface" style={{ left: `${shareOf(loss.before, whole)}%`, width: widthOf(loss.count, whole), ...fillOf(paintOfLoss(loss)) }} />
      ))}
    </span>
  );
}

function paintOfLoss({ color = "neutral", texture = "hatched" }: LedgerLoss) {
  return { color, texture };
}

function LossRow({ loss, whole }: { loss: LedgerLoss; whole: number }) {
  return (
    <tr className="text-ink-soft">
      <th scope="row" className="pb-1 text-left font-normal">
        <span className="flex items-start gap-1.5 pl-4">
          <span className="flex h-5 items-center"><Swatch series={paintOfLoss(loss)} shape="area" /></span>
          <Name name={loss.name} href={loss.href} />
        </span>
      </th>
      <td className="pb-1 pl-4 text-right align-top">{loss.count > 0 ? `−${formatNumber(loss.count)}` : "0"}</td>
      <td className="pb-1 pl-4 text-right align-top whitespace-nowrap">{formatShare(loss.count, whole)}</td>
    </tr>
  );
}

/** A ledger that does not add up says so where it happens. */
function MissingRow({ missing, whole }: { missing: number; whole: number }) {
  return (
    <tr className="text-warning-ink">
      <th scope="row" className="pb-1 pl-4 text-left font-strong">{missing > 0 ? "Not accounted for" : "Counted more than once"}</th>
      <td className="pb-1 pl-4 text-right align-top font-strong">{missing > 0 ? "−" : "+"}{formatNumber(Math.abs(missing))}</td>
      <td className="pb-1 pl-4 text-right align-top whitespace-nowrap">{formatShare(Math.abs(missing), whole)}</td>
    </tr>
  );
}

function Name({ name, href }: { name: string; href?: string }) {
  const words = <span dir="auto" title={name.length > LONG_NAME ? name : undefined} className="line-clamp-3 wrap-anywhere">{name}</span>;
  return href ? <Link href={href} className="underline decoration-line underline-offset-3 hover:decoration-current">{words}</Link> : words;
}

function shareOf(part: number, whole: number): number {
  return Math.min(100, (part / Math.max(whole, 1)) * 100);
}

/** Never so thin that it cannot be seen. */
function widthOf(part: number, whole: number): string {
  return part > 0 ? `max(3px, ${shareOf(part, whole)}%)` : "0";
}

function sumOf({ whole, left, lost, missing, twice }: Ledger, { wholeName, leftName }: { wholeName: string; leftName: string }): string {
  const parts = `${formatNumber(left)} ${leftName}, ${formatNumber(lost)} were lost on the way`;
  if (missing === 0 && twice === 0) return `${parts}: together all ${formatNumber(whole)} ${wholeName}.`;
  const faults = [missing > 0 && `${formatNumber(missing)} are not accounted for`, twice > 0 && `${formatNumber(twice)} are counted more than once`];
  return `${parts}, of ${formatNumber(whole)} ${wholeName}. ${faults.filter(Boolean).join(" and ")}: the counts were taken at different moments, or one is wrong.`;
}

function tableOf({ whole, stages }: Ledger): ChartTable {
  const row = (name: string, kind: string, count: number) => [name, kind, count, whole > 0 ? (count / whole) * 100 : null];
  return {
    columns: [{ name: "Name", kind: "text" }, { name: "Kind", kind: "text" }, { name: "Number", kind: "number" }, { name: `Percent of ${formatNumber(whole)}`, kind: "number", decimals: 1 }],
    rows: stages.flatMap((stage) => [
      row(stage.name, "stage", stage.count),
      ...stage.losses.map((loss) => row(loss.name, "lost", loss.count)),
      ...(stage.missing === 0 ? [] : [row(stage.missing > 0 ? "Not accounted for" : "Counted more than once", "fault", Math.abs(stage.missing))]),
    ]),
  };
}

function heightOf(stages: FunnelStage[]): number {
  return HEAD_PX + stages.reduce((sum, stage) => sum + STAGE_PX + LOSS_PX * (stage.losses?.length ?? 0), 0) + 28;
}
