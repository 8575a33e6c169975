/** Why Twilio keeps a sender offline, in our words, and what to do. */

/** The codes that speak of a sender or of its business (Twilio, error dictionary, 20249 and 63xxx). */
const WORDS: Record<number, string> = {
  20249: "The number was registered too often. Wait until 72 hours after the first try, then register it once.",
  63020: "Twilio is not allowed to send for this business, or a payment is open. It is settled in Meta Business Manager.",
  63022: "The name that people are shown is not approved. Correct it in Twilio’s console and register the number again.",
  63051: "Meta locked the number or its business account: after a month without a message, or for breaking a policy. Register it again, or appeal in WhatsApp Manager.",
  63100: "Something of what was entered for the number is not accepted. Correct it in Twilio’s console.",
  63102: "The number belongs to another WhatsApp Business Account than this Twilio account. Use a sub-account for it.",
  63103: "The WhatsApp Business Account pays in another way, which Twilio cannot take over. It needs a new one.",
  63104: "The WhatsApp Business Account may have no more numbers. Verify the business at Meta, or use another account.",
  63110: "The number is in use on WhatsApp elsewhere. Delete that account on its phone, or move the number here.",
  63111: "Meta no longer knows the number or its business account. Set the number up anew.",
  63112: "Meta disabled the business account, or has not verified the business yet. An appeal is made at Meta.",
};

/** A sentence on what is so and one on what to do; null for a code that says nothing here. */
export function reasonWords(code: number | null): string | null {
  return code === null ? null : (WORDS[code] ?? null);
}
