/** The people behind the numbers: what was done for each, and what Twilio says became of it. */
import type { ReactNode } from "react";
import { FailureReason } from "#components/help/failure-reason.tsx";
import { DataTable, type Column } from "#components/ui/data-table.tsx";
import { Phone } from "#components/ui/phone.tsx";
import { AbsoluteTime } from "#components/ui/time.tsx";
import type { DeliveryState, SendingState, SuppressionReason } from "#lib/domain/states.ts";
import { DeliveryBadge, SendingBadge, SUPPRESSION_SENTENCE } from "./delivery-look.tsx";

export type RecipientRow = {
  contactId: string;
  phone: string;
  name: string;
  state: SendingState;
  delivery: DeliveryState;
  suppression: SuppressionReason | null;
  errorCode: number | null;
  sender: string | null;
  departedAt: Date | null;
};

type RecipientTableProps = { recipients: RecipientRow[]; showNumbers: boolean; manySenders: boolean; empty: ReactNode };

export function RecipientTable({ recipients, showNumbers, manySenders, empty }: RecipientTableProps) {
  const columns = [PERSON, showNumbers ? NUMBER : MASKED_NUMBER, SENDING, DELIVERY, REASON, ...(manySenders ? [SENDER] : []), LEFT];
  return <DataTable label="Recipients" columns={columns} rows={recipients} rowKey={(row) => row.contactId} empty={empty} />;
}

const PERSON: Column<RecipientRow> = { name: "Person", cell: (row) => (row.name ? <bdi>{row.name}</bdi> : <span className="text-ink-faint">No name</span>) };
const NUMBER: Column<RecipientRow> = { name: "Number", cell: (row) => <Phone number={row.phone} masked={false} /> };
const MASKED_NUMBER: Column<RecipientRow> = { name: "Number", cell: (row) => <Phone number={row.phone} /> };
const SENDING: Column<RecipientRow> = { name: "Sending", cell: (row) => <SendingBadge state={row.state} quiet />, narrow: "aside" };
const DELIVERY: Column<RecipientRow> = { name: "Delivery", cell: (row) => (row.state === "accepted" ? <DeliveryBadge state={row.delivery} quiet /> : <Nothing />) };
const REASON: Column<RecipientRow> = { name: "Reason", cell: (row) => <Reason row={row} />, wrap: true };
const SENDER: Column<RecipientRow> = { name: "Sender", cell: (row) => row.sender ?? <Nothing /> };
const LEFT: Column<RecipientRow> = { name: "Left at", cell: (row) => (row.departedAt ? <AbsoluteTime at={row.departedAt} /> : <Nothing />), numeric: true };

/** Why not, where it did not go through. */
function Reason({ row }: { row: RecipientRow }) {
  if (row.suppression) return SUPPRESSION_SENTENCE[row.suppression].label;
  if (row.errorCode !== null && endedOrWaits(row)) return <FailureReason code={row.errorCode} />;
  return <Nothing />;
}

/** Somebody whom Twilio took after an earlier refusal keeps its code until the message is delivered; it says nothing any more. */
function endedOrWaits({ state, delivery }: RecipientRow): boolean {
  return state !== "accepted" || delivery === "failed" || delivery === "undelivered";
}

function Nothing() {
  return (
    <span data-nothing className="text-ink-faint">
      –
    </span>
  );
}
