/** Who asks, by HTTP Basic, and on which account: an account on itself, and a main account on its sub-accounts. */
import type { SimulatedAccount } from "./fixtures.ts";
import type { AccountState, World } from "./world.ts";

/** Names and secrets that let somebody in: either auth token while they are being exchanged, or the API key. */
export function credentialsOf(account: SimulatedAccount): string[] {
  const { sid, authToken, secondaryAuthToken, apiKeySid, apiKeySecret } = account;
  const pairs = [[sid, authToken], [sid, secondaryAuthToken], [apiKeySid, apiKeySecret]];
  return pairs.map((pair) => Buffer.from(pair.join(":")).toString("base64"));
}

/** The account whose credentials an Authorization header holds; null when they are nobody's. */
export function whoAsks(world: World, authorization: string | undefined): AccountState | null {
  const [scheme = "", pair = ""] = (authorization ?? "").split(" ");
  return scheme.toLowerCase() === "basic" ? (world.credentials.get(pair) ?? null) : null;
}

/** The account that a path names, if `own` may act on it: itself or a sub-account of it, never the account above it (Twilio, error dictionary 20003). */
export function actedOn(world: World, own: AccountState, accountSid: string): AccountState | null {
  const named = world.accounts.get(accountSid);
  return named === own || named?.account.parentSid === own.account.sid ? (named ?? null) : null;
}
