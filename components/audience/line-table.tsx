/** The lines of a file that were not taken, one by one. */
import { DataTable, type Column } from "#components/ui/data-table.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { NumberText } from "#components/ui/number-text.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { verdictSentence } from "#lib/domain/import-verdict.ts";

export type NotTakenLine = { line: number; verdict: "duplicate" | "rejected"; reason: string; raw: string };

/** The whole of a longer line is in the file to download. In characters. */
const SHOWN_MAX = 300;

const COLUMNS: Column<NotTakenLine>[] = [
  { name: "Line", cell: ({ line }) => <NumberText value={line} />, width: "80px" },
  { name: "Why", cell: ({ reason }) => verdictSentence(reason), wrap: true, width: "40%" },
  { name: "As it stands in the file", cell: ({ raw }) => <RawLine raw={raw} /> },
];

export function LineTable({ lines, everyHref }: { lines: NotTakenLine[]; everyHref: string }) {
  return (
    <DataTable
      label="Lines that were not taken"
      columns={COLUMNS}
      rows={lines}
      rowKey={({ line }) => String(line)}
      empty={
        <Empty kind="nothing-matches" title="No such lines" action={<TextLink href={everyHref}>Show every line that was not taken</TextLink>}>
          None of the lines of this file has that verdict.
        </Empty>
      }
    />
  );
}

function RawLine({ raw }: { raw: string }) {
  const shown = raw.length > SHOWN_MAX ? `${raw.slice(0, SHOWN_MAX)}…` : raw;
  return (
    <span className="min-w-0 font-mono wrap-anywhere" title={shown}>
      {shown || <span className="font-sans text-ink-faint">Empty</span>}
    </span>
  );
}
