/** Puts one mistake into a copy of the tree. */
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Patch } from "./mutant-list.ts";

/** The text with the mistake in it. Throws when the code is no longer what the patch was written for. */
export function patched(text: string, { file, find, put, times = 1 }: Patch): string {
  const parts = text.split(find);
  if (parts.length - 1 !== times) throw new Error(`${file} has ${parts.length - 1} times instead of ${times}: ${find.trim()}`);
  return parts.join(put);
}

/** Makes the changes below `root` and returns how they are undone. */
export function mutate(root: string, patches: readonly Patch[]): () => void {
  const before = new Map<string, string>();
  for (const patch of patches) {
    const file = path.join(root, patch.file);
    const text = readFileSync(file, "utf8");
    if (!before.has(file)) before.set(file, text);
    writeFileSync(file, patched(text, patch));
  }
  return () => {
    for (const [file, text] of before) writeFileSync(file, text);
  };
}
