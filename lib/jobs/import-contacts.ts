/** Takes the people of an uploaded file into contacts and a list. Killed at any moment, it is run again from the start and ends the same. */
import { pipeline } from "node:stream/promises";
import { crashpoint } from "#lib/crashpoint.ts";
import { recordAudit } from "#lib/db/audit.ts";
import { inTransaction, pool, type Tx } from "#lib/db/connection.ts";
import { beginRun, failRun, finishRun, holdingImport, type ImportKey, noteProgress, type RunningImport } from "#lib/db/import-run.ts";
import { copyLine, createStaging, dropStaging, type LineRange, mergeLines, settleLines, stagingStream } from "#lib/db/import-staging.ts";
import { type RowReader, rowReader } from "#lib/domain/import-row.ts";
import { type CsvItem, csvRecords, type CsvRecord } from "./csv-lines.ts";
import { fileText } from "./file-text.ts";
import { storedPieces } from "./stored-file.ts";

/** Lines merged in one transaction: as long as it holds its contacts, an opt-out of one of them waits. */
const MERGE_LINES = 2_000;
/** Bytes of copied lines that are handed to PostgreSQL at once. */
const COPY_BYTES = 64 * 1024;
const PROGRESS_EVERY_MS = 1_000;
/** Merges at the same time: ranges share no number, so they do not wait for each other. */
const MERGES_AT_ONCE = 2;

export type ImportOutcome = { kind: "done" } | { kind: "failed" } | { kind: "not-waiting" } | { kind: "held-elsewhere" };

/** Runs one import to its end. `clock` gives milliseconds and only paces the progress. */
export async function importContacts(key: ImportKey, clock: () => number): Promise<ImportOutcome> {
  const outcome = await holdingImport(key, async (connection): Promise<ImportOutcome> => {
    const run = await beginRun(connection, key);
    if (!run) return { kind: "not-waiting" };
    const unreadable = await stage(connection, run, clock);
    crashpoint("I3");
    if (unreadable !== null) return fail(key, unreadable);
    return merge(connection, run);
  });
  if (!outcome) return { kind: "held-elsewhere" };
  await dropStaging(pool(), key.importId);
  return outcome;
}

/** Says why an import ended without its people. The file stays until somebody decides. */
export async function fail(key: ImportKey, failure: string): Promise<ImportOutcome> {
  return inTransaction(async (tx) => {
    const failed = await failRun(tx, { ...key, failure });
    if (!failed) return { kind: "not-waiting" };
    await recordAudit(tx, { accountId: key.accountId, actorId: failed.actorId, action: "import.failed", subjectKind: "import", subjectId: key.importId, detail: { failure } });
    return { kind: "failed" };
  });
}

/** What has been read of a file so far, and the sentence that stopped the reading, if one did. */
type Progress = { rowsRead: number; bytesRead: number; stopped: string | null };

/** Copies every line into the staging table. Returns what stopped it, in one sentence, or null. */
async function stage(connection: Tx, run: RunningImport, clock: () => number): Promise<string | null> {
  await createStaging(connection, run.importId);
  const progress: Progress = { rowsRead: 0, bytesRead: 0, stopped: null };
  const text = fileText(counted(storedPieces(run), progress), run.reading.encoding);
  const read = rowReader({ columns: run.columns, defaultCountry: run.defaultCountry, now: run.startedAt });
  const lines = stagedLines(csvRecords(text, run.reading.delimiter), { read, progress });
  await pipeline(reported(lines, { run, progress, clock }), stagingStream(connection, run.importId));
  return progress.stopped;
}

/** The lines under the header as COPY takes them, many at a time. */
async function* stagedLines(items: AsyncIterable<CsvItem>, { read, progress }: { read: RowReader; progress: Progress }): AsyncGenerator<string> {
  let pending = "";
  let header = true;
  for await (const item of items) {
    if (item.kind === "unreadable") {
      progress.stopped = item.sentence;
      return;
    }
    if (header) {
      header = false;
      continue;
    }
    pending += stagedLine(item.record, read);
    progress.rowsRead++;
    if (pending.length < COPY_BYTES) continue;
    yield pending;
    crashpoint("I2");
    pending = "";
  }
  yield pending;
}

function stagedLine({ line, cells, raw }: CsvRecord, read: RowReader): string {
  const reading = read(cells);
  const shown = raw.includes("\0") ? raw.replaceAll("\0", "␀") : raw;
  return copyLine(reading.ok ? { line, raw: shown, contact: reading.contact, reason: null } : { line, raw: shown, contact: null, reason: reading.reason });
}

/** Passes everything on, and notes now and then how far it is. */
async function* reported(lines: AsyncIterable<string>, { run, progress, clock }: { run: ImportKey; progress: Progress; clock: () => number }): AsyncGenerator<string> {
  let notedAt = clock();
  for await (const some of lines) {
    yield some;
    if (clock() - notedAt < PROGRESS_EVERY_MS) continue;
    notedAt = clock();
    await noteProgress(pool(), { accountId: run.accountId, importId: run.importId, rowsRead: progress.rowsRead, bytesRead: progress.bytesRead });
  }
}

async function* counted(pieces: AsyncIterable<Uint8Array>, progress: Progress): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces) {
    progress.bytesRead += piece.length;
    yield piece;
  }
}

/** From the staging table into contacts, range by range. */
async function merge(connection: Tx, run: RunningImport): Promise<ImportOutcome> {
  const lastLine = await within(connection, (tx) => settleLines(tx, run));
  const ranges = lineRanges(run, lastLine);
  const going = await Promise.all(Array.from({ length: MERGES_AT_ONCE }, () => mergeAll(ranges)));
  if (going.includes(false)) return { kind: "not-waiting" };
  const headers = run.columns.filter(({ role }) => role !== "skip" && role !== "phone").map(({ header }) => header);
  return inTransaction(async (tx) => {
    const counts = await finishRun(tx, { ...run, headers });
    if (!counts) return { kind: "not-waiting" };
    const { actorId, ...detail } = counts;
    await recordAudit(tx, { accountId: run.accountId, actorId, action: "import.finished", subjectKind: "import", subjectId: run.importId, detail });
    return { kind: "done" };
  });
}

function* lineRanges({ accountId, importId, listId }: RunningImport, lastLine: number): Generator<LineRange> {
  for (let after = 0; after < lastLine; after += MERGE_LINES) yield { accountId, importId, listId, after, through: after + MERGE_LINES };
}

/** Takes ranges until none is left. False when the import runs no more. */
async function mergeAll(ranges: Iterable<LineRange>): Promise<boolean> {
  for (const range of ranges) if (!(await mergeRange(range))) return false;
  return true;
}

/** Claims lock people in the order of their messages, merges in the order of their numbers; of two that met, one is begun anew. */
async function mergeRange(range: LineRange): Promise<boolean> {
  return inTransaction((tx) => mergeLines(tx, range));
}

/** One transaction on the connection that has the staging table. */
async function within<T>(connection: Tx, work: (tx: Tx) => Promise<T>): Promise<T> {
  await connection.query("begin");
  try {
    const result = await work(connection);
    await connection.query("commit");
    return result;
  } catch (error) {
    await connection.query("rollback");
    throw error;
  }
}
