/** The names of files that people choose, as they may be shown and kept. */

/** In characters. */
const NAME_MAX = 200;

/** The last part of a path, without what no name shows: control characters, direction marks, halves of letters. */
export function fileNameFrom(written: string): string {
  const visible = written.toWellFormed().replace(/[\p{Cc}\p{Cf}]/gu, "");
  const name = visible.split(/[/\\]/).at(-1)?.trim().slice(0, NAME_MAX).toWellFormed() ?? "";
  return name === "" || /^\.+$/.test(name) ? "file.csv" : name;
}
