/** The columns of the list of senders, and their filter. */
import { ColumnChoice } from "#components/ui/column-choice.tsx";
import type { Column } from "#components/ui/data-table.tsx";
import { FilterBar } from "#components/ui/filter-chips.tsx";
import { Phone } from "#components/ui/phone.tsx";
import { SearchBox } from "#components/ui/search-box.tsx";
import { AbsoluteTime, RelativeTime } from "#components/ui/time.tsx";
import type { SenderStatus } from "#lib/domain/states.ts";
import type { TableAddresses } from "#lib/forms/table-view.ts";
import { MessagingLimit } from "./messaging-limit.tsx";
import { QualityBadge, SenderBadge } from "./sender-look.tsx";
import { SenderRateText } from "./sender-rate-text.tsx";

export type SenderRow = { id: string; name: string; phone: string; status: SenderStatus; holdReason: string | null; restsUntil: Date | null; quality: string | null; messagingLimit: string | null; achieved: number; mps: number | null; syncedAt: Date };

export const SENDER_COLUMNS: Column<SenderRow>[] = [
  { key: "name", name: "Name", cell: ({ name }) => <bdi>{name}</bdi>, text: ({ name }) => name, sortable: true, width: "26%" },
  { key: "number", name: "Number", cell: ({ phone }) => <Phone number={phone} masked={false} /> },
  { key: "status", name: "Status", cell: (sender) => <SenderStanding sender={sender} />, narrow: "aside", essential: true, sortable: true, orders: ["able to send first", "able to send last"] },
  { key: "quality", name: "Quality", cell: ({ quality }) => <QualityBadge quality={quality} quiet /> },
  { key: "limit", name: "Messaging limit", cell: ({ messagingLimit }) => <MessagingLimit text={messagingLimit} />, narrow: "hide" },
  { key: "read", name: "Last change", cell: ({ syncedAt }) => <RelativeTime at={syncedAt} />, numeric: true, narrow: "hide", extra: true },
  { key: "rate", name: "Sending now", cell: ({ achieved, mps }) => <SenderRateText achieved={achieved} mps={mps} />, numeric: true, sortable: true, orders: ["slowest first", "fastest first"] },
];

/** A rest ends by itself, so the list says when. */
function SenderStanding({ sender: { status, holdReason, restsUntil } }: { sender: Pick<SenderRow, "status" | "holdReason" | "restsUntil"> }) {
  const resting = restsUntil !== null && holdReason === null && status === "online";
  return (
    <span className="inline-flex flex-wrap items-baseline gap-x-1.5">
      <SenderBadge status={status} held={holdReason !== null} resting={resting} quiet />
      {resting && (
        <span className="text-ink-soft">
          until <AbsoluteTime at={restsUntil} form="clock" />
        </span>
      )}
    </span>
  );
}

type SenderFiltersProps = { path: string; addresses: TableAddresses; search: string; hidden: string[] };

export function SenderFilters({ path, addresses, search, hidden }: SenderFiltersProps) {
  return (
    <FilterBar label="Senders" columns={<ColumnChoice columns={SENDER_COLUMNS.slice(1)} hidden={hidden} hrefOf={addresses.toggled} />}>
      <SearchBox path={path} label="Name or number contains" value={search} clearHref={addresses.filtered({ q: null })} kept={addresses.kept(["q"])} className="sm:w-64" />
    </FilterBar>
  );
}
