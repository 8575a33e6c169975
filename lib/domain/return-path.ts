/** Where somebody is sent after signing in: a page of this console and never another site. */

/** The request header in which the page that was asked for reaches the gate. Whoever sets it can only choose a page to return to. */
export const PATH_HEADER = "x-drumbeat-path";

/** The cookie with the slug of the account that was open last. A hint for where to begin, and never a right. */
export const LAST_ACCOUNT_COOKIE = "drumbeat.account";

const BASE = "http://console.local";
const LENGTH_MAX = 2_000;

/** The path of a whole address, as a browser sends it for the page that something was pressed on; null when it is none. */
export function pathOfAddress(address: string | null): string | null {
  const url = address === null ? null : URL.parse(address);
  return url && `${url.pathname}${url.search}`;
}

/** The path inside this console that `wanted` names, or `fallback`. Whatever could leave the console becomes the fallback. */
export function returnPath(wanted: unknown, fallback = "/"): string {
  if (typeof wanted !== "string" || wanted.length > LENGTH_MAX) return fallback;
  // Browsers read a backslash as a slash and drop control characters, so `/\evil` and `/\t/evil` are other sites to them.
  if (!/^\/(?![/\\])[^\\\p{Cc}]*$/u.test(wanted)) return fallback;
  const url = URL.parse(wanted, BASE);
  if (url?.origin !== BASE) return fallback;
  // Dots can resolve to a path that starts with two slashes, which is another site again.
  const path = `${url.pathname}${url.search}`;
  if (path.startsWith("//") || path.startsWith("/sign-in") || path.startsWith("/api/")) return fallback;
  return path;
}
