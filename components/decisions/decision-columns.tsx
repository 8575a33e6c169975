/** The columns of what the engine decided: each row is one plain sentence, with when, how many, and of what. */
import { errorPath } from "#components/help/help-paths.ts";
import { TextWithCode } from "#components/help/text-with-code.tsx";
import { Badge, type Look } from "#components/ui/badge.tsx";
import type { Column } from "#components/ui/data-table.tsx";
import { formatNumber } from "#components/ui/number-format.ts";
import { TextLink } from "#components/ui/text-link.tsx";
import { RelativeTime } from "#components/ui/time.tsx";
import type { DecisionKind } from "#lib/domain/decision.ts";
import { codeAtEnd } from "#lib/domain/error-codes.ts";

type Named = { id: string; name: string };
export type DecisionRow = { id: string; at: Date; kind: DecisionKind; campaign: Named | null; sender: Named | null; contactId: string | null; messages: number; code: number | null; reason: string };

export const DECISION_LOOK: Record<DecisionKind, Look> = {
  held: { label: "Held", tone: "danger", mark: "hand" },
  released: { label: "Released", tone: "success", mark: "check" },
  slowed: { label: "Slowed down", tone: "warning", mark: "half" },
  "given-back": { label: "Given back", tone: "neutral", mark: "dot" },
  retried: { label: "Tried again", tone: "progress", mark: "half" },
  skipped: { label: "Left out", tone: "neutral", mark: "dot" },
  deferred: { label: "Put off", tone: "progress", mark: "half" },
  moved: { label: "Moved", tone: "progress", mark: "half" },
  resolved: { label: "Found out", tone: "success", mark: "check" },
  differs: { label: "Books differ", tone: "warning", mark: "bang" },
};

/** `account` is the slug in the addresses of what a row concerns. */
export function decisionColumns(account: string): Column<DecisionRow>[] {
  return [
    { name: "Why", cell: (row) => <Why row={row} />, text: ({ reason }) => reason, wrap: true, width: "40%" },
    { name: "What", cell: ({ kind }) => <Badge quiet look={DECISION_LOOK[kind]} />, narrow: "aside" },
    { name: "Campaign", cell: ({ campaign }) => (campaign ? <TextLink href={`/${account}/campaigns/${campaign.id}`}>{campaign.name}</TextLink> : <Nothing />), narrow: "fact" },
    { name: "Sender", cell: ({ sender }) => (sender ? <TextLink href={`/${account}/senders/${sender.id}`}>{sender.name}</TextLink> : <Nothing />), narrow: "fact" },
    { name: "Person", cell: ({ contactId }) => (contactId === null ? <Nothing /> : <TextLink href={`/${account}/audience/contacts/${contactId}`}>See contact</TextLink>), narrow: "fact" },
    { name: "Messages", cell: ({ messages }) => (messages === 0 ? <Nothing /> : formatNumber(messages)), numeric: true, narrow: "fact" },
    { name: "When", cell: ({ at }) => <RelativeTime at={at} />, numeric: true, narrow: "fact" },
  ];
}

/** A code that the sentence does not name stands behind it. */
function Why({ row: { reason, code } }: { row: DecisionRow }) {
  if (code === null || codeAtEnd(reason)) return <TextWithCode text={reason} />;
  return (
    <>
      {reason} (<TextLink href={errorPath(code)}>{code}</TextLink>)
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
