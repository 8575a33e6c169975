/** How a waiting file would be read with columns that somebody is choosing. */
import { pool } from "#lib/db/connection.ts";
import type { ImportKey } from "#lib/db/import-run.ts";
import { findChunk } from "#lib/db/import-upload.ts";
import { findImport } from "#lib/db/imports.ts";
import type { ColumnRole } from "#lib/domain/csv-columns.ts";
import type { FileReading } from "#lib/domain/import-file.ts";
import { type ImportPreview, previewOf } from "#lib/domain/import-preview.ts";
import { type FileSample, readSample } from "./read-sample.ts";

/** The start of a waiting file, or null when its pieces are gone. */
export async function sampleOf(key: ImportKey, reading: FileReading): Promise<FileSample | null> {
  const firstPiece = await findChunk(pool(), { ...key, seq: 0 });
  return firstPiece ? readSample(firstPiece, reading) : null;
}

export type ColumnChoice = { roles: readonly ColumnRole[]; defaultCountry: string | null };

/** The preview, or null when the import is not there or its file is gone. `now` bounds the dates that can be consent. */
export async function previewImport(key: ImportKey, choice: ColumnChoice, now: Date): Promise<ImportPreview | null> {
  const found = await findImport(pool(), key);
  const sample = found ? await sampleOf(key, found.reading) : null;
  if (!found || !sample) return null;
  const columns = found.columns.map(({ header, role }, at) => ({ header, role: choice.roles[at] ?? role }));
  return previewOf(sample.lines, { columns, defaultCountry: choice.defaultCountry, now });
}
