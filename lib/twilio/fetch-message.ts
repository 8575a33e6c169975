/** One message of an account, by its SID. */
import type { FoundMessage } from "#lib/domain/found-message.ts";
import type { AccountClient } from "./account-client.ts";
import { foundMessageFrom } from "./found-message-from.ts";
import { orNull } from "./or-null.ts";

/** Null when the account has no such outbound message. Throws when Twilio refuses, cannot be reached, or answers what cannot be read. */
export async function fetchMessage(client: AccountClient, messageSid: string): Promise<FoundMessage | null> {
  const message = await orNull(() => client.messages(messageSid).fetch());
  return message === null ? null : foundMessageFrom(message);
}
