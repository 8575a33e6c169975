/** Waiting until a part answers. */
import { setTimeout as sleep } from "node:timers/promises";
import { Problem } from "./problem.ts";
import { stopping } from "./stopping.ts";

const LOOK_EVERY_MS = 100;
const ANSWER_TIMEOUT_MS = 5_000;

/** Resolves once the address answers 200. Throws `sentence`, with what it answered last, when it does not in time. */
export async function untilAnswers(url: string, wait: { timeoutMs: number; sentence: string; signal?: AbortSignal }): Promise<void> {
  const deadline = Date.now() + wait.timeoutMs;
  let last = "nothing answers";
  while (Date.now() < deadline) {
    stopping.throwIfAborted();
    wait.signal?.throwIfAborted();
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS), cache: "no-store" });
      if (response.ok) return;
      last = (await response.text()).slice(0, 500);
    } catch {
      last = "nothing answers";
    }
    await sleep(LOOK_EVERY_MS);
  }
  throw new Problem(`\n${wait.sentence} (${last})`);
}
