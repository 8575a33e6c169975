/** One message of an account, by its SID. */
import type { FoundMessage } from "#lib/domain/found-message.ts";
import type { AccountClient } from "./account-client.ts";
import { foundMessageFrom } from "./found-message-from.ts";

const NOT_FOUND = 404;

/** Null when the account has no such outbound message. Throws when Twilio refuses, cannot be reached, or answers what cannot be read. */
export async function fetchMessage(client: AccountClient, messageSid: string): Promise<FoundMessage | null> {
  try {
    return foundMessageFrom(await client.messages(messageSid).fetch());
  } catch (error) {
    if (error instanceof Error && "status" in error && error.status === NOT_FOUND) return null;
    throw error;
  }
}
