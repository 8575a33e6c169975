/** WhatsApp's own formatting, as a phone shows it: bold, italic, strike, monospace, lists, quotes, links, and which words came from a variable. */

export type Inline =
  | { kind: "text"; text: string }
  | { kind: "variable"; key: string; text: string; filled: boolean }
  | { kind: "bold" | "italic" | "strike" | "mono" | "link"; children: Inline[] };

export type Block =
  | { kind: "lines"; lines: Inline[][] }
  | { kind: "quote"; lines: Inline[][] }
  | { kind: "bullets"; items: Inline[][] }
  | { kind: "numbers"; items: { number: string; children: Inline[] }[] }
  | { kind: "mono"; children: Inline[] };

type Range = { start: number; end: number };
type Variable = Range & { key: string; filled: boolean };
type Source = { text: string; variables: Variable[] };

const VARIABLE = /\{\{\s*([A-Za-z0-9_]{1,16})\s*\}\}/g;
const FENCE = "```";
const WORD = /[\p{L}\p{N}]/u;
/** Whole addresses, addresses without their beginning under the commonest endings, mailboxes, and numbers that begin with a plus. */
const LINK = /(?:https?:\/\/|www\.)[^\s<>"]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?:[a-z0-9-]+\.)+(?:com|org|net|io|app|co|me|eu|de|uk|fr|es|it|nl|br|in)\b(?:\/[^\s<>"]*)?|\+\d(?:[ ()-]?\d){7,14}/iy;
const LINK_TAIL = /[.,;:!?)\]*_~]+$/u;
const MARKS: Record<string, "bold" | "italic" | "strike"> = { "*": "bold", _: "italic", "~": "strike" };

/** Formats a text after its variables are filled, as WhatsApp does. A variable without a value keeps its braces and is marked as not filled. Without `values` braces are only braces, as in what a person wrote. */
export function parseWhatsAppText(text: string, values: Record<string, string> | null = {}): Block[] {
  const source = values ? filled(text, values) : { text, variables: [] };
  const blocks: Block[] = [];
  let at = 0;
  while (at <= source.text.length) {
    const end = endOfLine(source.text, at);
    const fence = fencedBlock(source.text, { start: at, end });
    if (!fence) {
      addLine(blocks, source, { start: at, end });
      at = end + 1;
      continue;
    }
    if (fence.start > at) addLine(blocks, source, { start: at, end: fence.start });
    blocks.push({ kind: "mono", children: leaves(source, { start: fence.start + FENCE.length, end: fence.end - FENCE.length }) });
    at = source.text[fence.end] === "\n" || fence.end === source.text.length ? fence.end + 1 : fence.end;
  }
  return blocks;
}

/** Text that WhatsApp does not format, such as titles, footers and buttons: only its variables are filled and marked. */
export function parsePlainText(text: string, values: Record<string, string> = {}): Inline[] {
  const source = filled(text, values);
  return leaves(source, { start: 0, end: source.text.length });
}

function filled(text: string, values: Record<string, string>): Source {
  const variables: Variable[] = [];
  let written = "";
  let last = 0;
  for (const match of text.matchAll(VARIABLE)) {
    const key = match[1] ?? "";
    const value = values[key]?.trim() ?? "";
    written += text.slice(last, match.index);
    const start = written.length;
    written += value === "" ? `{{${key}}}` : value;
    variables.push({ start, end: written.length, key, filled: value !== "" });
    last = match.index + match[0].length;
  }
  return { text: written + text.slice(last), variables };
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end === -1 ? text.length : end;
}

/** Three backticks in this line that close in a later one. Those that close in the same line are part of it. */
function fencedBlock(text: string, line: Range): Range | null {
  let start = text.indexOf(FENCE, line.start);
  while (start !== -1 && start < line.end) {
    const close = text.indexOf(FENCE, start + FENCE.length);
    if (close === -1) return null;
    const end = close + FENCE.length;
    if (close > line.end) return text.slice(start + FENCE.length, close).trim() === "" ? null : { start, end };
    start = text.indexOf(FENCE, end);
  }
  return null;
}

/** A line joins the block before it when both are of one kind. */
function addLine(blocks: Block[], source: Source, { start, end }: Range): void {
  const line = source.text.slice(start, end);
  const last = blocks.at(-1);
  const inline = (skip: number) => inlines(source, { start: start + skip, end });

  if (/^[-*] \S/u.test(line)) {
    if (last?.kind === "bullets") last.items.push(inline(2));
    else blocks.push({ kind: "bullets", items: [inline(2)] });
    return;
  }
  const number = /^(\d{1,3})\. \S/u.exec(line)?.[1];
  if (number !== undefined) {
    const item = { number, children: inline(number.length + 2) };
    if (last?.kind === "numbers") last.items.push(item);
    else blocks.push({ kind: "numbers", items: [item] });
    return;
  }
  const kind = /^> \S/u.test(line) ? "quote" : "lines";
  const children = inline(kind === "quote" ? 2 : 0);
  if (last?.kind === kind) last.lines.push(children);
  else blocks.push({ kind, lines: [children] });
}

function inlines(source: Source, range: Range, inside: string[] = []): Inline[] {
  const found: Inline[] = [];
  let plain = range.start;
  let at = range.start;
  while (at < range.end) {
    const span = spanAt(source, { start: at, end: range.end }, inside);
    if (!span) {
      at += 1;
      continue;
    }
    found.push(...leaves(source, { start: plain, end: at }), span.inline);
    at = span.end;
    plain = at;
  }
  return [...found, ...leaves(source, { start: plain, end: range.end })];
}

/** The formatted span that starts exactly here, if one does. */
function spanAt(source: Source, { start, end }: Range, inside: string[]): { inline: Inline; end: number } | null {
  const { text } = source;
  for (const fence of [FENCE, "`"]) {
    if (!text.startsWith(fence, start)) continue;
    const close = text.indexOf(fence, start + fence.length);
    if (close > start + fence.length && close + fence.length <= end) {
      return { inline: { kind: "mono", children: leaves(source, { start: start + fence.length, end: close }) }, end: close + fence.length };
    }
  }
  const mark = text[start] ?? "";
  const kind = MARKS[mark];
  if (kind && !inside.includes(mark)) {
    const close = opens(text, start) ? closing(text, mark, { start, end }) : -1;
    if (close !== -1) return { inline: { kind, children: inlines(source, { start: start + 1, end: close }, [...inside, mark]) }, end: close + 1 };
  }
  return linkAt(source, { start, end });
}

/** A mark opens only at the edge of a word, so `snake_case` and `2*3*4` stay as they are. */
function opens(text: string, at: number): boolean {
  const next = text[at + 1] ?? " ";
  return !isWord(text[at - 1]) && !/\s/u.test(next) && next !== text[at];
}

function closing(text: string, mark: string, { start, end }: Range): number {
  for (let at = start + 2; at < end; at += 1) {
    if (text[at] === mark && !/\s/u.test(text[at - 1] ?? " ") && !isWord(text[at + 1])) return at;
  }
  return -1;
}

function isWord(character: string | undefined): boolean {
  return character !== undefined && WORD.test(character);
}

function linkAt(source: Source, { start, end }: Range): { inline: Inline; end: number } | null {
  if (isWord(source.text[start - 1])) return null;
  LINK.lastIndex = start;
  const found = LINK.exec(source.text)?.[0].replace(LINK_TAIL, "") ?? "";
  const until = Math.min(end, start + found.length);
  if (until - start < 5) return null;
  return { inline: { kind: "link", children: leaves(source, { start, end: until }) }, end: until };
}

/** Plain text of a range, with what came from variables kept apart. */
function leaves({ text, variables }: Source, { start, end }: Range): Inline[] {
  const found: Inline[] = [];
  let at = start;
  for (const variable of variables) {
    if (variable.end <= start || variable.start >= end) continue;
    const from = Math.max(start, variable.start);
    const until = Math.min(end, variable.end);
    if (from > at) found.push({ kind: "text", text: text.slice(at, from) });
    found.push({ kind: "variable", key: variable.key, text: text.slice(from, until), filled: variable.filled });
    at = until;
  }
  if (at < end) found.push({ kind: "text", text: text.slice(at, end) });
  return found;
}

const JUMBO_MAX = 3;
const EMOJI = /^(?:\p{RGI_Emoji}\uFE0F?\s*)+$/v;
const LETTERS = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** How many emoji a message of emoji alone has, up to three: WhatsApp draws such a message large. Otherwise 0. */
export function jumboEmoji(text: string): number {
  if (text.length > 60 || !EMOJI.test(text)) return 0;
  const count = Array.from(LETTERS.segment(text)).filter(({ segment }) => segment.trim() !== "").length;
  return count <= JUMBO_MAX ? count : 0;
}
