/** What each sender of a campaign was given and still has, and what went from one to another. */
import { Section } from "#components/frame/section.tsx";
import { DataTable, type Column } from "#components/ui/data-table.tsx";
import { formatNumber } from "#components/ui/number-format.ts";
import { NumberText } from "#components/ui/number-text.tsx";
import { RelativeTime } from "#components/ui/time.tsx";
import { whyUnusable } from "#lib/domain/campaign-rules.ts";
import { rateInWords } from "#lib/domain/sender-rate.ts";
import type { SenderStatus } from "#lib/domain/states.ts";

export type StandingSender = { id: string; name: string; mps: number; status: SenderStatus; holdReason: string | null };
export type Standing = { senderId: string; given: number; waiting: number; exact: boolean };
export type StandingMove = { reason: string; messages: number; at: Date };

type PoolStandingProps = { senders: StandingSender[]; standing: Standing[]; moves: StandingMove[] };
type Row = StandingSender & Omit<Standing, "senderId">;

export function PoolStanding({ senders, standing, moves }: PoolStandingProps) {
  const rows = senders.flatMap((sender): Row[] => standing.filter(({ senderId }) => senderId === sender.id).map(({ given, waiting, exact }) => ({ ...sender, given, waiting, exact })));
  // Campaigns that were launched before this was written down have nothing to show.
  if (rows.every(({ given }) => given === 0)) return null;
  return (
    <Section title="Shared among its senders" summary={summaryOf(rows)}>
      <DataTable label="Senders of the campaign" columns={COLUMNS} rows={rows} rowKey={(row) => row.id} />
      {moves.length > 0 && (
        <ul aria-label="Moves" className="mt-3 flex flex-col gap-1 text-ink-soft">
          {moves.map(({ reason, messages, at }) => (
            <li key={reason} className="flex items-baseline justify-between gap-6">
              <span>
                {reason} {formatNumber(messages)} {messages === 1 ? "message" : "messages"} moved.
              </span>
              <RelativeTime at={at} className="shrink-0" />
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

const COLUMNS: Column<Row>[] = [
  { name: "Sender", cell: (row) => row.name },
  { name: "Rate", cell: (row) => rateInWords(row.mps), numeric: true },
  { name: "Given to it", cell: (row) => <NumberText value={row.given} />, numeric: true },
  { name: "Left it", cell: (row) => <About row={row} value={Math.max(0, row.given - row.waiting)} />, numeric: true },
  { name: "Waiting", cell: (row) => <About row={row} value={row.waiting} />, numeric: true },
];

function About({ row, value }: { row: Row; value: number }) {
  return row.exact ? <NumberText value={value} /> : <>about {formatNumber(value)}</>;
}

/** What happens with what waits for those that cannot send. */
function summaryOf(rows: Row[]): string {
  const stranded = rows.filter((row) => row.waiting > 0 && whyUnusable(row) !== null);
  if (stranded.length === 0) return "Whoever a sender knows stays with it; the others are shared so that all are done together.";
  const names = new Intl.ListFormat("en").format(stranded.map(({ name }) => name));
  if (rows.every((row) => whyUnusable(row) !== null)) return `None of them can send: what waits goes out when one can again.`;
  return `What waits for ${names} goes to the others a minute after it stopped; people in a conversation with it wait a quarter of an hour.`;
}
