/** How the first lines of a file would be read with the columns that are chosen: what a person sees before they start an import. */
import { repeatOf, verdictGroup, verdictSentence } from "./import-verdict.ts";
import { type ImportPlan, type RowReading, rowReader } from "./import-row.ts";

export type PreviewLine = { line: number; cells: readonly string[] };

export type PreviewRow = {
  line: number;
  /** The number as it is written. */
  written: string;
  /** What it becomes, or null with the sentence that says why it is not taken. */
  phone: string | null;
  problem: string | null;
  name: string;
  consentAt: string | null;
  consentSource: string | null;
};

export type ImportPreview = {
  rows: PreviewRow[];
  lines: number;
  taken: number;
  withoutConsent: number;
  /** Why lines are not taken, the most frequent first. */
  problems: { sentence: string; lines: number }[];
};

/** Lines that are shown one by one. */
const ROWS_SHOWN = 8;
/** Of these, lines that are not taken, when there are any: they are what a person needs to see. */
const PROBLEMS_SHOWN = 3;

/** Reads the sample as the import would. Without a column for the number nothing is read. */
export function previewOf(lines: readonly PreviewLine[], plan: ImportPlan): ImportPreview {
  const at = plan.columns.findIndex(({ role }) => role === "phone");
  if (at < 0) return { rows: [], lines: lines.length, taken: 0, withoutConsent: 0, problems: [] };
  const read = rowReader(plan);
  const firstLines = new Map<string, number>();
  const verdicts = lines.map(({ line, cells }) => {
    const { reading, reason } = judged(read(cells), line, firstLines);
    return { row: rowOf({ line, written: cells[at] ?? "", reading, reason }), reason };
  });
  const rows = verdicts.map(({ row }) => row);
  const reasons = verdicts.flatMap(({ reason }) => (reason === null ? [] : [verdictGroup(reason)]));
  const taken = rows.filter(({ problem }) => problem === null);
  return { rows: shown(rows), lines: lines.length, taken: taken.length, withoutConsent: taken.filter(({ consentAt }) => consentAt === null).length, problems: counted(reasons) };
}

/** A number that an earlier line has is a repeat of it. */
function judged(reading: RowReading, line: number, firstLines: Map<string, number>): { reading: RowReading; reason: string | null } {
  if (!reading.ok) return { reading, reason: reading.reason };
  const first = firstLines.get(reading.contact.phone);
  if (first !== undefined) return { reading, reason: repeatOf(first) };
  firstLines.set(reading.contact.phone, line);
  return { reading, reason: null };
}

function rowOf({ line, written, reading, reason }: { line: number; written: string; reading: RowReading; reason: string | null }): PreviewRow {
  const contact = reading.ok ? reading.contact : null;
  return {
    line,
    written,
    phone: contact?.phone ?? null,
    problem: reason === null ? null : verdictSentence(reason),
    name: contact?.name ?? "",
    consentAt: contact?.consentAt?.toISOString() ?? null,
    consentSource: contact?.consentSource ?? null,
  };
}

/** The first lines, with a few that are not taken among them, in the order of the file. */
function shown(rows: PreviewRow[]): PreviewRow[] {
  const problems = rows.filter(({ problem }) => problem !== null).slice(0, PROBLEMS_SHOWN);
  const fine = rows.filter(({ problem }) => problem === null).slice(0, ROWS_SHOWN - problems.length);
  return [...fine, ...problems].sort((a, b) => a.line - b.line);
}

function counted(sentences: string[]): { sentence: string; lines: number }[] {
  const lines = new Map<string, number>();
  for (const sentence of sentences) lines.set(sentence, (lines.get(sentence) ?? 0) + 1);
  return Array.from(lines, ([sentence, count]) => ({ sentence, lines: count })).sort((a, b) => b.lines - a.lines);
}
