/** What an uploaded file turned out to be: how it is read, what its columns seem to be, or why it is no list. */
import type { Delimiter } from "./csv-delimiter.ts";
import { COLUMNS_MAX, guessColumns, type ImportColumn, namedHeaders } from "./csv-columns.ts";
import { readPhone } from "./phone.ts";
import type { TextEncoding } from "./text-encoding.ts";

/** Largest file, in bytes. */
export const UPLOAD_BYTES_MAX = 200_000_000;
/** A file is kept in pieces of this size, in bytes. */
export const CHUNK_BYTES = 1024 * 1024;
/** A longer line is a quote that nobody closed. In characters. */
export const LINE_MAX = 1024 * 1024;
/** Lines that are looked at to guess what the columns are. */
export const SAMPLE_LINES = 200;

export type FileReading = { encoding: TextEncoding; delimiter: Delimiter };

/** `columns` are a guess that a person confirms. */
export type FileFinding = { ok: true; reading: FileReading; columns: ImportColumn[] } | { ok: false; sentence: string };

/** The header and the lines under it, from a file's start. */
export type FileStart = { header: readonly string[] | null; lines: readonly (readonly string[])[] };

/** Guesses the columns from the start of a file, or says why it is no list of people. */
export function columnsFrom(start: FileStart, now: Date): { ok: true; columns: ImportColumn[] } | { ok: false; sentence: string } {
  if (!start.header) return refused("The file holds no lines. Export the list again, and import the new file.");
  const count = start.header.length;
  if (count > COLUMNS_MAX) return refused(`The first line has ${count.toLocaleString("en-US")} columns; at most ${COLUMNS_MAX} can be imported. Leave out those that no message needs.`);
  if (start.header.some(isNumber)) return refused("The first line holds a phone number, so the file has no column names. Add a first line that names the columns, then import it again.");
  if (start.lines.length === 0) return refused("The file has column names and no lines under them. Export the list again, and import the new file.");
  return { ok: true, columns: guessColumns(namedHeaders(start.header), start.lines, now) };
}

function refused(sentence: string): { ok: false; sentence: string } {
  return { ok: false, sentence };
}

/** Only numbers with a country code: a column may well be called 2024. */
function isNumber(cell: string): boolean {
  return /^\s*[+＋]/.test(cell) && readPhone(cell, { code: null, because: "no-country" }).ok;
}
