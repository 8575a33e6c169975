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

/** How long opened credentials are kept, in milliseconds: a rotated key is used within this time. */
const KEEP_MS = 5_000;
const kept = new Map<string, { until: number; credentials: Credentials | null }>();

/** The credentials of an account, or null when there is no such account. */
export async function findCredentials(accountId: string): Promise<Credentials | null> {
  const known = kept.get(accountId);
  if (known && known.until > performance.now()) return known.credentials;
  const credentials = await readCredentials(accountId);
  // An id that names no account comes from outside and must not fill the memory.
  if (credentials) kept.set(accountId, { until: performance.now() + KEEP_MS, credentials });
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
