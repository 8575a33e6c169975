/** What it takes to act for an account at Twilio, opened only in memory. */
import { pool } from "./connection.ts";
import { unseal } from "./secret-box.ts";

export type Credentials = {
  accountId: string;
  accountSid: string;
  authToken: string;
  apiKey: { sid: string; secret: string } | null;
};

type CredentialRow = { accountId: string; accountSid: string; authTokenCipher: string; apiKeySid: string | null; apiKeyCipher: string | null };

/** How long opened credentials are kept, in milliseconds: a rotated key is used soon after this time. */
const KEEP_MS = 5_000;
/** Whoever asks later than this waits for them to be read again, in milliseconds. */
const STALE_MAX_MS = 60_000;

type Kept = { readAt: number; credentials: Credentials };
const kept = new Map<string, Kept>();
const reading = new Map<string, Promise<Credentials | null>>();

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
            api_key_sid as "apiKeySid", api_key_cipher as "apiKeyCipher"
     from account where id = $1`,
    [accountId],
  );
  const row = rows[0];
  if (!row) return null;
  const { accountSid, apiKeySid, apiKeyCipher } = row;
  const apiKey = apiKeySid && apiKeyCipher ? { sid: apiKeySid, secret: unseal(apiKeyCipher, `${accountSid}/api_key`) } : null;
  return { accountId, accountSid, authToken: unseal(row.authTokenCipher, `${accountSid}/auth_token`), apiKey };
}
