/** The words with which people opt out and in. Classic keywords of Twilio, and the same in the languages we send in. */

const STOP = ["stop", "stopall", "stop all", "stop promotions", "optout", "opt out", "unsubscribe", "cancel", "end", "quit", "stopp", "abmelden", "abbestellen", "parar", "pare", "sair", "cancelar", "baja", "alto", "arret", "arrêt", "desabonner", "désabonner", "afmelden", "uitschrijven", "disiscrivimi"];
const START = ["start", "unstop", "yes", "subscribe"];

export type KeywordMeaning = "stop" | "start" | "none";

/** What a whole inbound message means. Only a message that is nothing but the word counts: "stop by tomorrow" is no opt-out. */
export function keywordMeaning(body: string): KeywordMeaning {
  const word = body
    .normalize("NFKC")
    .replace(/[\p{P}\p{S}\p{Cf}\p{Z}]+/gu, " ")
    .trim()
    .toLowerCase();
  if (STOP.includes(word)) return "stop";
  return START.includes(word) ? "start" : "none";
}

/** What several texts of one message mean, such as what was typed and what was tapped. Whoever says stop in one of them has said it. */
export function meaningOf(texts: string[]): KeywordMeaning {
  const meanings = texts.map(keywordMeaning);
  if (meanings.includes("stop")) return "stop";
  return meanings.includes("start") ? "start" : "none";
}
