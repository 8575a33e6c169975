/** Everything of an account that is read from Twilio again and again, and why it could not be. */
import type { GoneThings, KnownThings, ReadSender, ReadTemplate } from "#lib/domain/sync-change.ts";
import type { AccountKind } from "#lib/domain/states.ts";
import type { AccountClient } from "./account-client.ts";
import { askForMissing } from "./ask-missing.ts";
import { EndlessList, ListInDoubt, type Reading } from "./every-page.ts";
import { fetchSenders } from "./fetch-senders.ts";
import { fetchTemplates } from "./fetch-templates.ts";
import { outcomeOf } from "./send-message.ts";

/** `gone`: of what was known, that which Twilio says it no longer has. */
export type AccountReading = { templates: ReadTemplate[]; senders: ReadSender[]; gone: GoneThings };

/** `known`: what is kept of the account. `questionsMax`: for how many of these that are missing Twilio is asked, where not for as many as is usual. */
export type AccountToRead = { kind: AccountKind; known: KnownThings; questionsMax?: number };

/** `refused`: these credentials may not. `unreachable`: no byte got there. `throttled`: too many requests. `broken`: Twilio answered with something that cannot be used, or not at all. */
export type ReadFailure = { kind: "refused" | "unreachable" | "throttled" | "broken"; code: number | null; reason: string };

export type ReadResult = { kind: "read"; reading: AccountReading } | ReadFailure;

/** The number that every Twilio sandbox sends from (Twilio, WhatsApp sandbox). The list of senders leaves it out. */
const SANDBOX_SENDER: ReadSender = {
  twilioSid: "",
  phone: "+14155238886",
  name: "Twilio sandbox",
  status: "online",
  quality: null,
  messagingLimit: null,
  businessAccount: null,
  offlineReason: null,
  offlineReasons: [],
};

/** Reads all of it or fails as a whole: half a list would make the other half look deleted. Never throws. */
export async function readAccount(client: AccountClient, { kind, known, questionsMax }: AccountToRead, how: Reading = {}): Promise<ReadResult> {
  const [templates, senders] = await Promise.allSettled([fetchTemplates(client, how), fetchSenders(client, how)]);
  if (templates.status === "rejected") return readFailure(templates.reason);
  if (senders.status === "rejected") return readFailure(senders.reason);
  const lists = { templates: templates.value, senders: kind === "sandbox" ? withSandboxSender(senders.value) : senders.value };
  try {
    const missing = await askForMissing(client, lists, { known, ...(questionsMax !== undefined && { questionsMax }), ...(how.signal && { signal: how.signal }) });
    return { kind: "read", reading: { templates: [...lists.templates, ...missing.templates], senders: [...lists.senders, ...missing.senders], gone: missing.gone } };
  } catch (error) {
    return readFailure(error);
  }
}

/** It works whatever other senders the account has. */
function withSandboxSender(senders: ReadSender[]): ReadSender[] {
  return senders.some(({ phone }) => phone === SANDBOX_SENDER.phone) ? senders : [...senders, SANDBOX_SENDER];
}

/** Decided by evidence, as for a message; only that a reading may always be done again. */
export function readFailure(error: unknown): ReadFailure {
  if (error instanceof EndlessList || error instanceof ListInDoubt) return { kind: "broken", code: null, reason: error.message };
  const outcome = outcomeOf(error, null);
  switch (outcome.kind) {
    case "rejected":
      return { kind: "refused", code: outcome.code, reason: outcome.reason };
    case "turned_away":
      return { kind: "broken", code: null, reason: `Something on the way to Twilio refused the request (${outcome.status}).` };
    case "not_sent":
      return { kind: "unreachable", code: null, reason: outcome.reason };
    case "throttled":
      return { kind: "throttled", code: outcome.code, reason: "" };
    case "ambiguous":
      return { kind: "broken", code: null, reason: outcome.reason };
    case "accepted":
      throw new Error("an error is never an acceptance");
  }
}
