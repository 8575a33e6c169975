/** Which of many options a few typed letters mean, best first. Pure, so that it can be quick and tested. */
export type ComboboxOption = {
  value: string;
  label: string;
  /** Stands at the right, and can be typed too: “+49”, “UTC+1”. */
  hint?: string;
  /** Other words that mean it. */
  keywords?: string[];
  /** The heading it stands under. */
  group?: string;
  disabled?: boolean;
};

/** `more` is how many matched and are not shown. */
export type ComboboxMatches = { shown: ComboboxOption[]; more: number };

/** More than this nobody reads; fewer keep the list quick with any number of options. */
export const OPTIONS_SHOWN_MAX = 100;

/** Every typed word must begin a word of the option, or stand in it. With nothing typed, all are there, and the one that is chosen is always among those shown. */
export function matchOptions(options: ComboboxOption[], typed: string, chosen: string): ComboboxMatches {
  const words = plain(typed).split(" ").filter((word) => word !== "");
  const found = words.length === 0 ? options : ranked(options, words);
  const shown = found.slice(0, OPTIONS_SHOWN_MAX);
  const current = words.length === 0 ? found.slice(OPTIONS_SHOWN_MAX).find(({ value }) => value === chosen) : undefined;
  const all = current ? [current, ...shown.slice(0, -1)] : shown;
  return { shown: all, more: found.length - all.length };
}

function ranked(options: ComboboxOption[], words: string[]): ComboboxOption[] {
  return options
    .map((option, index) => ({ option, index, rank: rankOf(option, words) }))
    .filter(({ rank }) => rank > 0)
    .sort((a, b) => b.rank - a.rank || a.index - b.index)
    .map(({ option }) => option);
}

/** 3 when the label begins so, 2 when a word does, 1 when it stands anywhere, 0 when it does not. */
function rankOf(option: ComboboxOption, words: string[]): number {
  const label = plain(option.label);
  const whole = ` ${[label, plain(option.hint ?? ""), ...(option.keywords ?? []).map(plain)].join(" ")}`;
  const ranks = words.map((word) => (whole.includes(` ${word}`) ? 2 : whole.includes(word) ? 1 : 0));
  const least = Math.min(...ranks);
  return least > 0 && label.startsWith(words.join(" ")) ? 3 : least;
}

/** Small letters with no accents; what divides words becomes a space. */
function plain(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/ł/gu, "l").replace(/[_/,.()-]+/gu, " ").trim();
}

/** In the order in which the headings first come. */
export function groupsOf(options: ComboboxOption[]): [string, ComboboxOption[]][] {
  return Array.from(Map.groupBy(options, ({ group }) => group ?? ""));
}
