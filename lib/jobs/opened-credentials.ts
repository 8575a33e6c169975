/** Credentials for a chore, which leaves alone an account whose credentials it cannot use. */
import { findCredentials, type Credentials } from "#lib/db/credentials.ts";
import { SealBroken } from "#lib/db/secret-box.ts";

/** Null when they do not open, or hold nothing to sign in with. */
export async function openedCredentials(accountId: string): Promise<Credentials | null> {
  try {
    const credentials = await findCredentials(accountId);
    return credentials?.authToken === "" && !credentials.apiKey ? null : credentials;
  } catch (error) {
    if (error instanceof SealBroken) return null;
    throw error;
  }
}
