/** The records of a CSV text with the lines they start in and the text they were written with. */
import { Readable } from "node:stream";
import { type CsvError, parse } from "csv-parse";
import { type Delimiter, statedDelimiter } from "#lib/domain/csv-delimiter.ts";
import { LINE_MAX } from "#lib/domain/import-file.ts";

export type CsvRecord = {
  /** Where it starts, counted from 1 as an editor does, also when quoted line breaks come before. */
  line: number;
  cells: string[];
  raw: string;
};

/** What stopped the reading, in one sentence; nothing follows it. */
export type CsvItem = { kind: "record"; record: CsvRecord } | { kind: "unreadable"; sentence: string };

/** What the parser hands over, record by record. */
type Parsed = { record: string[]; raw: string };

/** Reads records until the text ends or can be read no further. Empty lines, and a first line that only states the delimiter, are no records. */
export async function* csvRecords(text: AsyncIterable<string>, delimiter: Delimiter): AsyncGenerator<CsvItem> {
  let broken: CsvError | undefined;
  const parser = parse({
    delimiter,
    record_delimiter: "\n",
    // A quote in the middle of a cell is a quote; only one at its start opens something.
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: LINE_MAX,
    raw: true,
    // An error of the stream would throw away the records before it, and with them the line it is in.
    skip_records_with_error: true,
    on_skip: (error) => {
      broken ??= error;
      return undefined;
    },
  });
  const source = Readable.from(text, { objectMode: true, highWaterMark: 1 });
  source.on("error", (error) => parser.destroy(error));
  const records: AsyncIterable<Parsed> = source.pipe(parser);
  const brokenAfter = (seen: number) => broken !== undefined && broken.records === seen;
  let linesBefore = 0;
  let seen = 0;
  try {
    for await (const { record: cells, raw } of records) {
      if (brokenAfter(seen)) break;
      const start = linesBefore + leadingLines(raw) + 1;
      linesBefore += countLines(raw);
      seen++;
      if (seen === 1 && statedDelimiter(raw) !== null) continue;
      yield { kind: "record", record: { line: start, cells, raw: raw.replace(/^\n+|\n$/g, "") } };
    }
    if (broken) yield { kind: "unreadable", sentence: unreadable(broken, linesBefore + 1) };
  } finally {
    source.destroy();
    parser.destroy();
  }
}

function unreadable(error: CsvError, line: number): string {
  switch (error.code) {
    case "CSV_QUOTE_NOT_CLOSED":
      return `A quote that is opened in or after line ${line.toLocaleString("en-US")} is never closed, so everything after it would be one cell. Close it, or remove it, and import the file again.`;
    case "CSV_MAX_RECORD_SIZE":
      return endlessLine(line);
    default:
      return `The file cannot be read as CSV from line ${line.toLocaleString("en-US")} on. Look at that line, and import the file again.`;
  }
}

/** What is said of a line that is longer than LINE_MAX. */
export function endlessLine(line: number): string {
  return `What starts in line ${line.toLocaleString("en-US")} goes on for more than 1 MB without an end. A quote that nobody closed is the usual reason. Look at that line, and import the file again.`;
}

/** Empty lines in front of a record are in its text. */
function leadingLines(raw: string): number {
  let lines = 0;
  while (raw.charCodeAt(lines) === LINE_FEED) lines++;
  return lines;
}

const LINE_FEED = 10;

function countLines(raw: string): number {
  let lines = 0;
  for (let at = raw.indexOf("\n"); at >= 0; at = raw.indexOf("\n", at + 1)) lines++;
  return lines;
}
