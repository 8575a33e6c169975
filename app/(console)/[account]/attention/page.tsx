/** Messages of which nobody can tell whether they were sent: what was tried, and what a person can decide. */
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { BulkResolve } from "#components/attention/bulk-resolve.tsx";
import { UnresolvedFilters, unresolvedColumns } from "#components/attention/unresolved-columns.tsx";
import { IndexPage } from "#components/patterns/index-page.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { DataTable } from "#components/ui/data-table.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { LiveRefresh } from "#components/ui/live-refresh.tsx";
import { formatNumber } from "#components/ui/number-format.ts";
import { Pagination } from "#components/ui/pagination.tsx";
import { requireRight } from "#lib/auth/require-right.ts";
import { pool } from "#lib/db/connection.ts";
import { listUnresolved, listUnresolvedCampaigns, UNRESOLVED_KEY } from "#lib/db/list-unresolved.ts";
import { isUuid } from "#lib/domain/ids.ts";
import { RETRY_WORD } from "#lib/domain/look.ts";
import { cursorIn, neighboursByKey } from "#lib/forms/cursor-param.ts";
import { addressOf, type SearchParams } from "#lib/forms/search-params.ts";
import { assume, retry } from "./actions.ts";

export const metadata: Metadata = { title: "Sent or not" };

const FORM = "chosen-messages";
const REFRESH_EVERY_MS = 15_000;

type AttentionPageProps = { params: Promise<{ account: string }>; searchParams: Promise<SearchParams> };

export default async function AttentionPage({ params, searchParams }: AttentionPageProps) {
  const { account, rights } = await requireRight((await params).account, "account.see");
  const canAct = rights.has("doubt.resolve");
  const wholeNumbers = rights.has("numbers.see");
  const asked = await searchParams;
  const path = `/${account.slug}/attention`;
  const [campaignId, cursor] = [isUuid(asked.campaign) ? asked.campaign : null, cursorIn(asked, UNRESOLVED_KEY)];
  const [page, campaigns] = await Promise.all([listUnresolved(pool(), { accountId: account.id, campaignId, cursor, showNumbers: wholeNumbers }), listUnresolvedCampaigns(pool(), account.id)]);
  const hrefOf = (campaign: string | null) => addressOf(path, { campaign });
  const nothingHere = page.rows.length === 0 && !page.cutShort;
  // Whoever stood on the last page may have decided about all of it.
  if (cursor !== null && nothingHere) redirect(hrefOf(campaignId));
  const current = campaignId === null ? null : (campaigns.find(({ id }) => id === campaignId) ?? { id: campaignId, name: "one campaign" });
  return (
    <IndexPage
      title="Sent or not"
      summary="Twilio’s answer to these was lost. Nothing is sent again by itself: its reports and its list are looked at first, then it is up to you. What nobody decides about is taken for sent when its campaign’s time is over."
      bar={(campaigns.length > 0 || current) && <UnresolvedFilters campaigns={campaigns} current={current} hrefOf={hrefOf} />}
      foot={!nothingHere && <Pagination {...neighboursByKey(page, path, { campaign: campaignId })}>{page.cutShort ? "More may follow: the next page goes on looking." : shownText(page.rows.length)}</Pagination>}
    >
      <DataTable
        label="Messages"
        columns={unresolvedColumns({ wholeNumbers })}
        rows={page.rows}
        rowKey={({ messageId, n }) => `${messageId}-${n}`}
        selection={
          canAct && page.rows.length > 0
            ? { form: FORM, name: "attempts", noun: ["message", "messages"], label: ({ name, phone }) => name || phone, actions: <BulkResolve account={account.slug} form={FORM} retry={retry} assume={assume} word={RETRY_WORD} /> }
            : undefined
        }
        empty={<NothingHere narrowed={campaignId !== null && campaigns.length > 0} clearHref={hrefOf(null)} />}
      />
      <LiveRefresh active={page.rows.some(({ standing }) => standing === "looked-for")} everyMs={REFRESH_EVERY_MS} />
    </IndexPage>
  );
}

function shownText(shown: number): string {
  return `${formatNumber(shown)} ${shown === 1 ? "message" : "messages"} on this page`;
}

function NothingHere({ narrowed, clearHref }: { narrowed: boolean; clearHref: string }) {
  if (narrowed) {
    return (
      <Empty kind="nothing-matches" title="None of this campaign" action={<ButtonLink href={clearHref}>Show every campaign</ButtonLink>}>
        Of all its messages it is known whether they were sent, or somebody has decided.
      </Empty>
    );
  }
  return (
    <Empty kind="nothing-yet" title="Every message is accounted for">
      When an answer of Twilio is lost, the message appears here until it is known whether it was sent.
    </Empty>
  );
}
