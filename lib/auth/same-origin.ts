/** Whether a request that changes something was made by a page of this console. */

const READS = new Set(["GET", "HEAD", "OPTIONS"]);

/** Reads always pass. A change needs an Origin that names the host the browser spoke to; without one, nobody vouches for it. */
export function isSameOrigin(request: Request): boolean {
  if (READS.has(request.method)) return true;
  const origin = request.headers.get("origin");
  const host = request.headers.get("x-forwarded-host")?.split(",")[0]?.trim() ?? request.headers.get("host");
  if (!origin || !host) return false;
  return URL.parse(origin)?.host === host;
}
