/** The letters that stand for a business without a picture: “Nordlicht Kaffee” is NK. */
const LETTERS = new Intl.Segmenter(undefined, { granularity: "grapheme" });

export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/u).map((word) => word.replace(/^[^\p{L}\p{N}\p{Extended_Pictographic}]+/u, "")).filter((word) => word !== "");
  const first = firstLetter(words[0] ?? "");
  const last = words.length > 1 ? firstLetter(words.at(-1) ?? "") : "";
  // Letters that join would form a word of their own.
  const pair = /^\p{Script=Latin}/u.test(first) && /^[\p{Script=Latin}\p{N}]/u.test(last) ? first + last : first;
  return pair.toUpperCase() || "?";
}

function firstLetter(word: string): string {
  return LETTERS.segment(word)[Symbol.iterator]().next().value?.segment ?? "";
}
