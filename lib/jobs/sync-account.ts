/** Reads the templates and senders of one account from Twilio and writes what is different. May be done at any time, as often as wanted. */
import { applyReading } from "#lib/db/apply-reading.ts";
import { inTransaction, pool } from "#lib/db/connection.ts";
import type { Credentials } from "#lib/db/credentials.ts";
import { listKnownThings } from "#lib/db/list-known-things.ts";
import { beginSync, failSync, finishSync, lockSync, type BegunSync, type SyncCounts } from "#lib/db/sync-runs.ts";
import { startingRate } from "#lib/domain/sender-rate.ts";
import { TwilioLine } from "#lib/twilio/account-client.ts";
import { readAccount, type AccountReading, type ReadFailure, type ReadResult } from "#lib/twilio/read-account.ts";
import { openedCredentials } from "./opened-credentials.ts";

export type SyncWay = {
  /** Undefined means Twilio itself. */
  twilioApiBaseUrl: string | undefined;
  /** Says that the process ends: what was begun is begun again by another. */
  signal?: AbortSignal;
  /** Rows per answer, where not as many as is usual. */
  pageSize?: number;
};

/** `again` says whether trying once more soon may help. `superseded`: a later run has begun, and that one writes. */
export type SyncResult = ({ kind: "synced" } & SyncCounts) | { kind: "failed"; failure: string; again: boolean } | { kind: "superseded" } | { kind: "no-such-account" };

const SEALED = "The credentials of this account are empty or cannot be opened. Check ENCRYPTION_KEY, or connect the account again with npm run connect.";

/** Reads everything first, then writes the differences in one transaction: a failure on the way leaves all as it was. Throws what the database throws. */
export async function syncAccount(accountId: string, way: SyncWay): Promise<SyncResult> {
  const begun = await beginSync(pool(), accountId);
  if (!begun) return { kind: "no-such-account" };
  const fail = async (failure: string, again: boolean): Promise<SyncResult> => {
    await failSync(pool(), { accountId, token: begun.token, failure });
    return { kind: "failed", failure, again };
  };
  const credentials = await openedCredentials(accountId);
  if (!credentials) return fail(SEALED, false);
  const read = await readOver(credentials, begun, way);
  way.signal?.throwIfAborted();
  if (read.kind !== "read") return fail(sentenceOf(read), read.kind !== "refused");
  return write(accountId, begun, read.reading);
}

async function readOver(credentials: Credentials, { kind }: BegunSync, { twilioApiBaseUrl, signal, pageSize }: SyncWay): Promise<ReadResult> {
  const known = await listKnownThings(pool(), credentials.accountSid);
  const line = new TwilioLine(twilioApiBaseUrl);
  try {
    return await readAccount(line.clientFor(credentials), { kind, known }, { ...(signal && { signal }), ...(pageSize !== undefined && { pageSize }) });
  } finally {
    await line.close();
  }
}

async function write(accountId: string, { token, kind }: BegunSync, reading: AccountReading): Promise<SyncResult> {
  return inTransaction(async (tx) => {
    const held = await lockSync(tx, accountId, token);
    if (!held) return { kind: "superseded" };
    const counts = await applyReading(tx, { accountId, ...reading, mps: startingRate(kind), first: !held.readBefore });
    await finishSync(tx, accountId, counts);
    return { kind: "synced", ...counts };
  });
}

/** What happened and what to do. Twilio's own words about it may hold anything and are left out; its code is not. */
function sentenceOf({ kind, code, reason }: ReadFailure): string {
  const coded = code === null ? "" : ` (${code})`;
  switch (kind) {
    case "refused":
      return `Twilio refused to show what this account has${coded}. Most often its credentials were changed there: an admin connects the account again with npm run connect.`;
    case "unreachable":
      return "Twilio could not be reached. It is tried again by itself; if that goes on, check the network of this installation.";
    case "throttled":
      return `Twilio took no more requests of this account${coded}. It is tried again by itself in a few minutes.`;
    case "broken":
      return `Twilio’s answer could not be read to its end, so nothing of it was taken. ${reason} It is tried again by itself.`;
  }
}
