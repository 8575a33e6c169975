/** The lines of a file on their way into contacts: copied into a table of their own, then merged by sets of a bounded size. */
import { from as copyFrom, type CopyStreamQuery } from "pg-copy-streams";
import { isUuid } from "#lib/domain/ids.ts";
import type { ImportedContact } from "#lib/domain/import-row.ts";
import type { Queryable, Tx } from "./connection.ts";
import type { ImportKey } from "./import-run.ts";

/** A line that was read: the contact in it, or why there is none. `raw` is the line as it stood in the file. */
export type StagedLine = { line: number; raw: string; contact: ImportedContact | null; reason: string | null };

const STAGING_PREFIX = "import_line_";

/** Each import has its own table, so that emptying it is dropping it. */
function stagingTable(importId: string): string {
  if (!isUuid(importId)) throw new Error("a staging table is named after an import");
  return `${STAGING_PREFIX}${importId.toLowerCase().replaceAll("-", "")}`;
}

/**
 * Makes the table that lines are copied into, anew for every run. Unlogged: after a crash of the database it is empty and
 * the run starts over. Its number has the collation of contact.phone, or finding a known contact would scan all of them.
 */
export async function createStaging(db: Queryable, importId: string): Promise<void> {
  const table = stagingTable(importId);
  await db.query(`drop table if exists ${table}`);
  await db.query(`
    create unlogged table ${table} (
      line integer not null,
      reason text,
      raw text not null,
      phone text,
      name text,
      country text,
      language text,
      attributes jsonb,
      consent_at timestamptz,
      consent_source text,
      first_line integer
    ) with (autovacuum_enabled = false)`);
}

export async function dropStaging(db: Queryable, importId: string): Promise<void> {
  await db.query(`drop table if exists ${stagingTable(importId)}`);
}

/** Drops what killed runs left behind, except for imports that will be run again. */
export async function dropAbandonedStaging(db: Queryable): Promise<void> {
  const { rows } = await db.query<{ name: string }>(
    `
    select c.relname as name from pg_class c
    where c.relkind = 'r' and c.relname ~ '^${STAGING_PREFIX}[0-9a-f]{32}$' and c.relnamespace = current_schema()::regnamespace
      and not exists (select from contact_import i where i.state in ('queued', 'running') and '${STAGING_PREFIX}' || replace(i.id::text, '-', '') = c.relname)
    `,
  );
  for (const { name } of rows) await db.query(`drop table if exists ${name}`);
}

/** The stream into the table; it takes what `copyLine` makes. */
export function stagingStream(connection: Tx, importId: string): CopyStreamQuery {
  return connection.query(
    copyFrom(`copy ${stagingTable(importId)} (line, reason, raw, phone, name, country, language, attributes, consent_at, consent_source) from stdin`),
  );
}

/** One line in PostgreSQL's text format for COPY. */
export function copyLine({ line, raw, contact, reason }: StagedLine): string {
  const start = `${line}\t${text(reason)}\t${text(raw)}\t`;
  if (!contact) return `${start}\\N\t\\N\t\\N\t\\N\t\\N\t\\N\t\\N\n`;
  const attributes = text(JSON.stringify(Object.fromEntries(contact.attributes)));
  const consent = contact.consentAt ? `${contact.consentAt.toISOString()}\t${text(contact.consentSource)}` : `\\N\t\\N`;
  return `${start}${contact.phone}\t${text(contact.name)}\t${text(contact.country)}\t${text(contact.language)}\t${attributes}\t${consent}\n`;
}

const SPECIAL = /[\\\t\n\r]/;
const ESCAPES: Readonly<Record<string, string>> = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r" };

function text(value: string | null): string {
  if (value === null) return "\\N";
  return SPECIAL.test(value) ? value.replace(/[\\\t\n\r]/g, (sign) => ESCAPES[sign] ?? sign) : value;
}

/**
 * Finds the repeats, keeps every line that is not taken, and writes the counts, replacing those of an earlier run.
 * The first line with a number is the one that is taken. Returns the number of the last line.
 */
export async function settleLines(tx: Tx, key: ImportKey): Promise<number> {
  const table = stagingTable(key.importId);
  await tx.query(
    `
    update ${table} l set first_line = numbered.first_line
    from (select line, min(line) over (partition by phone collate "C") as first_line from ${table} where phone is not null) numbered
    where numbered.line = l.line and numbered.line > numbered.first_line
    `,
  );
  await tx.query(`create unique index on ${table} (line)`);
  await tx.query(`analyze ${table} (line, phone, first_line)`);
  await tx.query(`delete from import_row where account_id = $1 and import_id = $2`, [key.accountId, key.importId]);
  await tx.query(
    `
    insert into import_row (account_id, import_id, line, verdict, reason, raw)
    select $1::uuid, $2::uuid, line, case when phone is null then 'rejected' else 'duplicate' end::row_verdict, coalesce(reason, 'line:' || first_line), raw
    from ${table} where phone is null or first_line is not null
    order by line
    `,
    [key.accountId, key.importId],
  );
  const { rows } = await tx.query<{ last_line: number }>(
    `
    with counted as (
      select count(*)::int as lines, coalesce(max(line), 0) as last_line, count(*) filter (where phone is null)::int as rejected, count(first_line)::int as duplicates,
             count(*) filter (where phone is not null and first_line is null and consent_at is null)::int as without_consent
      from ${table}
    )
    update contact_import i
    set rows_read = c.lines, rejected = c.rejected, duplicates = c.duplicates, without_consent = c.without_consent, bytes_read = i.bytes
    from counted c
    where i.account_id = $1 and i.id = $2 and i.state = 'running'
    returning c.last_line
    `,
    [key.accountId, key.importId],
  );
  return rows[0]?.last_line ?? 0;
}

export type LineRange = ImportKey & { listId: string; after: number; through: number };

/**
 * Merges one range of lines into contacts and the list. Sorted by number, so that two imports lock the same people in the
 * same order. Nobody who was erased comes back. A known contact keeps what the file leaves empty and the consent it has; opted_out_at is not named here, so
 * an opt-out survives whichever of the two comes first. Returns false when the import runs no more.
 *
 * A range need not be on disk when it commits: what a crash of the database takes back is merged again by the next run,
 * and the commit that ends the import waits for everything before it.
 */
export async function mergeLines(tx: Tx, range: LineRange): Promise<boolean> {
  await tx.query(`set local synchronous_commit = off`);
  const table = stagingTable(range.importId);
  const { rows } = await tx.query<{ lines: number; changed: number; created: number }>(
    `
    with fresh as materialized (
      select * from ${table} where line > $3 and line <= $4 and phone is not null and first_line is null order by phone collate "C"
    ),
    merged as (
      insert into contact as c (account_id, phone, name, country, language, attributes, consent_at, consent_source, created_at, updated_at)
      select $1::uuid, phone, name, country, language, attributes, consent_at, consent_source, app_now_stable(), app_now_stable() from fresh
      on conflict (account_id, phone) do update
      set name = coalesce(nullif(excluded.name, ''), c.name), country = coalesce(excluded.country, c.country), language = coalesce(excluded.language, c.language),
          attributes = c.attributes || excluded.attributes,
          consent_at = coalesce(c.consent_at, excluded.consent_at), consent_source = case when c.consent_at is null then excluded.consent_source else c.consent_source end,
          updated_at = excluded.updated_at
      where c.erased_at is null and (
        not (c.attributes @> excluded.attributes)
        or (excluded.name <> '' and excluded.name <> c.name)
        or (excluded.country is distinct from c.country and excluded.country is not null)
        or (excluded.language is distinct from c.language and excluded.language is not null)
        or (c.consent_at is null and excluded.consent_at is not null))
      returning c.id, c.xmax = 0 as created
    ),
    listed as (
      insert into list_member (account_id, list_id, contact_id) select $1::uuid, $2::uuid, id from merged on conflict do nothing
    )
    select (select count(*) from fresh)::int as lines, count(*)::int as changed, count(*) filter (where created)::int as created from merged
    `,
    [range.accountId, range.listId, range.after, range.through],
  );
  const { lines = 0, changed = 0, created = 0 } = rows[0] ?? {};
  if (changed < lines) await listUnchanged(tx, range);
  const { rowCount } = await tx.query(`update contact_import set taken = taken + $3, created = created + $4 where account_id = $1 and id = $2 and state = 'running'`, [
    range.accountId,
    range.importId,
    lines,
    created,
  ]);
  return rowCount === 1;
}

/** Contacts that the merge found as they should be, and so did not return, join the list too. */
async function listUnchanged(tx: Tx, range: LineRange): Promise<void> {
  await tx.query(
    `
    insert into list_member (account_id, list_id, contact_id)
    select $1::uuid, $2::uuid, c.id from ${stagingTable(range.importId)} l join contact c on c.account_id = $1 and c.phone = l.phone
    where l.line > $3 and l.line <= $4 and l.phone is not null and c.erased_at is null
    on conflict do nothing
    `,
    [range.accountId, range.listId, range.after, range.through],
  );
}
