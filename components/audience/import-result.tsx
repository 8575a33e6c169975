/** What came of a file: how many lines were taken, how many were not, and why. */
import { Download } from "lucide-react";
import { Section } from "#components/frame/section.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { DataTable, type Column } from "#components/ui/data-table.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { formatNumber } from "#components/ui/number-format.ts";
import { Figure, Figures, NumberText } from "#components/ui/number-text.tsx";
import { verdictGroup } from "#lib/domain/import-verdict.ts";

export type ImportCounts = { rowsRead: number; taken: number; created: number; duplicates: number; rejected: number; withoutConsent: number };
export type ReasonGroup = { verdict: "duplicate" | "rejected"; reason: string; lines: number };

type ImportResultProps = { counts: ImportCounts; listHref: string };

export function ImportFigures({ counts, listHref }: ImportResultProps) {
  const { rowsRead, taken, created, duplicates, rejected, withoutConsent } = counts;
  return (
    <>
      <Figures>
        <Figure label="Lines" value={rowsRead} detail="in the file" />
        <Figure label="Taken" value={taken} detail={created === taken ? "all of them new" : `${formatNumber(created)} new, ${formatNumber(taken - created)} known before`} href={listHref} />
        <Figure label="Duplicates" value={duplicates} detail="number in an earlier line" href={duplicates > 0 ? "?show=duplicate#lines" : undefined} />
        <Figure label="Rejected" value={rejected} detail="no number to write to" href={rejected > 0 ? "?show=rejected#lines" : undefined} />
      </Figures>
      {withoutConsent > 0 && (
        <Notice tone="warning" title={`${formatNumber(withoutConsent)} of the taken lines carry no consent`}>
          Marketing campaigns leave people without consent out. To record it, import a file with their numbers and the date on which they agreed.
        </Notice>
      )}
    </>
  );
}

const COLUMNS: Column<ReasonGroup>[] = [
  { name: "Why", cell: ({ reason }) => verdictGroup(reason), wrap: true },
  { name: "Verdict", cell: ({ verdict }) => (verdict === "duplicate" ? "Duplicate" : "Rejected"), width: "120px" },
  { name: "Lines", cell: ({ lines }) => <NumberText value={lines} />, numeric: true, narrow: "aside", width: "100px" },
];

export function ReasonsTable({ groups, downloadHref }: { groups: ReasonGroup[]; downloadHref: string }) {
  if (groups.length === 0) return <p className="border-y border-line py-5 text-ink-soft">Every line of the file was taken.</p>;
  return (
    <Section
      title="Why lines were not taken"
      action={
        <a href={downloadHref} download className={buttonClass({ size: "small" })}>
          <Download aria-hidden="true" />
          Download these lines
        </a>
      }
    >
      <DataTable label="Reasons" columns={COLUMNS} rows={groups} rowKey={({ verdict, reason }) => `${verdict} ${reason}`} />
    </Section>
  );
}
