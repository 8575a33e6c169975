/** A question and its answer in the playbook, with the places of the console where it is acted on. */
import type { AccountKind } from "#lib/domain/states.ts";

/** Somewhere in an account; `only` where it makes sense in one kind of account alone. */
export type ConsolePlace = { label: string; path: string; only?: AccountKind };

export type Answer = {
  /** Where a link lands: `/help/playbook#id`. */
  id: string;
  question: string;
  /** One to three sentences: what is so. */
  what: string;
  /** What to do, one step each. */
  next: string[];
  /** Codes of the catalogue that it is about. */
  codes?: number[];
  places: ConsolePlace[];
};

export type AnswerGroup = { id: string; title: string; answers: Answer[] };
