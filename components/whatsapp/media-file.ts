/** What is known of a file before it is fetched: its name, and whether its address is complete. */
import { emptyKeysIn, fillVariables, type TemplateMedia } from "#lib/domain/template.ts";

export type MediaFile = {
  url: string;
  /** Empty when the address names none. */
  name: string;
  /** The ending in capitals, “PDF”. */
  ending: string;
  /** The variables that the address still waits for. */
  waitsFor: string[];
  /** A browser may fetch it: the address is whole and encrypted. */
  loadable: boolean;
};

export function mediaFile(media: TemplateMedia, values: Record<string, string> = {}): MediaFile {
  const url = fillVariables(media.url, values);
  const name = media.name ?? fileNameIn(url);
  const waitsFor = emptyKeysIn(media.url, values);
  return { url, name: waitsFor.length > 0 && !media.name ? "" : name, ending: /\.([a-z0-9]{1,5})$/iu.exec(name)?.[1]?.toUpperCase() ?? "", waitsFor, loadable: waitsFor.length === 0 && url.startsWith("https://") };
}

/** The last part of the address, without what follows a question mark. */
function fileNameIn(url: string): string {
  const path = (url.split(/[?#]/u)[0] ?? "").replace(/^[a-z]+:\/\/[^/]*/iu, "");
  const name = path.split("/").at(-1) ?? "";
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
