/** What the engine decided by itself: holds, slow-downs, give-backs, retries and people left out, newest first. */
import type { Metadata } from "next";
import { decisionColumns } from "#components/decisions/decision-columns.tsx";
import { IndexPage } from "#components/patterns/index-page.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { DataTable } from "#components/ui/data-table.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { FilterBar, FilterChip } from "#components/ui/filter-chips.tsx";
import { formatNumber } from "#components/ui/number-format.ts";
import { Pagination } from "#components/ui/pagination.tsx";
import { requireRight } from "#lib/auth/require-right.ts";
import { pool } from "#lib/db/connection.ts";
import { DECISION_KEY, listDecisions, type NarrowedTo } from "#lib/db/list-decisions.ts";
import { DECISION_DAYS } from "#lib/db/sweep-old-notes.ts";
import { isUuid } from "#lib/domain/ids.ts";
import { cursorIn, neighboursByKey } from "#lib/forms/cursor-param.ts";
import { addressOf, type SearchParams } from "#lib/forms/search-params.ts";

export const metadata: Metadata = { title: "Decisions" };

type DecisionsPageProps = { params: Promise<{ account: string }>; searchParams: Promise<SearchParams> };
type Asked = { campaign: string | null; sender: string | null; contact: string | null };

export default async function DecisionsPage({ params, searchParams }: DecisionsPageProps) {
  const { account } = await requireRight((await params).account, "account.see");
  const search = await searchParams;
  const path = `/${account.slug}/decisions`;
  const asked: Asked = { campaign: isUuid(search.campaign) ? search.campaign : null, sender: isUuid(search.sender) ? search.sender : null, contact: idIn(search.contact) };
  const { decisions, of } = await listDecisions(pool(), { accountId: account.id, campaignId: asked.campaign, senderId: asked.sender, contactId: asked.contact, cursor: cursorIn(search, DECISION_KEY) });
  const narrowed = asked.campaign !== null || asked.sender !== null || asked.contact !== null;
  return (
    <IndexPage
      title="Decisions"
      summary={`What Drumbeat decided by itself, and why. Those alike within ten seconds are one row; they are kept for ${formatNumber(DECISION_DAYS)} days.`}
      bar={narrowed && <Narrowed path={path} asked={asked} of={of} />}
      foot={
        decisions.rows.length > 0 && (
          <Pagination {...neighboursByKey(decisions, path, asked)}>
            {formatNumber(decisions.rows.length)} {decisions.rows.length === 1 ? "decision" : "decisions"} on this page
          </Pagination>
        )
      }
    >
      <DataTable label="Decisions" columns={decisionColumns(account.slug)} rows={decisions.rows} rowKey={({ id }) => id} empty={<NoDecisions narrowed={narrowed} clearHref={path} />} />
    </IndexPage>
  );
}

/** A contact's id, when it has the right shape. */
function idIn(text: SearchParams[string]): string | null {
  return typeof text === "string" && DECISION_KEY.test(text) ? text : null;
}

/** Each is set by the page that led here, and taken away here. */
function Narrowed({ path, asked, of }: { path: string; asked: Asked; of: NarrowedTo }) {
  const chips = [
    { key: "campaign", label: "Campaign", value: asked.campaign && (of.campaign ?? "unknown") },
    { key: "sender", label: "Sender", value: asked.sender && (of.sender ?? "unknown") },
    { key: "contact", label: "Person", value: asked.contact && (of.contact || "without a name") },
  ].filter(({ value }) => value !== null);
  return (
    <FilterBar label="Decisions">
      {chips.map(({ key, label, value }) => (
        <FilterChip key={key} label={label} value={value} clearHref={addressOf(path, { ...asked, [key]: null })} />
      ))}
    </FilterBar>
  );
}

function NoDecisions({ narrowed, clearHref }: { narrowed: boolean; clearHref: string }) {
  if (narrowed) {
    return (
      <Empty kind="nothing-matches" title="Nothing was decided here" action={<ButtonLink href={clearHref}>Show every decision</ButtonLink>}>
        Nothing was held, given back, tried again or left out.
      </Empty>
    );
  }
  return (
    <Empty kind="nothing-yet" title="Nothing was decided yet">
      When a sender or a campaign is held, slowed down or let go, or a message is given back, tried again or left out, the reason appears here.
    </Empty>
  );
}
