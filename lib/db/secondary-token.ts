/** The second auth token of an account: Twilio has two while one is being replaced, and webhooks under way are signed with either. */
import type { Queryable } from "./connection.ts";
import { seal, SealBroken, unseal } from "./secret-box.ts";

/** How long a token that was replaced still proves a webhook: Twilio repeats within seconds, and people change tokens in two places by hand. */
export const REPLACED_TOKEN_HOURS = 24;

export type TokensToSave = { twilioSid: string; authToken: string; secondaryAuthToken?: string | null };
/** `until` null: as long as Twilio itself has two tokens. */
export type SecondaryToken = { cipher: string | null; until: Date | null };

type Known = { authTokenCipher: string; secondaryTokenCipher: string | null; secondaryUntil: Date | null; dayEndsAt: Date };

const NONE: SecondaryToken = { cipher: null, until: null };

/**
 * What stands beside the new primary token. A second one that is given stays until the account is connected without it;
 * else the token that was known until now proves webhooks for a day. Given twice the same, there is no second: that is how
 * a token that somebody else has seen ends at once. Locks the account's row, but for those who only refer to it.
 */
export async function secondaryTokenFor(db: Queryable, { twilioSid, authToken, secondaryAuthToken }: TokensToSave): Promise<SecondaryToken> {
  const place = `${twilioSid}/secondary_token`;
  if (secondaryAuthToken) return secondaryAuthToken === authToken ? NONE : { cipher: seal(secondaryAuthToken, place), until: null };
  const { rows } = await db.query<Known>(
    `select auth_token_cipher as "authTokenCipher", secondary_until as "secondaryUntil", app_now() + make_interval(hours => $2) as "dayEndsAt",
            case when secondary_until is null or secondary_until > app_now() then secondary_token_cipher end as "secondaryTokenCipher"
     from account where twilio_sid = $1 for no key update`,
    [twilioSid, REPLACED_TOKEN_HOURS],
  );
  const [known] = rows;
  if (!known) return NONE;
  const before = opened(known.authTokenCipher, `${twilioSid}/auth_token`);
  if (before !== "" && before !== authToken) return { cipher: seal(before, place), until: known.dayEndsAt };
  const beside = known.secondaryTokenCipher === null ? "" : opened(known.secondaryTokenCipher, place);
  if (beside === "" || beside === authToken) return NONE;
  // Connecting once more does not lengthen the day of a token that was replaced before.
  return { cipher: seal(beside, place), until: known.secondaryUntil ?? known.dayEndsAt };
}

/** What another key sealed proves nothing any more. */
function opened(cipher: string, place: string): string {
  try {
    return unseal(cipher, place);
  } catch (error) {
    if (error instanceof SealBroken) return "";
    throw error;
  }
}
