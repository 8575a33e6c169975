/** What it takes to act for an account at Twilio, opened only in memory. */
import { pool } from "./connection.ts";
import { unseal } from "./secret-box.ts";

export type Credentials = {
  accountId: string;
  accountSid: string;
  authToken: string;
  /** What a webhook may be signed with, the primary token first: two of them while one is being replaced by the other. Nothing is sent with the second. */
  authTokens: string[];
  apiKey: { sid: string; secret: string } | null;
};

type CredentialRow = { accountId: string; accountSid: string; authTokenCipher: string; secondaryTokenCipher: string | null; apiKeySid: string | null; apiKeyCipher: string | null };

/** How long opened credentials are kept, in milliseconds: a rotated key is used soon after this time. */
const KEEP_MS = 5_000;
/** Whoever asks later than this waits for them to be read again, in milliseconds. */
const STALE_MAX_MS = 60_000;
/** An account is read again for a stranger at most this often, in milliseconds, known or not. */
const RECHECK_EVERY_MS = 1_000;
/** Most readings for strangers in one span of `RECHECK_EVERY_MS`, whatever accounts they name. */
const RECHECKS_MAX = 50;

type Kept = { readAt: number; credentials: Credentials };
const kept = new Map<string, Kept>();
const reading = new Map<string, Promise<Credentials | null>>();
/** What strangers made us read in the present span, which began at `spanFrom`. */
const rechecked = new Map<string, Promise<Credentials | null>>();
let spanFrom = -Infinity;

/**
 * The credentials of an account, or null when there is no such account. What is known is read again beside its use: nobody
 * who sends or receives waits for it. Throws `SealBroken` when they do not open, and whatever the database throws.
 */
export async function findCredentials(accountId: string): Promise<Credentials | null> {
  const known = kept.get(accountId);
  const ageMs = performance.now() - (known?.readAt ?? -Infinity);
  if (!known || ageMs > STALE_MAX_MS) return readOnce(accountId);
  // A reading that fails is tried again by the next who asks; after a minute it is their trouble too.
  if (ageMs > KEEP_MS) readOnce(accountId).catch(() => undefined);
  return known.credentials;
}

/** What is known of an account without asking the database, or null. */
export function knownCredentials(accountId: string): Credentials | null {
  const known = kept.get(accountId);
  if (!known || performance.now() - known.readAt > STALE_MAX_MS) return null;
  if (performance.now() - known.readAt > KEEP_MS) readOnce(accountId).catch(() => undefined);
  return known.credentials;
}

/**
 * An account read anew for somebody who has proved nothing yet: what is known did not fit, and its tokens may just have
 * been replaced. At most once a second for one account, whether it exists or not, so that the two cost the same, and at
 * most so often for all; null beyond that, and when there is none. Throws like `findCredentials`.
 */
export async function recheckCredentials(accountId: string): Promise<Credentials | null> {
  const now = performance.now();
  if (now - spanFrom > RECHECK_EVERY_MS) {
    spanFrom = now;
    rechecked.clear();
  }
  const recent = rechecked.get(accountId);
  if (recent) return recent;
  if (rechecked.size >= RECHECKS_MAX) return null;
  const anew = readOnce(accountId);
  rechecked.set(accountId, anew);
  return anew;
}

/** The credentials as they stand in the database from now on, for whoever was just refused with those that are known. Throws like `findCredentials`. */
export async function rereadCredentials(accountId: string): Promise<Credentials | null> {
  // One that began before may have read what was there before.
  await reading.get(accountId)?.catch(() => undefined);
  return readOnce(accountId);
}

/** However many ask at once, one reads. */
function readOnce(accountId: string): Promise<Credentials | null> {
  const underWay = reading.get(accountId) ?? readAndKeep(accountId).finally(() => reading.delete(accountId));
  reading.set(accountId, underWay);
  return underWay;
}

async function readAndKeep(accountId: string): Promise<Credentials | null> {
  const credentials = await readCredentials(accountId);
  // An id that names no account comes from outside and must not fill the memory.
  if (credentials) kept.set(accountId, { readAt: performance.now(), credentials });
  else kept.delete(accountId);
  return credentials;
}

async function readCredentials(accountId: string): Promise<Credentials | null> {
  const { rows } = await pool().query<CredentialRow>(
    `select id as "accountId", twilio_sid as "accountSid", auth_token_cipher as "authTokenCipher",
            case when secondary_until is null or secondary_until > app_now() then secondary_token_cipher end as "secondaryTokenCipher",
            api_key_sid as "apiKeySid", api_key_cipher as "apiKeyCipher"
     from account where id = $1`,
    [accountId],
  );
  const row = rows[0];
  if (!row) return null;
  const { accountSid, secondaryTokenCipher, apiKeySid, apiKeyCipher } = row;
  const apiKey = apiKeySid && apiKeyCipher ? { sid: apiKeySid, secret: unseal(apiKeyCipher, `${accountSid}/api_key`) } : null;
  const authToken = unseal(row.authTokenCipher, `${accountSid}/auth_token`);
  const secondary = secondaryTokenCipher === null ? "" : unseal(secondaryTokenCipher, `${accountSid}/secondary_token`);
  return { accountId, accountSid, authToken, authTokens: [authToken, secondary].filter((token) => token !== ""), apiKey };
}
