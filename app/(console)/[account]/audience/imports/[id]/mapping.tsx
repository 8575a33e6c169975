/** A file that waits for somebody to say what its columns are. */
import { ColumnMapping } from "#components/audience/column-mapping.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { AbsoluteTime } from "#components/ui/time.tsx";
import { pool } from "#lib/db/connection.ts";
import { findEarlierImport, type EarlierImport, type ImportDetail } from "#lib/db/imports.ts";
import { listCountries } from "#lib/domain/country-name.ts";
import { COLUMN_ROLES, ROLE_LABELS } from "#lib/domain/csv-columns.ts";
import { previewOf } from "#lib/domain/import-preview.ts";
import { sampleOf } from "#lib/jobs/preview-import.ts";
import { preview, start } from "../actions.ts";

/** Cells of a column that are shown beside its header. */
const SAMPLES_SHOWN = 3;

const ROLES = COLUMN_ROLES.map((value) => ({ value, ...ROLE_LABELS[value] }));

export async function Mapping({ found, account }: { found: ImportDetail; account: { id: string; slug: string } }) {
  const key = { accountId: account.id, importId: found.id };
  const [sample, earlier] = await Promise.all([sampleOf(key, found.reading), findEarlierImport(pool(), key)]);
  if (!sample) return <Notice tone="warning" title="The file is not kept any more">Upload it again to import it.</Notice>;
  const columns = found.columns.map(({ header, role }, at) => ({
    header,
    role,
    samples: sample.lines.flatMap(({ cells }) => cells[at]?.trim().slice(0, 80) || []).slice(0, SAMPLES_SHOWN),
  }));
  return (
    <>
      {earlier && <ImportedBefore earlier={earlier} account={account.slug} />}
      <ColumnMapping
        account={account.slug}
        importId={found.id}
        columns={columns}
        roles={ROLES}
        countries={listCountries()}
        defaultCountry={found.defaultCountry}
        first={previewOf(sample.lines, { columns: found.columns, defaultCountry: found.defaultCountry, now: new Date() })}
        preview={preview}
        start={start}
      />
    </>
  );
}

function ImportedBefore({ earlier, account }: { earlier: EarlierImport; account: string }) {
  return (
    <Notice tone="warning" title="This very file was imported before">
      As <TextLink href={`/${account}/audience/imports/${earlier.id}`}>“{earlier.fileName}”</TextLink> into “{earlier.listName}”, on <AbsoluteTime at={earlier.finishedAt} />. Importing it again adds nobody twice.
    </Notice>
  );
}
