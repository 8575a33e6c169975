/** Who changed what: one plain sentence a row, with what it was about and when. */
import type { Column } from "#components/ui/data-table.tsx";
import { AbsoluteTime } from "#components/ui/time.tsx";
import { deedOf, detailText } from "#lib/domain/audit-deed.ts";

export type ChangeRow = { id: string; at: Date; actor: string | null; action: string; subject: string | null; detail: Record<string, unknown> };

export const CHANGE_COLUMNS: Column<ChangeRow>[] = [
  { name: "Who did what", cell: (row) => <Sentence row={row} />, text: ({ actor, action }) => `${actor ?? "Drumbeat"} ${deedOf(action)}`, wrap: true, width: "34%" },
  { name: "What it was about", cell: ({ subject }) => (subject ? <bdi>{subject}</bdi> : <Nothing />), text: ({ subject }) => subject ?? "", narrow: "fact", width: "22%" },
  { name: "In detail", cell: ({ detail }) => detailText(detail) || <Nothing />, text: ({ detail }) => detailText(detail), wrap: true, narrow: "fact" },
  { name: "When", cell: ({ at }) => <AbsoluteTime at={at} />, numeric: true, narrow: "aside" },
];

function Sentence({ row: { actor, action } }: { row: ChangeRow }) {
  return (
    <>
      <bdi className="font-strong text-ink">{actor ?? "Drumbeat"}</bdi> <span className="font-normal">{deedOf(action)}</span>
    </>
  );
}

function Nothing() {
  return (
    <span data-nothing className="text-ink-faint">
      –
    </span>
  );
}
