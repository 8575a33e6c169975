/** A drain on the real world: the engine's own connections, Twilio on the other end. */
import { randomInt } from "node:crypto";
import { openEnginePool } from "#lib/db/connection.ts";
import type { ClaimedMessage } from "#lib/db/claim-due.ts";
import { findCredentials, rereadCredentials, type Credentials } from "#lib/db/credentials.ts";
import { SealBroken } from "#lib/db/secret-box.ts";
import type { SendOutcome } from "#lib/domain/send-outcome.ts";
import { TwilioLine, type AccountClient } from "#lib/twilio/account-client.ts";
import { statusCallbackUrl } from "#lib/twilio/callback-address.ts";
import { sendMessage } from "#lib/twilio/send-message.ts";
import type { DepartureLog } from "./departure-log.ts";
import { SHARDS, type DrainWorld } from "./drain-world.ts";

export type DrainOptions = {
  /** Names this process in the attempts that it makes. */
  worker: string;
  /** Where Twilio reports to. */
  publicBaseUrl: string;
  /** Undefined means Twilio itself. */
  twilioApiBaseUrl: string | undefined;
  callbackKey: string;
  /** Null for a process that shares its machine with nobody who could read it. The caller closes it. */
  departureLog: DepartureLog | null;
  silentMaxMs?: DrainWorld["silentMaxMs"];
  say: DrainWorld["say"];
};

export type OpenDrain = { world: DrainWorld; close: () => Promise<void> };

/** Opens what a drain needs; the caller closes it when the drain has ended. */
export function openDrain(options: DrainOptions): OpenDrain {
  const db = openEnginePool();
  const line = new TwilioLine(options.twilioApiBaseUrl);
  const clients = new WeakMap<Credentials, AccountClient>();
  /** What Twilio calls an account of ours, known once something was sent for it. */
  const accountSids = new Map<string, string>();

  const clientFor = (credentials: Credentials): AccountClient => {
    const known = clients.get(credentials);
    if (known) return known;
    const client = line.clientFor(credentials);
    clients.set(credentials, client);
    return client;
  };

  const send = async (message: ClaimedMessage, departing: () => void): Promise<SendOutcome> => {
    const found = await credentialsOf(message);
    if ("kind" in found) return found;
    accountSids.set(message.accountId, found.accountSid);
    const { from, to, contentSid, variables } = message;
    const sent = { from, to, contentSid, variables, statusCallbackUrl: statusCallbackUrl(options.publicBaseUrl, message, options.callbackKey) };
    return unlessReplaced(await sendMessage(clientFor(found), sent, departing), found);
  };

  const { worker, departureLog, silentMaxMs, say } = options;
  const roomOf = (accountId: string) => line.roomOf(accountSids.get(accountId) ?? "");
  const world: DrainWorld = { worker, shard: randomInt(1, SHARDS), db, silentMaxMs, monotonicMs: () => performance.now(), departureLog, roomOf, send, say };
  const close = async () => {
    await line.close();
    await db.end();
  };
  return { world, close };
}

/** A database that cannot be asked now is no reason to hold the account's senders until a person looks at it. */
async function credentialsOf(message: ClaimedMessage): Promise<Credentials | SendOutcome> {
  try {
    const credentials = await findCredentials(message.accountId);
    return credentials && isUsable(credentials) ? credentials : { kind: "rejected", code: null, reaction: { kind: "stop-account" }, reason: "This account has no Twilio credentials. Connect it again." };
  } catch (error) {
    if (error instanceof SealBroken) return { kind: "rejected", code: null, reaction: { kind: "stop-account" }, reason: "The credentials of this account cannot be opened. Check ENCRYPTION_KEY, or enter them again." };
    return { kind: "not_sent", reason: "The credentials of this account could not be read." };
  }
}

/** How long a message waits that was refused with credentials which have been replaced, in milliseconds. */
const REPLACED_RETRY_MS = 1_000;

/** Those that are known may be a minute old. A refusal of what was replaced meanwhile must not stop the account that somebody has just mended. */
async function unlessReplaced(outcome: SendOutcome, used: Credentials): Promise<SendOutcome> {
  if (outcome.kind !== "rejected" || outcome.reaction.kind !== "stop-account" || !(await isReplaced(used))) return outcome;
  return { kind: "throttled", code: outcome.code, retryAfterMs: REPLACED_RETRY_MS, reason: "The credentials of the account were replaced while it was on its way." };
}

/** As long as the database cannot say, they may have been: the message goes again, and is asked about again. */
async function isReplaced(used: Credentials): Promise<boolean> {
  try {
    const now = await rereadCredentials(used.accountId);
    return now !== null && (now.accountSid !== used.accountSid || now.authToken !== used.authToken || now.apiKey?.sid !== used.apiKey?.sid || now.apiKey?.secret !== used.apiKey?.secret);
  } catch (error) {
    return !(error instanceof SealBroken);
  }
}

function isUsable({ authToken, apiKey }: Credentials): boolean {
  return (apiKey?.secret ?? authToken) !== "";
}
