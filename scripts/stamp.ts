/** Whether files changed since something was made from them. */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { ROOT } from "./places.ts";

/** Makes something unless it was made from the same sources before. `sources` and `stamp` are relative to the project. */
export async function makeUnlessMade(goal: { sources: string[]; ignore?: RegExp; stamp: string; make: () => Promise<void> }): Promise<void> {
  const stamp = path.join(ROOT, goal.stamp);
  const digest = digestOf(goal.sources, goal.ignore);
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === digest) return;
  // Gone while it is being made: what an interrupted run leaves behind does not count.
  rmSync(stamp, { force: true });
  await goal.make();
  mkdirSync(path.dirname(stamp), { recursive: true });
  writeFileSync(stamp, digest);
}

function digestOf(sources: string[], ignore: RegExp | undefined): string {
  const hash = createHash("sha256");
  for (const file of sources.flatMap(filesIn).toSorted()) {
    if (ignore?.test(file)) continue;
    hash.update(`${file}\0`).update(readFileSync(path.join(ROOT, file))).update("\0");
  }
  return hash.digest("hex");
}

function filesIn(source: string): string[] {
  const place = path.join(ROOT, source);
  if (!existsSync(place)) return [];
  if (statSync(place).isFile()) return [source];
  const entries = readdirSync(place, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => path.relative(ROOT, path.join(entry.parentPath, entry.name)));
}
