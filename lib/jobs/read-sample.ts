/** The first lines of a file, for somebody to look at before it is taken. */
import { type Delimiter, guessDelimiter, statedDelimiter } from "#lib/domain/csv-delimiter.ts";
import { columnsFrom, CHUNK_BYTES, type FileFinding, type FileReading, SAMPLE_LINES } from "#lib/domain/import-file.ts";
import { fileKind, KIND_BYTES, KIND_SENTENCES } from "#lib/domain/file-kind.ts";
import { encodingOf, type TextEncoding, type TextScan } from "#lib/domain/text-encoding.ts";
import { type CsvRecord, csvRecords, endlessLine } from "./csv-lines.ts";
import { fileText } from "./file-text.ts";

/** `unreadable` says what stopped the reading, unless the sample merely ends there. */
export type FileSample = { header: CsvRecord | null; lines: CsvRecord[]; unreadable: string | null };

/** Letters that are looked at for the delimiter. */
const DELIMITER_LETTERS = 64 * 1024;

/** Reads the header and up to SAMPLE_LINES lines from the first piece of a file. */
export async function readSample(firstPiece: Uint8Array, reading: FileReading): Promise<FileSample> {
  const whole = firstPiece.length < CHUNK_BYTES;
  const sample: FileSample = { header: null, lines: [], unreadable: null };
  for await (const item of csvRecords(fileText(only(firstPiece), reading.encoding), reading.delimiter)) {
    if (item.kind === "unreadable") {
      // In a piece that is not the whole file, what is unreadable may only be cut.
      return whole || !sample.header ? { ...sample, unreadable: item.sentence } : sample;
    }
    if (sample.header) sample.lines.push(item.record);
    else sample.header = item.record;
    if (sample.lines.length === SAMPLE_LINES) return sample;
  }
  // The last line may be cut as well, and that may be the header.
  if (!whole && !sample.lines.pop()) sample.unreadable = endlessLine(1);
  return sample;
}

/** What an uploaded file is, from its first piece and the scan of all its bytes. `now` bounds the dates that can be consent. */
export async function findingOf(firstPiece: Uint8Array, scan: TextScan, now: Date): Promise<FileFinding> {
  const kind = fileKind(firstPiece.subarray(0, KIND_BYTES));
  if (kind !== "text") return { ok: false, sentence: KIND_SENTENCES[kind] };
  const encoding = encodingOf(scan);
  const reading: FileReading = { encoding, delimiter: await delimiterOf(firstPiece, encoding) };
  const { header, lines, unreadable } = await readSample(firstPiece, reading);
  if (unreadable) return { ok: false, sentence: unreadable };
  const columns = columnsFrom({ header: header?.cells ?? null, lines: lines.map(({ cells }) => cells) }, now);
  return columns.ok ? { ok: true, reading, columns: columns.columns } : columns;
}

async function delimiterOf(firstPiece: Uint8Array, encoding: TextEncoding): Promise<Delimiter> {
  let start = "";
  for await (const text of fileText(only(firstPiece), encoding)) {
    start += text;
    if (start.length >= DELIMITER_LETTERS) break;
  }
  return statedDelimiter(start) ?? guessDelimiter(start.slice(0, DELIMITER_LETTERS));
}

async function* only(piece: Uint8Array): AsyncGenerator<Uint8Array> {
  yield piece;
}
