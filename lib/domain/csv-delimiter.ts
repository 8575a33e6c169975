/** Which sign separates the cells of a file, told from its first lines. */

export const DELIMITERS = [",", ";", "\t", "|"] as const;
export type Delimiter = (typeof DELIMITERS)[number];

/** What a spreadsheet writes into the first line to say it. */
const STATED = /^sep=([,;\t|])\r?\n?$/i;
/** Lines that are compared with the first. */
const LINES_MAX = 50;

/** The delimiter that the first line states (`sep=;`), or null. That line is no header. */
export function statedDelimiter(text: string): Delimiter | null {
  const stated = STATED.exec(text.slice(0, 7).split("\n", 1)[0] ?? "")?.[1];
  return DELIMITERS.find((delimiter) => delimiter === stated) ?? null;
}

/** The sign that cuts most lines into as many cells as the header; the most cells win, then the order above. A comma when none of them occurs. */
export function guessDelimiter(text: string): Delimiter {
  let best: { delimiter: Delimiter; score: number } = { delimiter: ",", score: 0 };
  for (const delimiter of DELIMITERS) {
    const counts = cellsPerLine(text, delimiter);
    const [header = 1, ...lines] = counts;
    const alike = lines.filter((count) => count === header).length;
    const score = header === 1 ? 0 : (1 + alike) * Math.sqrt(header);
    if (score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
}

/** How many cells each of the first lines has; delimiters and line breaks inside quotes do not count. */
function cellsPerLine(text: string, delimiter: Delimiter): number[] {
  const counts: number[] = [];
  let cells = 1;
  let quoted = false;
  let empty = true;
  for (const sign of text) {
    if (sign === '"') quoted = !quoted;
    if (quoted) continue;
    if (sign === "\n" || sign === "\r") {
      if (!empty) counts.push(cells);
      if (counts.length === LINES_MAX) return counts;
      cells = 1;
      empty = true;
    } else {
      empty = false;
      if (sign === delimiter) cells++;
    }
  }
  if (!empty) counts.push(cells);
  return counts;
}
