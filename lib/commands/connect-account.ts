/** Connects a Twilio account: its credentials are tried before they are kept, and its senders and templates come with it. */
import { applyReading } from "#lib/db/apply-reading.ts";
import { recordAudit } from "#lib/db/audit.ts";
import { inTransaction, pool, type Tx } from "#lib/db/connection.ts";
import { listKnownThings } from "#lib/db/list-known-things.ts";
import { saveAccount, saveSandboxMembers, type AccountToSave } from "#lib/db/save-account.ts";
import { beginSync, finishSync, lockSync, type SyncCounts } from "#lib/db/sync-runs.ts";
import { startingRate } from "#lib/domain/sender-rate.ts";
import { TwilioLine } from "#lib/twilio/account-client.ts";
import { readAccount, type AccountReading, type ReadFailure } from "#lib/twilio/read-account.ts";

export type AccountToConnect = AccountToSave & {
  /** E.164 numbers known to have joined the sandbox; empty for a live account. */
  sandboxMembers: string[];
};

export type ConnectResult = { kind: "connected"; accountId: string; senders: number; templates: number } | { kind: "refused"; sentence: string };

/** More than an account can have: somebody sits before it and waits, so whatever is missing from Twilio's lists is asked for. */
const QUESTIONS_MAX = 11_000;

/** Connects or refreshes an account. Refused, with the sentence for the person, when Twilio does not accept the credentials or the slug is taken. */
export async function connectAccount(account: AccountToConnect, twilioApiBaseUrl: string | undefined): Promise<ConnectResult> {
  const known = await listKnownThings(pool(), account.twilioSid);
  const line = new TwilioLine(twilioApiBaseUrl);
  try {
    const client = line.clientFor({ accountSid: account.twilioSid, authToken: account.authToken, apiKey: account.apiKey });
    const read = await readAccount(client, { kind: account.kind, known, questionsMax: QUESTIONS_MAX });
    if (read.kind !== "read") return { kind: "refused", sentence: explain(read) };
    const kept = await inTransaction((tx) => keep(tx, account, read.reading));
    if (kept === null) return { kind: "refused", sentence: `Another account already uses the name "${account.slug}" in its address, or this account was connected with another kind. Choose another --slug, or the kind it has.` };
    return { kind: "connected", accountId: kept.accountId, senders: kept.senders, templates: kept.templates };
  } finally {
    await line.close();
  }
}

async function keep(tx: Tx, account: AccountToConnect, reading: AccountReading): Promise<(SyncCounts & { accountId: string }) | null> {
  const accountId = await saveAccount(tx, account);
  if (accountId === null) return null;
  // A reading that is under way elsewhere began with the credentials of before: this one takes its place.
  const begun = await beginSync(tx, accountId);
  const held = begun && (await lockSync(tx, accountId, begun.token));
  if (!held) throw new Error("The account that was just written is not there.");
  const counts = await applyReading(tx, { accountId, ...reading, mps: startingRate(account.kind), first: !held.readBefore });
  await finishSync(tx, accountId, counts);
  await saveSandboxMembers(tx, accountId, account.sandboxMembers);
  const { senders, templates } = counts;
  await recordAudit(tx, { accountId, actorId: null, action: "account.connected", subjectKind: "account", subjectId: accountId, detail: { senders, templates } });
  return { accountId, ...counts };
}

function explain({ kind, reason }: ReadFailure): string {
  switch (kind) {
    case "refused":
      return `Twilio does not accept these credentials: ${reason} Check the account SID, the auth token and the API key, then try again.`;
    case "unreachable":
      return `${reason} Check the network and TWILIO_API_BASE_URL, then try again.`;
    case "throttled":
      return "Twilio answers too many requests of this account right now. Try again in a minute.";
    case "broken":
      return `The senders and templates of this account could not be read to their end: ${reason} Nothing was kept. Try again.`;
  }
}
