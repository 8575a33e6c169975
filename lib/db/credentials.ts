/** What it takes to act for an account at Twilio, opened only in memory. */
import { pool } from "./connection.ts";
import { SealBroken, unseal } from "./secret-box.ts";

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
/** Whoever sends with credentials older than this waits for them to be read again, in milliseconds. */
const STALE_MAX_MS = 60_000;
/** All accounts are read for strangers at most this often, in milliseconds, whoever they name and however many they are. */
const RECHECK_EVERY_MS = 100;
/** More accounts than any installation has. */
const ACCOUNTS_MAX = 1_000;
/** Strangers who may wait for one reading; a database that does not answer must not gather them. */
const WAITING_MAX = 10_000;

type Kept = { readAt: number; credentials: Credentials };
const kept = new Map<string, Kept>();
const reading = new Map<string, Promise<Credentials | null>>();
/** What a reading of all accounts found: the seal of one that does not open is that one's trouble alone. */
type Reading = { accounts: Map<string, Credentials | SealBroken>; isWhole: boolean };
/** The reading that has not begun yet, for everybody who asks until it does. */
let following: Promise<Reading> | null = null;
let running: Promise<unknown> = Promise.resolve();
let begunAt = -Infinity;
let waiting = 0;

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

/** What is known of an account without asking the database, however old, or null: what it proves is proved, and what it does not is for `recheckCredentials`. */
export function knownCredentials(accountId: string): Credentials | null {
  const known = kept.get(accountId);
  if (!known) return null;
  if (performance.now() - known.readAt > KEEP_MS) readOnce(accountId).catch(() => undefined);
  return known.credentials;
}

/**
 * An account for somebody who has proved nothing yet, as it stands in the database after they asked: what is known did not
 * fit, and its tokens may just have been replaced. All accounts are read at once and seldom, so one that is there, one that is
 * not, and a flood of either cost the same and wait the same, and no stranger uses up what somebody genuine needs. Null when
 * there is no such account. Throws like `findCredentials`, and when too many wait.
 */
export async function recheckCredentials(accountId: string): Promise<Credentials | null> {
  if (waiting >= WAITING_MAX) throw new Error("Too many wait for the accounts to be read.");
  waiting += 1;
  try {
    const { accounts, isWhole } = await nextReading();
    const found = accounts.get(accountId) ?? null;
    if (found instanceof SealBroken) throw found;
    if (found === null && !isWhole) throw new Error(`There are more than ${ACCOUNTS_MAX} accounts.`);
    return found;
  } finally {
    waiting -= 1;
  }
}

/** The next reading of all accounts: after the one that is under way, and not before its time. */
function nextReading(): Promise<Reading> {
  following ??= running.then(async () => {
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, begunAt + RECHECK_EVERY_MS - performance.now())));
    begunAt = performance.now();
    // Who asks from here on may know of a change that this reading does not see.
    following = null;
    const begun = readAllAndKeep();
    running = begun.catch(() => undefined);
    return begun;
  });
  return following;
}

async function readAllAndKeep(): Promise<Reading> {
  const { rows } = await pool().query<CredentialRow>(`${CREDENTIAL_ROWS} order by id limit ${ACCOUNTS_MAX}`);
  const accounts = new Map(rows.map((row) => [row.accountId, openedOrBroken(row)]));
  const isWhole = rows.length < ACCOUNTS_MAX;
  const readAt = performance.now();
  for (const [accountId, credentials] of accounts) if (!(credentials instanceof SealBroken)) kept.set(accountId, { readAt, credentials });
  if (isWhole) for (const accountId of kept.keys()) if (!accounts.has(accountId)) kept.delete(accountId);
  return { accounts, isWhole };
}

function openedOrBroken(row: CredentialRow): Credentials | SealBroken {
  try {
    return openedCredentials(row);
  } catch (error) {
    if (error instanceof SealBroken) return error;
    throw error;
  }
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

const CREDENTIAL_ROWS = `
select id as "accountId", twilio_sid as "accountSid", auth_token_cipher as "authTokenCipher",
       case when secondary_until is null or secondary_until > app_now() then secondary_token_cipher end as "secondaryTokenCipher",
       api_key_sid as "apiKeySid", api_key_cipher as "apiKeyCipher"
from account`;

async function readCredentials(accountId: string): Promise<Credentials | null> {
  const { rows } = await pool().query<CredentialRow>(`${CREDENTIAL_ROWS} where id = $1`, [accountId]);
  return rows[0] ? openedCredentials(rows[0]) : null;
}

function openedCredentials(row: CredentialRow): Credentials {
  const { accountId, accountSid, secondaryTokenCipher, apiKeySid, apiKeyCipher } = row;
  const apiKey = apiKeySid && apiKeyCipher ? { sid: apiKeySid, secret: unseal(apiKeyCipher, `${accountSid}/api_key`) } : null;
  const authToken = unseal(row.authTokenCipher, `${accountSid}/auth_token`);
  const secondary = secondaryTokenCipher === null ? "" : unseal(secondaryTokenCipher, `${accountSid}/secondary_token`);
  return { accountId, accountSid, authToken, authTokens: [authToken, secondary].filter((token) => token !== ""), apiKey };
}
