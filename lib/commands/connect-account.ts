/** Connects a Twilio account: its credentials are tried before they are kept, and its senders and templates come with it. */
import { recordAudit } from "#lib/db/audit.ts";
import { inTransaction } from "#lib/db/connection.ts";
import { saveAccount, saveSandboxMembers, saveSenders, saveTemplates, type AccountToSave, type SenderToSave } from "#lib/db/save-account.ts";
import { DEFAULT_MPS, SANDBOX_MPS_MAX } from "#lib/domain/sender-rate.ts";
import { TwilioLine } from "#lib/twilio/account-client.ts";
import { fetchSenders } from "#lib/twilio/fetch-senders.ts";
import { fetchTemplates } from "#lib/twilio/fetch-templates.ts";
import { outcomeOf } from "#lib/twilio/send-message.ts";

export type AccountToConnect = AccountToSave & {
  /** E.164 numbers known to have joined the sandbox; empty for a live account. */
  sandboxMembers: string[];
};

export type ConnectResult = { kind: "connected"; accountId: string; senders: number; templates: number } | { kind: "refused"; sentence: string };

/** The number that every Twilio sandbox sends from (Twilio, WhatsApp sandbox). */
const SANDBOX_SENDER: SenderToSave = {
  twilioSid: "",
  phone: "+14155238886",
  name: "Twilio sandbox",
  status: "online",
  quality: null,
  messagingLimit: null,
  offlineReason: null,
};

/** Connects or refreshes an account. Refused, with the sentence for the person, when Twilio does not accept the credentials or the slug is taken. */
export async function connectAccount(account: AccountToConnect, twilioApiBaseUrl: string | undefined): Promise<ConnectResult> {
  const line = new TwilioLine(twilioApiBaseUrl);
  try {
    const client = line.clientFor({ accountSid: account.twilioSid, authToken: account.authToken, apiKey: account.apiKey });
    const [found, templates] = await Promise.all([fetchSenders(client), fetchTemplates(client)]);
    const senders = account.kind === "sandbox" && found.length === 0 ? [SANDBOX_SENDER] : found;
    const mps = account.kind === "sandbox" ? SANDBOX_MPS_MAX : DEFAULT_MPS;
    const accountId = await inTransaction(async (tx) => {
      const id = await saveAccount(tx, account);
      if (id === null) return null;
      await saveSenders(tx, { accountId: id, senders, mps });
      await saveTemplates(tx, id, templates);
      await saveSandboxMembers(tx, id, account.sandboxMembers);
      await recordAudit(tx, { accountId: id, actorId: null, action: "account.connected", subjectKind: "account", subjectId: id, detail: { senders: senders.length, templates: templates.length } });
      return id;
    });
    if (accountId === null) return { kind: "refused", sentence: `Another account already uses the name "${account.slug}" in its address, or this account was connected with another kind. Choose another --slug, or the kind it has.` };
    return { kind: "connected", accountId, senders: senders.length, templates: templates.length };
  } catch (error) {
    const sentence = refusal(error);
    if (sentence === null) throw error;
    return { kind: "refused", sentence };
  } finally {
    await line.close();
  }
}

/** Null for what is not Twilio's answer. */
function refusal(error: unknown): string | null {
  const outcome = outcomeOf(error);
  switch (outcome.kind) {
    case "rejected":
      return `Twilio does not accept these credentials: ${outcome.reason} Check the account SID, the auth token and the API key, then try again.`;
    case "not_sent":
      return `${outcome.reason} Check the network and TWILIO_API_BASE_URL, then try again.`;
    case "throttled":
      return "Twilio answers too many requests of this account right now. Try again in a minute.";
    default:
      return null;
  }
}
