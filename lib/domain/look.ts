/** Looking for a message whose answer was lost: when to look at the provider's list, and what an answer means. */

/** When it is looked for, in seconds after it departed; callbacks have the time before the first. */
export const LOOK_AFTER_SECONDS = [120, 600, 3_600] as const;
/** Whole lists without it that make it unconfirmed. */
export const LOOKS_MAX = LOOK_AFTER_SECONDS.length;
/** Looks that come late are still so far apart, in seconds: a list may know a message only after a while. */
const LOOKS_APART_SECONDS = 60;
/** The provider's clock may differ from ours by so much, in seconds. */
export const LOOKED_BACK_SECONDS = 5;
/** Lists in a row that failed or broke off; after that a person is asked. */
export const LOOK_FAILURES_MAX = 12;
/** How long a list that failed is left alone, in seconds: doubled each time, up to the most. */
const FAILURE_WAIT_SECONDS = 60;
const FAILURE_WAIT_SECONDS_MAX = 3_600;

/** What a person types who sends again what may have been sent before. */
export const RETRY_WORD = "twice";

/** What the last look found. `none`: a whole list without it · `several`: more than one message that it may be · `unreadable`: no list, or not all of it, which proves nothing. */
export const LOOK_FINDINGS = ["none", "several", "unreadable"] as const;
export type LookFinding = (typeof LOOK_FINDINGS)[number];

/** What was done so far. */
export type Looks = {
  departedAt: Date;
  /** Whole lists seen. */
  looks: number;
  /** Of these, lists without any message that it may be. */
  negatives: number;
  /** Lists in a row that proved nothing. */
  failures: number;
};

export type LookAnswer =
  | { kind: "failed" }
  | {
      kind: "listed";
      isWhole: boolean;
      /** Messages of the list that belong to no attempt of ours. */
      candidates: string[];
      /** Other attempts without an answer between the same two numbers: each of the candidates may be theirs. */
      rivals: number;
    };

export type UnfoundVerdict =
  | ({ kind: "again"; at: Date; finding: LookFinding } & Omit<Looks, "departedAt">)
  | ({ kind: "unconfirmed"; finding: LookFinding } & Omit<Looks, "departedAt">);
export type LookVerdict = { kind: "found"; messageSid: string } | UnfoundVerdict;

/** What a look means. One candidate and nobody else whose it may be proves that the message was taken; nothing ever proves that it was not. */
export function verdictOf(before: Looks, answer: LookAnswer, now: Date): LookVerdict {
  if (answer.kind === "failed" || !answer.isWhole) return afterFailure(before, now);
  const [only, ...others] = answer.candidates;
  if (only !== undefined && others.length === 0 && answer.rivals === 0) return { kind: "found", messageSid: only };
  const looks = before.looks + 1;
  const negatives = before.negatives + (only === undefined ? 1 : 0);
  const finding = only === undefined ? "none" : "several";
  const dueAt = before.departedAt.getTime() + nth(looks) * 1000;
  if (looks >= LOOKS_MAX && now.getTime() >= dueAt) return { kind: "unconfirmed", finding, looks, negatives, failures: 0 };
  return { kind: "again", at: new Date(Math.max(dueAt, now.getTime() + LOOKS_APART_SECONDS * 1000)), finding, looks, negatives, failures: 0 };
}

/** What a list that proved nothing means. */
export function afterFailure({ looks, negatives, failures: before }: Looks, now: Date): UnfoundVerdict {
  const failures = before + 1;
  if (failures >= LOOK_FAILURES_MAX) return { kind: "unconfirmed", finding: "unreadable", looks, negatives, failures };
  const waitSeconds = Math.min(FAILURE_WAIT_SECONDS_MAX, FAILURE_WAIT_SECONDS * 2 ** before);
  return { kind: "again", at: new Date(now.getTime() + waitSeconds * 1000), finding: "unreadable", looks, negatives, failures };
}

/** Seconds after departure of the look that follows so many; beyond the last, of the last. */
function nth(looks: number): number {
  return LOOK_AFTER_SECONDS[Math.min(looks, LOOKS_MAX - 1)] ?? 0;
}
