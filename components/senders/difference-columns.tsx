/** The columns of the list of what differs between both books: whose it is, its ids, and what Twilio says of it. No number of anybody. */
import { DeliveryBadge } from "#components/campaigns/delivery-look.tsx";
import { errorPath } from "#components/help/help-paths.ts";
import { Badge, type Look } from "#components/ui/badge.tsx";
import { CopyableId } from "#components/ui/copyable-id.tsx";
import type { Column } from "#components/ui/data-table.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { AbsoluteTime } from "#components/ui/time.tsx";
import type { DifferenceKind } from "#lib/domain/sender-audit.ts";
import type { DeliveryState } from "#lib/domain/states.ts";

export type DifferenceRow = {
  kind: DifferenceKind;
  messageSid: string;
  messageId: string | null;
  n: number | null;
  at: Date;
  delivery: DeliveryState | null;
  errorCode: number | null;
  contactId: string | null;
  campaign: { id: string; name: string } | null;
};

export const DIFFERENCE_LOOK: Record<DifferenceKind, Look & { meaning: string }> = {
  foreign: { label: "Not ours", tone: "warning", mark: "bang", meaning: "Twilio lists it, and no attempt of ours left to that number at that time: somebody else sends with this sender." },
  orphan: { label: "Perhaps ours", tone: "unknown", mark: "question", meaning: "Twilio lists it, and an attempt of ours whose answer is not known left to that number at that time. It may be that one." },
  missing: { label: "Not at Twilio", tone: "danger", mark: "cross", meaning: "Twilio had taken it, and now has no message with this id: it was deleted there, or lost." },
  found: { label: "Found", tone: "success", mark: "check", meaning: "Its answer was lost. Nothing else can be meant, so it counts as sent." },
  report: { label: "Report made up for", tone: "success", mark: "check", meaning: "Its report had not come. What Twilio says is written down." },
};

/** `account` is the slug in the addresses of what a row concerns. */
export function differenceColumns(account: string): Column<DifferenceRow>[] {
  return [
    { name: "What", cell: ({ kind }) => <Badge quiet look={DIFFERENCE_LOOK[kind]} /> },
    { name: "Why", cell: ({ kind }) => DIFFERENCE_LOOK[kind].meaning, wrap: true, width: "32%", narrow: "fact" },
    { name: "Twilio’s id", cell: ({ messageSid }) => <CopyableId id={messageSid} what="Twilio’s id of the message" short />, narrow: "fact" },
    { name: "Our attempt", cell: (row) => <OurAttempt account={account} row={row} />, narrow: "fact" },
    { name: "Campaign", cell: ({ campaign }) => (campaign ? <TextLink href={`/${account}/campaigns/${campaign.id}`}>{campaign.name}</TextLink> : "–"), narrow: "hide" },
    { name: "At Twilio", cell: (row) => <AtTwilio row={row} />, narrow: "hide" },
    { name: "When", cell: ({ at }) => <AbsoluteTime at={at} />, numeric: true, narrow: "aside" },
  ];
}

/** Leads to the person that it was for. */
function OurAttempt({ account, row: { messageId, n, contactId } }: { account: string; row: DifferenceRow }) {
  if (messageId === null) return "–";
  const text = `${messageId}, try ${n}`;
  return contactId === null ? text : <TextLink href={`/${account}/audience/contacts/${contactId}`}>{text}</TextLink>;
}

function AtTwilio({ row: { delivery, errorCode } }: { row: DifferenceRow }) {
  if (delivery === null) return "–";
  return (
    <span className="inline-flex flex-wrap items-baseline gap-x-2">
      <DeliveryBadge state={delivery} quiet />
      {errorCode !== null && <TextLink href={errorPath(errorCode)}>{errorCode}</TextLink>}
    </span>
  );
}
