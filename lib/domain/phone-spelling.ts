/** Takes a written number down to its digits: signs, spaces, other scripts and spreadsheet habits go, what was meant stays. */
import type { PhoneProblem } from "./phone-problem.ts";

export type CleanedPhone =
  | {
      ok: true;
      digits: string;
      /** Written with a plus or 00: the digits start with a country code. */
      international: boolean;
      /** Written without a leading zero or brackets: the digits may start with a country code. */
      bare: boolean;
    }
  | { ok: false; reason: PhoneProblem };

/** Longer cells are prose. In characters. */
const WRITTEN_MAX = 200;
/** Two runs of so many digits are two numbers. */
const WHOLE_NUMBER_DIGITS = 7;
/** Most digits of a number, and two for a trunk prefix in brackets. */
const DIGITS_MAX = 17;

/** Where the digits of other scripts start; NFKC already turns full-width ones into ours. */
const ZEROS = [0x0660, 0x06f0, 0x07c0, 0x0966, 0x09e6, 0x0a66, 0x0ae6, 0x0b66, 0x0be6, 0x0c66, 0x0ce6, 0x0d66, 0x0e50, 0x0ed0, 0x0f20, 0x1040, 0x17e0] as const;
const OTHER_DIGIT = /[^\x00-\x7f]/;
const PLAIN = /^\+?[0-9]+$/;
const SCIENTIFIC = /^[+-]?\d+(?:[.,]\d*)?\s*[eE]\s*[+-]?\s*\d+$/;
/** A number that passed through a float: 447912345678.0 */
const FLOAT = /^(\+?\d{7,15})\.0$/;
/** How a spreadsheet is made to keep text: ="0171…" */
const TEXT_FORMULA = /^="([^"]*)"$/;
const LABEL = /^(?:whats\s?app|tel|telephone|phone|mobile|mobil|mob|cell|handy|sms|fon|wa|[mtp])\.?\s*[:.]\s*/i;
const NOT_OF_A_NUMBER = /[^\d\s+().\-/~·•,;']/;
const EXTENSION = /(?<=\d)\s*(?:;\s*ext\s*=|[,;]?\s*ext(?:ension|n)?\.?|dw|x|#)\s*:?\s*\d{1,7}$/i;

/** The digits of a written number, or why there are none to use. */
export function cleanedPhone(written: string): CleanedPhone {
  if (PLAIN.test(written)) return fromSigns(written);
  const text = plainText(written);
  if (text === "") return { ok: false, reason: "empty" };
  if (!/\d/.test(text)) return { ok: false, reason: "no-digits" };
  if (SCIENTIFIC.test(text)) return { ok: false, reason: "scientific" };
  if (text.length > WRITTEN_MAX) return { ok: false, reason: "words" };
  if (holdsSeveral(text)) return { ok: false, reason: "several" };
  if (EXTENSION.test(text)) return { ok: false, reason: "extension" };
  if (NOT_OF_A_NUMBER.test(text)) return { ok: false, reason: "words" };
  return fromSigns(text);
}

function fromSigns(text: string): CleanedPhone {
  const plus = /^[^\d]*\+/.test(text);
  const written = text.replace(/\D/g, "");
  // +0049 and 0049 are both meant as +49.
  const zeros = /^00+/.test(written);
  const international = plus || zeros;
  // +44 (0)7400 and +44-(0)7400: the trunk zero is for callers at home.
  const digits = international ? text.replace(/\(\s*0\s*\)/, "").replace(/\D/g, "").replace(/^0{2,}/, "") : written;
  if (digits.length > DIGITS_MAX) return { ok: false, reason: "too-long" };
  return { ok: true, digits, international, bare: !international && !written.startsWith("0") && !text.includes("(") };
}

/** Two plus signs, or two runs with a separator between them that are each long enough for a number. */
function holdsSeveral(text: string): boolean {
  if (text.split("+").length > 2) return true;
  const whole = text.split(/[,;/|&]|\bor\b/i).filter((part) => part.replace(/\D/g, "").length >= WHOLE_NUMBER_DIGITS);
  return whole.length > 1;
}

/** Full-width signs and other scripts become ours; what no eye sees goes; a spreadsheet's and a label's wrapping comes off. */
function plainText(written: string): string {
  const visible = written.normalize("NFKC").replace(/\p{Cf}/gu, "").trim().replace(/[\r\n]+/g, ";").replace(/[\p{Cc}\p{Z}]+/gu, " ").replace(/[\p{Pd}\u2212]/gu, "-").trim();
  const ours = OTHER_DIGIT.test(visible) ? visible.replace(/\p{Nd}/gu, asciiDigit) : visible;
  const unquoted = ours.replace(TEXT_FORMULA, "$1").replace(/^['’‘`]+/, "").trim();
  return unquoted.replace(LABEL, "").replace(FLOAT, "$1").trim();
}

function asciiDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  const zero = ZEROS.find((start) => code >= start && code < start + 10);
  return zero === undefined ? digit : String(code - zero);
}
