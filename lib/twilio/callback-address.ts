/** The address that Twilio reports an attempt to: it names the account and the attempt, and proves that we wrote it. */
import { createHmac } from "node:crypto";
import { equalSignatures } from "./signature.ts";

export type AttemptRef = { accountId: string; messageId: string; n: number };

/** Twilio retries a callback once, on connect failure only, unless the fragment says otherwise (connection overrides). The fragment is never sent and never signed. */
const RETRY_EVERYTHING = "#rc=5&rp=all";
const MAC_LENGTH = 32;
const TOKEN = /^([1-9][0-9]{0,18})-([1-9][0-9]{0,4})\.([0-9a-f]{32})$/;

/** Path of a status callback, below PUBLIC_BASE_URL. */
export function statusCallbackPath(ref: AttemptRef, key: string): string {
  return `/api/twilio/status/${ref.accountId}/${ref.messageId}-${ref.n}.${macOf(ref, key)}`;
}

/** The whole address, with the retry policy for Twilio behind it. */
export function statusCallbackUrl(publicBaseUrl: string, ref: AttemptRef, key: string): string {
  return `${publicBaseUrl}${statusCallbackPath(ref, key)}${RETRY_EVERYTHING}`;
}

/** The attempt that a callback's path names, or null when we did not write that path. */
export function readAttemptToken(accountId: string, token: string, key: string): AttemptRef | null {
  const match = TOKEN.exec(token);
  const [, messageId, n, mac] = match ?? [];
  if (!messageId || !n || !mac) return null;
  const ref = { accountId, messageId, n: Number(n) };
  return equalSignatures(mac, macOf(ref, key)) ? ref : null;
}

function macOf(ref: AttemptRef, key: string): string {
  return createHmac("sha256", key).update(`status-callback|${ref.accountId}|${ref.messageId}|${ref.n}`).digest("hex").slice(0, MAC_LENGTH);
}
