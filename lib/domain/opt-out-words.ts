/** The words with which people opt out and in. Classic keywords of Twilio, and the same in the languages we send in. */

/** Words that mean one thing only, wherever they stand. */
const STOP = ["stop", "stopall", "stop all", "stop promotions", "optout", "opt out", "unsubscribe", "stopp", "abmelden", "abbestellen", "parar", "pare", "baja", "alto", "arret", "arrêt", "desabonner", "désabonner", "afmelden", "uitschrijven", "disiscrivimi"];
/** Words that stop us when somebody writes nothing else. On a button of ours they answer what we asked: an appointment is cancelled, no consent. */
const STOP_WHEN_TYPED = ["cancel", "end", "quit", "sair", "cancelar"];
const START = ["start", "unstop", "yes", "subscribe"];

export type KeywordMeaning = "stop" | "start" | "none";

/** A message of a person as far as it may hold a word: what they typed, and the texts of what they tapped. */
export type Said = { typed: string; tapped: string[] };

/** What a whole inbound message means. Only a message that is nothing but the word counts: "stop by tomorrow" is no opt-out. */
export function keywordMeaning(body: string): KeywordMeaning {
  const word = wordOf(body);
  if (STOP.includes(word) || STOP_WHEN_TYPED.includes(word)) return "stop";
  return START.includes(word) ? "start" : "none";
}

/** Stop by any text that says so. Nobody starts by a tap: "Yes" on a button answers a question of ours. */
export function meaningOf({ typed, tapped }: Said): KeywordMeaning {
  if (tapped.some((text) => STOP.includes(wordOf(text)))) return "stop";
  return keywordMeaning(typed);
}

function wordOf(text: string): string {
  return text
    .normalize("NFKC")
    .replace(/[\p{P}\p{S}\p{Cf}\p{Z}]+/gu, " ")
    .trim()
    .toLowerCase();
}
