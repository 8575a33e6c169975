/** What changed at Twilio since the account was connected: templates and senders that came, changed or went. */
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { CHANGE_COLUMNS, ChangeFilters } from "#components/sync/change-columns.tsx";
import { RefreshButton } from "#components/sync/refresh-button.tsx";
import { PageHeader } from "#components/frame/page-header.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { DataTable } from "#components/ui/data-table.tsx";
import { formatNumber } from "#components/ui/number-format.ts";
import { Empty } from "#components/ui/empty.tsx";
import { Pagination } from "#components/ui/pagination.tsx";
import { TabLinks } from "#components/ui/tab-links.tsx";
import { requireRight } from "#lib/auth/require-right.ts";
import { CHANGES_KEPT } from "#lib/db/apply-reading.ts";
import { pool } from "#lib/db/connection.ts";
import { countSyncChanges, listSyncChanges, SYNC_CHANGE_PAGE_SIZE, type SyncChangeCounts } from "#lib/db/list-sync-changes.ts";
import { SYNC_CHANGE_KINDS, SYNC_SUBJECTS, type SyncSubject } from "#lib/domain/sync-change.ts";
import { addressOf, neighbours, oneOf, pageNumber, rangeShown, type SearchParams } from "#lib/forms/search-params.ts";
import { SyncStanding } from "../../sync-standing.tsx";
import { refresh } from "./actions.ts";

export const metadata: Metadata = { title: "What changed at Twilio" };

type ChangesPageProps = { params: Promise<{ account: string }>; searchParams: Promise<SearchParams> };

export default async function ChangesPage({ params, searchParams }: ChangesPageProps) {
  const { account, rights } = await requireRight((await params).account, "account.see");
  const asked = await searchParams;
  const path = `/${account.slug}/settings/changes`;
  const [page, of, kind] = [pageNumber(asked.page), oneOf(asked.of, SYNC_SUBJECTS), oneOf(asked.kind, SYNC_CHANGE_KINDS)];
  const filtered = (other: Record<string, string | null>) => addressOf(path, { of, kind, ...other });
  const [{ changes, total }, counts] = await Promise.all([listSyncChanges(pool(), account.id, { subject: of, kind, page }), countSyncChanges(pool(), account.id, of)]);
  if (page > 1 && changes.length === 0) redirect(filtered({}));
  const ways = neighbours(page, { total, size: SYNC_CHANGE_PAGE_SIZE }, (other) => addressOf(path, { of, kind, page: other }));
  return (
    <>
      <PageHeader
        crumbs={[{ href: `/${account.slug}/settings`, label: "Settings" }]}
        title="What changed at Twilio"
        summary={`Twilio is asked every quarter of an hour, and whenever somebody wants it. The last ${formatNumber(CHANGES_KEPT)} changes are kept.`}
        secondary={rights.has("account.sync") && <RefreshButton account={account.slug} action={refresh} />}
        tabs={<SubjectTabs current={of} counts={counts} hrefOf={(subject) => addressOf(path, { of: subject })} />}
      />
      <SyncStanding account={account} of={null} />
      <div className="flex flex-col gap-3">
        {(total > 0 || kind !== null) && <ChangeFilters addresses={{ filtered }} kind={kind} counts={counts.kinds} />}
        <div>
          <DataTable
            label="What changed"
            columns={CHANGE_COLUMNS}
            rows={changes}
            rowKey={({ id }) => id}
            rowHref={({ subject, subjectId }) => `/${account.slug}/${subject}s/${subjectId}`}
            empty={<NoChanges narrowed={kind !== null} clearHref={filtered({ kind: null })} />}
          />
          {total > 0 && (
            <Pagination {...ways}>
              {rangeShown(page, { total, size: SYNC_CHANGE_PAGE_SIZE, shown: changes.length })} {total === 1 ? "change" : "changes"}
            </Pagination>
          )}
        </div>
      </div>
    </>
  );
}

function SubjectTabs({ current, counts, hrefOf }: { current: SyncSubject | null; counts: SyncChangeCounts; hrefOf: (subject: SyncSubject | null) => string }) {
  const { template, sender } = counts.subjects;
  const tabs = [
    { href: hrefOf(null), label: "All", count: template + sender, current: current === null },
    { href: hrefOf("template"), label: "Templates", count: template, current: current === "template" },
    { href: hrefOf("sender"), label: "Senders", count: sender, current: current === "sender" },
  ];
  return <TabLinks label="Of what" tabs={tabs} />;
}

function NoChanges({ narrowed, clearHref }: { narrowed: boolean; clearHref: string }) {
  if (narrowed) {
    return (
      <Empty kind="nothing-matches" title="No change matches" action={<ButtonLink href={clearHref}>Show every kind</ButtonLink>}>
        Nothing of this kind has changed.
      </Empty>
    );
  }
  return (
    <Empty kind="nothing-yet" title="Nothing has changed yet">
      What was there when the account was connected is not listed. Everything that is different at a later look appears here.
    </Empty>
  );
}
