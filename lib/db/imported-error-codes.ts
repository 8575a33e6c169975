/** Twilio's own list of error codes, as somebody imported it: one list for the whole installation, replaced as a whole. */
import type { Queryable, Tx } from "./connection.ts";

export type ImportedErrorCode = {
  code: number;
  name: string;
  description: string;
  causes: string;
  solutions: string;
  /** Twilio's page of it, or null. */
  docsUrl: string | null;
};

/** When it was imported and by whom; null while there is none. */
export type ErrorCodeImport = { codes: number; at: Date; by: string | null };

/** Twilio's list has some thousand; more than this is none of it. */
export const IMPORTED_CODES_MAX = 5_000;

/** Puts this list in the place of the one before. Returns how many the one before had. */
export async function replaceImportedErrorCodes(tx: Tx, codes: ImportedErrorCode[], actorId: string): Promise<number> {
  const before = await clearImportedErrorCodes(tx);
  await tx.query(
    `
    insert into imported_error_code (code, name, description, causes, solutions, docs_url, imported_at, imported_by_id)
    select code, name, description, causes, solutions, docs_url, app_now(), $7
    from unnest($1::int[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[]) as t(code, name, description, causes, solutions, docs_url)
    `,
    [codes.map((c) => c.code), codes.map((c) => c.name), codes.map((c) => c.description), codes.map((c) => c.causes), codes.map((c) => c.solutions), codes.map((c) => c.docsUrl), actorId],
  );
  return before;
}

/** Takes the list away and returns how many it had. Two who do this at a time come one after the other. */
export async function clearImportedErrorCodes(tx: Tx): Promise<number> {
  await tx.query(`lock table imported_error_code in share row exclusive mode`);
  const { rowCount } = await tx.query(`delete from imported_error_code`);
  return rowCount ?? 0;
}

export async function findImportedErrorCode(db: Queryable, code: number): Promise<ImportedErrorCode | null> {
  const { rows } = await db.query<ImportedErrorCode>(`select code, name, description, causes, solutions, docs_url as "docsUrl" from imported_error_code where code = $1`, [code]);
  return rows[0] ?? null;
}

/** Names and descriptions of the imported codes that are not among `known`, lowest first: a whole list is read, of IMPORTED_CODES_MAX at most. */
export async function listOtherImportedCodes(db: Queryable, known: number[]): Promise<Pick<ImportedErrorCode, "code" | "name" | "description">[]> {
  const { rows } = await db.query<Pick<ImportedErrorCode, "code" | "name" | "description">>(
    `select code, name, left(description, 500) as description from imported_error_code where code <> all($1::int[]) order by code limit ${IMPORTED_CODES_MAX}`,
    [known],
  );
  return rows;
}

export async function findErrorCodeImport(db: Queryable): Promise<ErrorCodeImport | null> {
  const { rows } = await db.query<ErrorCodeImport>(
    `
    select count(*)::int as codes, max(i.imported_at) as at, max(person.name) as by
    from imported_error_code i left join person on person.id = i.imported_by_id
    having count(*) > 0
    `,
  );
  return rows[0] ?? null;
}
