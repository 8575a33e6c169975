/** One import, from the file that has arrived to what came of it. */
import type { Metadata } from "next";
import { FailedImport, DiscardButton } from "#components/audience/failed-import.tsx";
import { ImportBadge } from "#components/audience/import-look.tsx";
import { ImportProgress } from "#components/audience/import-progress.tsx";
import { LiveRegion } from "#components/frame/live-region.tsx";
import { ReportPage } from "#components/patterns/report-page.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { LiveRefresh } from "#components/ui/live-refresh.tsx";
import { formatBytes, formatNumber } from "#components/ui/number-format.ts";
import { RelativeTime } from "#components/ui/time.tsx";
import { requireRight } from "#lib/auth/require-right.ts";
import type { ImportDetail } from "#lib/db/imports.ts";
import type { SearchParams } from "#lib/forms/search-params.ts";
import { discard } from "../actions.ts";
import { Mapping } from "./mapping.tsx";
import { importHere } from "./read-import.ts";
import { Result } from "./result.tsx";

export const metadata: Metadata = { title: "Import" };

type ImportPageProps = { params: Promise<{ account: string; id: string }>; searchParams: Promise<SearchParams> };

export default async function ImportPage({ params, searchParams }: ImportPageProps) {
  const { account: slug, id } = await params;
  const { account } = await requireRight(slug, "audience.change");
  const found = await importHere(account.id, id);
  const path = `/${account.slug}/audience`;
  return (
    <ReportPage
        crumbs={[{ href: path, label: "Audience" }, { href: `${path}/imports`, label: "Imports" }]}
        title={<bdi>{found.fileName}</bdi>}
        badge={<ImportBadge state={found.state} />}
        summary={
          <>
            {formatBytes(found.bytes)} into “{found.list.name}”, uploaded <RelativeTime at={found.createdAt} />
            {found.createdBy && ` by ${found.createdBy}`}.
          </>
        }
        secondary={
          <>
            {found.state === "mapping" && <DiscardButton account={account.slug} importId={found.id} fileName={found.fileName} discard={discard} />}
            {found.state === "done" && <ButtonLink href={`/${account.slug}/campaigns/new`}>New campaign</ButtonLink>}
          </>
        }
        primary={
          found.state === "done" && (
            <ButtonLink variant="primary" href={`${path}?list=${found.list.id}`}>
              See the list
            </ButtonLink>
          )
        }
      >
      <Stage found={found} account={account} search={await searchParams} />
      <LiveRefresh active={found.state === "uploading" || found.state === "queued" || found.state === "running"} everyMs={1_000} />
      <LiveRegion text={spoken(found)} />
    </ReportPage>
  );
}

type StageProps = { found: ImportDetail; account: { id: string; slug: string }; search: SearchParams };

function Stage({ found, account, search }: StageProps) {
  switch (found.state) {
    case "uploading":
      return (
        <Empty kind="waiting" title="The file is arriving">
          This page goes on by itself once it is whole. A file that is not sent to its end is forgotten after two hours.
        </Empty>
      );
    case "mapping":
      return <Mapping found={found} account={account} />;
    case "queued":
    case "running":
      return <ImportProgress {...found} waiting={found.state === "queued"} />;
    case "done":
      return <Result found={found} account={account} search={search} />;
    case "failed":
      return (
        <>
          <FailedImport failure={found.failure ?? "The reason is not known."} account={account.slug} importId={found.id} fileName={found.fileName} discard={discard} />
          {found.columns.length > 0 && <Mapping found={found} account={account} />}
        </>
      );
  }
}

function spoken({ state, rowsRead, taken, duplicates, rejected }: ImportDetail): string {
  if (state === "running") return `${formatNumber(rowsRead)} lines read`;
  if (state === "done") return `Imported: ${formatNumber(taken)} taken, ${formatNumber(duplicates)} duplicates, ${formatNumber(rejected)} rejected`;
  return "";
}
