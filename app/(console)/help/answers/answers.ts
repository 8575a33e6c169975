/** The playbook: every question that Twilio's own FAQ answers and those that come up first here, for somebody who has to act now. */
import type { Answer, AnswerGroup } from "#components/help/answer.ts";
import { wordsOf } from "#lib/domain/error-codes.ts";
import { BUSINESS } from "./business.ts";
import { MESSAGES } from "./messages.ts";
import { SANDBOX } from "./sandbox.ts";
import { SENDING } from "./sending.ts";

export const ANSWER_GROUPS: AnswerGroup[] = [
  { id: "sandbox", title: "The sandbox", answers: SANDBOX },
  { id: "sending", title: "Speed, reach and delivery", answers: SENDING },
  { id: "messages", title: "Messages and people", answers: MESSAGES },
  { id: "business", title: "The business and its numbers", answers: BUSINESS },
];

/** Those that a typed text is about, in their groups: by a code, or by every word of it. */
export function groupsAbout(text: string): AnswerGroup[] {
  return ANSWER_GROUPS.map((group) => ({ ...group, answers: group.answers.filter((answer) => isAbout(answer, text)) })).filter((group) => group.answers.length > 0);
}

/** At most `limit` of them. */
export function findAnswers(text: string, limit: number): Answer[] {
  return groupsAbout(text)
    .flatMap((group) => group.answers)
    .slice(0, limit);
}

/** The answers that name a code. */
export function answersTo(code: number): Answer[] {
  return ANSWER_GROUPS.flatMap((group) => group.answers).filter((answer) => answer.codes?.includes(code));
}

function isAbout({ question, what, next, codes = [] }: Answer, text: string): boolean {
  const said = [question, what, ...next].join(" ").toLowerCase();
  return wordsOf(text).every((word) => codes.some((code) => String(code).startsWith(word)) || said.includes(word));
}
