/** The columns of the list of messages of which nobody can tell, and its filter. */
import type { ReactNode } from "react";
import { Badge, type Look } from "#components/ui/badge.tsx";
import { cx } from "#components/ui/cx.ts";
import type { Column } from "#components/ui/data-table.tsx";
import { FilterBar, FilterChip } from "#components/ui/filter-chips.tsx";
import { Phone } from "#components/ui/phone.tsx";
import { AbsoluteTime } from "#components/ui/time.tsx";
import { LOOKS_MAX, type LookFinding } from "#lib/domain/look.ts";

type Standing = "looked-for" | "undecided";

export type UnresolvedRow = {
  messageId: string;
  n: number;
  standing: Standing;
  name: string;
  phone: string;
  campaignName: string;
  sender: string | null;
  departedAt: Date | null;
  looks: number;
  finding: LookFinding | null;
  nextLookAt: Date | null;
  expiresAt: Date;
};

const STANDING_LOOK: Record<Standing, Look> = {
  "looked-for": { label: "Being looked for", tone: "progress", mark: "beat" },
  undecided: { label: "Up to you", tone: "unknown", mark: "question" },
};

export function unresolvedColumns({ wholeNumbers }: { wholeNumbers: boolean }): Column<UnresolvedRow>[] {
  return [
    { name: "Person", cell: ({ name, phone }) => <Stacked first={name ? <bdi>{name}</bdi> : <span className="text-ink-faint">No name</span>} second={<Phone number={phone} masked={!wholeNumbers} />} /> },
    { name: "Campaign", cell: ({ campaignName, sender }) => <Stacked aside first={<bdi>{campaignName}</bdi>} second={sender} />, text: ({ campaignName }) => campaignName, narrow: "fact" },
    { name: "Standing", cell: ({ standing }) => <Badge look={STANDING_LOOK[standing]} quiet />, narrow: "aside", essential: true },
    { name: "Tried", cell: (row) => <Stacked aside first={triedText(row)} second={<Next row={row} />} />, wrap: true, narrow: "fact" },
    { name: "Left at", cell: ({ departedAt }) => (departedAt ? <AbsoluteTime at={departedAt} /> : <Nothing />), numeric: true, narrow: "hide" },
  ];
}

/** Two things that belong together, in one column: a table of eight has no room for sentences. `aside` stands at the right of its name on a phone. */
function Stacked({ first, second, aside = false }: { first: ReactNode; second: ReactNode; aside?: boolean }) {
  return (
    <span className={cx("flex min-w-0 flex-col", aside && "max-sm:items-end max-sm:text-right")}>
      <span>{first}</span>
      {second && <span className="text-ink-soft">{second}</span>}
    </span>
  );
}

/** What was tried so far, in words. */
export function triedText({ finding, looks }: Pick<UnresolvedRow, "finding" | "looks">): string {
  if (finding === null) return "Its answer was lost; a report may still come";
  switch (finding) {
    case "none":
      return `Not in Twilio’s list, looked ${looks} of ${LOOKS_MAX} times`;
    case "several":
      return "Twilio lists more than one message it may be";
    case "unreadable":
      return "Twilio’s list could not be read";
  }
}

function Next({ row }: { row: UnresolvedRow }) {
  if (row.nextLookAt) return <>Looked for {row.looks > 0 && "again "}at <AbsoluteTime at={row.nextLookAt} /></>;
  return <>Taken for sent at <AbsoluteTime at={row.expiresAt} /></>;
}

function Nothing() {
  return (
    <span data-nothing className="text-ink-faint">
      –
    </span>
  );
}

type UnresolvedFiltersProps = { campaigns: { id: string; name: string; count: number }[]; current: { id: string; name: string } | null; hrefOf: (campaignId: string | null) => string };

/** Offers the campaigns that have such messages. */
export function UnresolvedFilters({ campaigns, current, hrefOf }: UnresolvedFiltersProps) {
  return (
    <FilterBar label="Messages">
      <FilterChip
        label="Campaign"
        value={current?.name ?? null}
        clearHref={hrefOf(null)}
        options={campaigns.map(({ id, name, count }) => ({ href: hrefOf(id), label: name, current: id === current?.id, count }))}
      />
    </FilterBar>
  );
}
