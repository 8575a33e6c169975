/** The keys of the console: one table for the sheet that explains them and for the code that heeds them. */
import { NOUNS } from "./nouns.ts";

export type Shortcut = { keys: string[]; does: string };

/** `Mod` is ⌘ on Apple's machines and Ctrl elsewhere. Keys one after the other stand in order. */
export const SHORTCUTS: { title: string; shortcuts: Shortcut[] }[] = [
  {
    title: "Anywhere",
    shortcuts: [
      { keys: ["/"], does: "Search this page, or the account" },
      { keys: ["Mod", "K"], does: "Open the command palette" },
      { keys: ["?"], does: "Show these shortcuts" },
      { keys: ["Esc"], does: "Close what is open" },
    ],
  },
  { title: "Go to", shortcuts: NOUNS.map(({ key, label }) => ({ keys: ["G", key.toUpperCase()], does: label })) },
  {
    title: "In a list",
    shortcuts: [
      { keys: ["↓"], does: "Next row; J does the same" },
      { keys: ["↑"], does: "Row before; K does the same" },
      { keys: ["Enter"], does: "Open the row" },
      { keys: ["X"], does: "Select the row, where rows can be selected" },
    ],
  },
];

export type Pressed = { key: string; mod: boolean; alt: boolean; shift: boolean; typing: boolean; layered: boolean };
/** `leader` waits for the second key of a pair. */
export type Intent = { kind: "palette" } | { kind: "search" } | { kind: "sheet" } | { kind: "leader" } | { kind: "go"; path: string };

/**
 * What a press means. `typing`: the focus is in something that takes text; `layered`: a dialog or menu is open;
 * `afterLeader`: G was pressed just before. Keys are told by what they write, so that any keyboard layout works.
 */
export function intentOf(pressed: Pressed, afterLeader: boolean): Intent | null {
  const key = pressed.key.toLowerCase();
  if (pressed.mod) return key === "k" && !pressed.alt && !pressed.shift ? { kind: "palette" } : null;
  if (pressed.typing || pressed.layered || pressed.alt) return null;
  if (afterLeader) {
    const noun = NOUNS.find((candidate) => candidate.key === key);
    if (noun) return { kind: "go", path: noun.path };
  }
  if (key === "/") return { kind: "search" };
  if (key === "?") return { kind: "sheet" };
  return key === "g" ? { kind: "leader" } : null;
}
