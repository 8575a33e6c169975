/** Whether an account has a message, by its SID: only Twilio's 404 for the SID itself says that it has not. */
import type { AccountClient } from "./account-client.ts";
import { orNull } from "./or-null.ts";

/** Throws when Twilio refuses or cannot be reached. */
export async function hasMessage(client: AccountClient, messageSid: string): Promise<boolean> {
  return (await orNull(() => client.messages(messageSid).fetch())) !== null;
}
