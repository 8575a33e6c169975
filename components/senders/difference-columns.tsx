/** The columns of the list of what differs between both books: whose it is, its ids, and what Twilio says of it. No number of anybody. */
import { Fragment } from "react";
import { DeliveryBadge } from "#components/campaigns/delivery-look.tsx";
import { errorPath } from "#components/help/help-paths.ts";
import { Badge, type Look } from "#components/ui/badge.tsx";
import { CopyableId } from "#components/ui/copyable-id.tsx";
import type { Column } from "#components/ui/data-table.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { AbsoluteTime } from "#components/ui/time.tsx";
import { DIFFERENCE_KINDS, type DifferenceKind, type ListedDifference } from "#lib/domain/sender-audit.ts";

const DIFFERENCE_LOOK: Record<DifferenceKind, Look & { meaning: string }> = {
  foreign: { label: "Not ours", tone: "warning", mark: "bang", meaning: "Twilio lists it, and no attempt of ours left to that number at that time: somebody else sends with this sender." },
  orphan: { label: "Perhaps ours", tone: "unknown", mark: "question", meaning: "Twilio lists it, and an attempt of ours whose answer is not known left to that number at that time. It may be that one." },
  missing: { label: "Not at Twilio", tone: "danger", mark: "cross", meaning: "Twilio had taken it, and now has no message with this id: it was deleted there, or lost." },
  found: { label: "Found", tone: "success", mark: "check", meaning: "Its answer was lost. Nothing else can be meant, so it counts as sent." },
  report: { label: "Report filled in", tone: "success", mark: "check", meaning: "Its report had not reached us. What Twilio’s list says of it is written down now." },
};

/** `account` is the slug in the addresses of what a row concerns. */
export function differenceColumns(account: string): Column<ListedDifference>[] {
  return [
    { name: "What", cell: ({ kind }) => <Badge quiet look={DIFFERENCE_LOOK[kind]} /> },
    { name: "Twilio’s id", cell: ({ messageSid }) => <CopyableId id={messageSid} what="Twilio’s id of the message" short />, narrow: "fact" },
    { name: "Our attempt", cell: (row) => <OurAttempt account={account} row={row} />, narrow: "fact" },
    { name: "Campaign", cell: ({ campaign }) => (campaign ? <TextLink href={`/${account}/campaigns/${campaign.id}`}>{campaign.name}</TextLink> : <Nothing />), narrow: "fact" },
    { name: "At Twilio", cell: (row) => <AtTwilio row={row} />, narrow: "fact" },
    { name: "When", cell: ({ at }) => <AbsoluteTime at={at} />, numeric: true, narrow: "aside" },
  ];
}

/** What each kind among these rows means, once and not in every row. */
export function DifferenceLegend({ rows }: { rows: ListedDifference[] }) {
  const kinds = DIFFERENCE_KINDS.filter((kind) => rows.some((row) => row.kind === kind));
  return (
    <dl className="mb-4 grid gap-x-4 gap-y-1 sm:grid-cols-[max-content_minmax(0,1fr)]">
      {kinds.map((kind) => (
        <Fragment key={kind}>
          <dt>
            <Badge quiet look={DIFFERENCE_LOOK[kind]} />
          </dt>
          <dd className="text-pretty text-ink-soft max-sm:mb-2">{DIFFERENCE_LOOK[kind].meaning}</dd>
        </Fragment>
      ))}
    </dl>
  );
}

function Nothing() {
  return (
    <span data-nothing className="text-ink-faint">
      –
    </span>
  );
}

/** Leads to the person that it was for. */
function OurAttempt({ account, row: { messageId, n, contactId } }: { account: string; row: ListedDifference }) {
  if (messageId === null) return <Nothing />;
  const text = `${messageId}, try ${n}`;
  return contactId === null ? text : <TextLink href={`/${account}/audience/contacts/${contactId}`}>{text}</TextLink>;
}

function AtTwilio({ row: { delivery, errorCode } }: { row: ListedDifference }) {
  if (delivery === null) return <Nothing />;
  return (
    <span className="inline-flex flex-wrap items-baseline gap-x-2">
      <DeliveryBadge state={delivery} quiet />
      {errorCode !== null && <TextLink href={errorPath(errorCode)}>{errorCode}</TextLink>}
    </span>
  );
}
