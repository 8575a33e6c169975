/** What came of an import, line by line. */
import { ImportFigures, ReasonsTable } from "#components/audience/import-result.tsx";
import { LineTable } from "#components/audience/line-table.tsx";
import { Section } from "#components/frame/section.tsx";
import { formatDuration } from "#components/ui/number-format.ts";
import { Pagination } from "#components/ui/pagination.tsx";
import { TabLinks } from "#components/ui/tab-links.tsx";
import { pool } from "#lib/db/connection.ts";
import { IMPORT_ROW_KEY, type ImportDetail, listImportRows, listRowGroups, type RowVerdict } from "#lib/db/imports.ts";
import { cursorIn, neighboursByKey } from "#lib/forms/cursor-param.ts";
import { oneOf, type SearchParams } from "#lib/forms/search-params.ts";

const VERDICTS = ["rejected", "duplicate"] as const satisfies readonly RowVerdict[];

export async function Result({ found, account, search }: { found: ImportDetail; account: { id: string; slug: string }; search: SearchParams }) {
  const key = { accountId: account.id, importId: found.id };
  const verdict = oneOf(search.show, VERDICTS);
  const [groups, page] = await Promise.all([listRowGroups(pool(), key), listImportRows(pool(), key, { verdict, cursor: cursorIn(search, IMPORT_ROW_KEY) })]);
  const path = `/${account.slug}/audience/imports/${found.id}`;
  const notTaken = found.duplicates + found.rejected;
  return (
    <>
      <Section title="What came of it" summary={tookLong(found)}>
        <div className="flex flex-col gap-4">
          <ImportFigures counts={found} listHref={`/${account.slug}/audience?list=${found.list.id}`} />
        </div>
      </Section>
      <ReasonsTable groups={groups} downloadHref={`/api/${account.slug}/imports/${found.id}/lines`} />
      {notTaken > 0 && (
        <section id="lines" aria-label="Lines that were not taken" className="min-w-0 scroll-mt-16">
          <TabLinks
            label="Lines"
            tabs={[
              { href: `${path}#lines`, label: "Not taken", count: notTaken, current: verdict === null },
              { href: `${path}?show=rejected#lines`, label: "Rejected", count: found.rejected, current: verdict === "rejected" },
              { href: `${path}?show=duplicate#lines`, label: "Duplicates", count: found.duplicates, current: verdict === "duplicate" },
            ]}
          />
          <LineTable lines={page.rows} everyHref={`${path}#lines`} />
          <Pagination {...neighboursByKey(page, path, { show: verdict })}>{page.rows.length} lines shown</Pagination>
        </section>
      )}
    </>
  );
}

function tookLong({ startedAt, finishedAt }: ImportDetail): string | undefined {
  if (!startedAt || !finishedAt) return undefined;
  return `Done in ${formatDuration(Math.max(1, Math.round((finishedAt.getTime() - startedAt.getTime()) / 1_000)))}.`;
}
