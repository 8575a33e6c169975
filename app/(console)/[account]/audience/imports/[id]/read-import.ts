/** The import that an address names. One question for the layout and the page. */
import { notFound } from "next/navigation";
import { cache } from "react";
import { pool } from "#lib/db/connection.ts";
import { findImport, type ImportDetail } from "#lib/db/imports.ts";
import { isUuid } from "#lib/domain/ids.ts";

export const importHere = cache(async (accountId: string, importId: string): Promise<ImportDetail> => (isUuid(importId) ? await findImport(pool(), { accountId, importId }) : null) ?? notFound());
