/** Which time zone moments are written in. Kept in a cookie, so that the server already writes them the reader's way. */
export const ZONE_COOKIE = "drumbeat-zone";

/** `auto:` stands before a zone that the browser told and nobody chose. */
const TOLD = "auto:";
const NAME = /^[A-Za-z][A-Za-z0-9_+\-/]{1,63}$/;

/** `zone` is null until a browser has told it. `chosen` when the reader picked it, so that the browser's own no longer counts. */
export type ZoneChoice = { zone: string | null; chosen: boolean };

/** Anything that is not a zone is as if nothing was kept. */
export function zoneFrom(cookie: string | undefined): ZoneChoice {
  const text = cookie === undefined ? "" : decoded(cookie);
  const told = text.startsWith(TOLD);
  const zone = told ? text.slice(TOLD.length) : text;
  return isZone(zone) ? { zone, chosen: !told } : { zone: null, chosen: false };
}

/** What the cookie holds. */
export function zoneCookie(zone: string, chosen: boolean): string {
  return encodeURIComponent(chosen ? zone : TOLD + zone);
}

/** Whether this machine knows a zone by that IANA name. */
export function isZone(name: string): boolean {
  if (!NAME.test(name)) return false;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}
