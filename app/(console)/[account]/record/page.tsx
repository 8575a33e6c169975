/** Who changed what in this account, and when: nothing of it can be changed here, and all of it can be taken away as a file. */
import type { Metadata } from "next";
import { IndexPage } from "#components/patterns/index-page.tsx";
import { CHANGE_COLUMNS } from "#components/record/change-columns.tsx";
import { ChangeFilters } from "#components/record/change-filters.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { DataTable } from "#components/ui/data-table.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { formatNumber } from "#components/ui/number-format.ts";
import { Pagination } from "#components/ui/pagination.tsx";
import { requireRight } from "#lib/auth/require-right.ts";
import { pool } from "#lib/db/connection.ts";
import { AUDIT_KEY, listActors, listAudit } from "#lib/db/list-audit.ts";
import { isDeedNoun } from "#lib/domain/audit-deed.ts";
import { cursorIn, neighboursByKey } from "#lib/forms/cursor-param.ts";
import { addressOf, type SearchParams } from "#lib/forms/search-params.ts";

export const metadata: Metadata = { title: "Record" };

type RecordPageProps = { params: Promise<{ account: string }>; searchParams: Promise<SearchParams> };

export default async function RecordPage({ params, searchParams }: RecordPageProps) {
  const { account } = await requireRight((await params).account, "record.see");
  const search = await searchParams;
  const path = `/${account.slug}/record`;
  const actors = await listActors(pool(), account.id);
  const of = isDeedNoun(search.of) ? search.of : null;
  const actor = actors.find(({ id }) => id === search.by) ?? null;
  const kept = { of, by: actor?.id ?? null };
  const page = await listAudit(pool(), { accountId: account.id, of, actorId: kept.by }, cursorIn(search, AUDIT_KEY));
  return (
    <IndexPage
      title="Record"
      summary="Who changed what here, newest first. It is only ever added to."
      secondary={<ButtonLink href={addressOf(`/api/${account.slug}/record`, kept)} prefetch={false}>Take it away as a file</ButtonLink>}
      bar={<ChangeFilters of={of} actor={actor} actors={actors} hrefOf={(narrowed) => addressOf(path, { ...kept, ...narrowed })} />}
      foot={
        page.rows.length > 0 && (
          <Pagination {...neighboursByKey(page, path, kept)}>
            {formatNumber(page.rows.length)} {page.rows.length === 1 ? "change" : "changes"} on this page
          </Pagination>
        )
      }
    >
      <DataTable label="Record" columns={CHANGE_COLUMNS} rows={page.rows} rowKey={({ id }) => id} empty={<NoChanges narrowed={of !== null || actor !== null} clearHref={path} />} />
    </IndexPage>
  );
}

function NoChanges({ narrowed, clearHref }: { narrowed: boolean; clearHref: string }) {
  if (!narrowed) return <Empty kind="nothing-yet" title="Nothing was changed yet">Every change in this account will stand here, with who made it.</Empty>;
  return (
    <Empty kind="nothing-matches" title="Nothing like this was changed" action={<ButtonLink href={clearHref}>Show all changes</ButtonLink>}>
      Nobody changed anything of this kind here.
    </Empty>
  );
}
