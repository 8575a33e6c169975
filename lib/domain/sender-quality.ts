/** How WhatsApp rates a number, in whichever words it is said. */

export type SenderQuality = "high" | "medium" | "low";

/** The words for the worst rating, in capitals. */
export const LOW_QUALITY_WORDS: readonly string[] = ["LOW", "RED"];

/** WhatsApp says green, yellow and red; Twilio says high, medium and low. Null for any other word (the set is not documented). */
export function qualityIn(text: string): SenderQuality | null {
  const word = text.toUpperCase();
  if (word === "HIGH" || word === "GREEN") return "high";
  if (word === "MEDIUM" || word === "YELLOW") return "medium";
  return LOW_QUALITY_WORDS.includes(word) ? "low" : null;
}
