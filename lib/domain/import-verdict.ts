/** Why a line of a file was not taken: a closed set, kept as a short code and shown as a sentence. */
import { PHONE_PROBLEMS, type PhoneProblem } from "./phone-problem.ts";

/** Refusals that concern the line, not its number. Each sentence completes itself with the detail, where it has one. */
const LINE_PROBLEMS = {
  "too-many-cells": "The line has more cells than the first line has columns. A cell probably holds a comma without quotes around it.",
  "too-long-cell": "A cell of the line is longer than 5,000 characters.",
} as const satisfies Record<string, string>;

export type LineProblem = keyof typeof LINE_PROBLEMS | PhoneProblem;

const SENTENCES = new Map<string, string>(Object.entries({ ...PHONE_PROBLEMS, ...LINE_PROBLEMS }));
const REPEAT = /^line:(\d+)$/;

/** What the file of lines that were not taken has beside their own columns. Imported again, they are left out. */
export const REPORT_HEADERS = ["Line", "Why it was not taken"] as const;

/** The longest cell that is taken, in characters. */
export const CELL_MAX = 5_000;

/** The code of a duplicate: where in the file the number stood first. */
export function repeatOf(line: number): string {
  return `line:${line}`;
}

/** The sentence for a stored code. */
export function verdictSentence(reason: string): string {
  const repeat = REPEAT.exec(reason);
  if (repeat) return `The number is already in line ${Number(repeat[1]).toLocaleString("en-US")}, which was taken.`;
  return SENTENCES.get(reason) ?? "The line could not be read.";
}

/** What a group of lines has in common, for the summary. */
export function verdictGroup(reason: string): string {
  return REPEAT.test(reason) ? "The number stands in an earlier line of the same file." : verdictSentence(reason);
}
