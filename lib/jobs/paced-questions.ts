/** Questions to Twilio beside the sending: never more at a time, or in a run, than leaves room for what is sent. */
import { setTimeout as delay } from "node:timers/promises";
import { EndlessList } from "#lib/twilio/every-page.ts";
import { readFailure, type ReadFailure } from "#lib/twilio/read-account.ts";

/** Between the beginnings of two questions of an account, in milliseconds: ten in a second at most. One chore of an account runs at a time. */
export const QUESTION_EVERY_MS = 100;
/** Questions of an account in one run; the next run is a minute later. */
export const QUESTIONS_MAX = 300;
/** After so many failures in a row nothing more is asked in this run. */
const FAILURES_IN_A_ROW_MAX = 3;

export type Answer<T> = { kind: "answered"; value: T } | { kind: "failed"; failure: ReadFailure["kind"]; /** The list gave no end, which asking again does not mend. */ isEndless: boolean };

export class PacedQuestions {
  #asked = 0;
  #failures = 0;
  #askedAtMs = -Infinity;
  #isRefused = false;
  readonly #everyMs: number;
  readonly #max: number;
  readonly #signal: AbortSignal | undefined;

  constructor({ everyMs = QUESTION_EVERY_MS, max = QUESTIONS_MAX, signal }: { everyMs?: number | undefined; max?: number; signal?: AbortSignal | undefined }) {
    this.#everyMs = everyMs;
    this.#max = max;
    this.#signal = signal;
  }

  /** Nothing more is asked in this run. */
  get isOver(): boolean {
    return this.#isRefused || this.#failures >= FAILURES_IN_A_ROW_MAX || this.#asked >= this.#max || this.#signal?.aborted === true;
  }

  /** Asks when its turn comes. Whatever Twilio or the way to it does wrong is a failure; an account that is asked too much, or refused, is left alone. */
  async ask<T>(question: () => Promise<T>): Promise<Answer<T>> {
    await this.turn();
    try {
      const value = await question();
      this.#failures = 0;
      return { kind: "answered", value };
    } catch (error) {
      this.#failures += 1;
      const { kind } = readFailure(error);
      this.#isRefused ||= kind === "throttled" || kind === "refused";
      return { kind: "failed", failure: kind, isEndless: error instanceof EndlessList };
    }
  }

  /** Waits until the next request may begin. */
  async turn(): Promise<void> {
    const waitMs = this.#askedAtMs + this.#everyMs - performance.now();
    if (waitMs > 0) await delay(waitMs);
    this.#askedAtMs = performance.now();
    this.#asked += 1;
  }
}
