/** The words with which people opt out and in. Classic keywords of Twilio, and the same in the languages we send in. */

const STOP = ["stop", "stopall", "unsubscribe", "cancel", "end", "quit", "stopp", "abmelden", "abbestellen", "parar", "pare", "sair", "cancelar", "baja", "alto", "arret", "arrêt", "desabonner", "désabonner"];
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
