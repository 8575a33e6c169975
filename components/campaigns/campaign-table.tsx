/** The list of campaigns: each row tells what it is, how far it is, how fast it goes and what arrived. */
import type { ReactNode } from "react";
import { DataTable, type Column } from "#components/ui/data-table.tsx";
import { formatNumber, formatShare } from "#components/ui/number-format.ts";
import { Progress } from "#components/ui/meter.tsx";
import { RelativeTime } from "#components/ui/time.tsx";
import type { Sorting } from "#components/ui/table-sort.tsx";
import type { Tone } from "#components/ui/tone.ts";
import type { CampaignState } from "#lib/domain/states.ts";
import { CampaignBadge } from "./campaign-look.tsx";

export type CampaignRow = {
  id: string;
  name: string;
  state: CampaignState;
  template: string | null;
  list: string | null;
  createdAt: Date;
  launchedAt: Date | null;
  startAt: Date | null;
  queued: number;
  settled: number;
  accepted: number;
  delivered: number;
  achieved: number;
  configured: number;
};

type CampaignTableProps = { path: string; campaigns: CampaignRow[]; sorting: Sorting; hidden: string[]; empty: ReactNode };

export function CampaignTable({ path, campaigns, sorting, hidden, empty }: CampaignTableProps) {
  return <DataTable label="Campaigns" columns={CAMPAIGN_COLUMNS} rows={campaigns} rowKey={(row) => row.id} rowHref={(row) => `${path}/${row.id}`} sorting={sorting} hidden={hidden} empty={empty} />;
}

export const CAMPAIGN_COLUMNS: Column<CampaignRow>[] = [
  { key: "name", name: "Campaign", cell: (row) => <NameCell row={row} />, text: (row) => row.name, width: "34%", sortable: true },
  { key: "state", name: "State", cell: (row) => <StateCell row={row} />, narrow: "aside", essential: true },
  { key: "queued", name: "Sent", cell: (row) => <SentCell row={row} />, width: "24%", sortable: true, orders: ["smallest first", "largest first"] },
  { key: "delivered", name: "Delivered", cell: (row) => <DeliveredCell row={row} />, numeric: true },
  { key: "rate", name: "Rate", cell: (row) => <RateCell row={row} />, numeric: true, narrow: "hide" },
  { key: "launched", name: "Launched", cell: (row) => (row.launchedAt ? <RelativeTime at={row.launchedAt} /> : <Nothing />), numeric: true, narrow: "hide", extra: true },
  { key: "created", name: "Created", cell: (row) => <RelativeTime at={row.createdAt} />, numeric: true, narrow: "hide", sortable: true, orders: ["oldest first", "newest first"] },
];

function NameCell({ row }: { row: CampaignRow }) {
  const what = row.template && row.list ? `${row.template} to ${row.list}` : (row.template ?? (row.list ? `To ${row.list}` : "Nothing chosen yet"));
  return (
    <>
      <bdi className="block truncate">{row.name}</bdi>
      <span className="block truncate font-normal text-ink-soft">{what}</span>
    </>
  );
}

/** What waits for its start says how far off that is. */
function StateCell({ row }: { row: CampaignRow }) {
  return (
    <>
      <CampaignBadge state={row.state} quiet />
      {row.state === "scheduled" && row.startAt && <RelativeTime at={row.startAt} className="block text-ink-soft" />}
    </>
  );
}

const TONE: Record<CampaignState, Tone> = { draft: "neutral", scheduled: "neutral", running: "progress", paused: "warning", held: "danger", completed: "success", cancelled: "neutral" };

/** What left or may have, of what the launch queued. */
function SentCell({ row }: { row: CampaignRow }) {
  if (!row.launchedAt) return <Nothing />;
  return (
    <div className="w-full">
      <Progress label={`${row.name}: messages dealt with`} value={row.settled} max={row.queued} tone={TONE[row.state]} size="slim" hidden="label" />
      <p className="mt-0.5 whitespace-nowrap">
        {formatNumber(row.accepted)} <span className="text-ink-soft">of {formatNumber(row.queued)}</span>
      </p>
    </div>
  );
}

function DeliveredCell({ row }: { row: CampaignRow }) {
  const share = formatShare(row.delivered, row.accepted);
  if (share === null) return <Nothing />;
  return (
    <span className="whitespace-nowrap">
      {share} <span className="text-ink-soft sm:block">of {formatNumber(row.accepted)}</span>
    </span>
  );
}

function RateCell({ row }: { row: CampaignRow }) {
  if (row.state !== "running") return <Nothing />;
  return (
    <span className="whitespace-nowrap">
      {formatNumber(row.achieved, row.configured < 5 ? 2 : 1)} <span className="text-ink-soft sm:block">of {formatNumber(row.configured, row.configured < 5 ? 2 : 0)} per s</span>
    </span>
  );
}

function Nothing() {
  return (
    <span data-nothing className="text-ink-faint">
      –
    </span>
  );
}
