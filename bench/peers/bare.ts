/** A bare loop: what sending costs at least, and what a pace kept in one process's memory is worth. It forgets everything when it ends. */
import { setTimeout } from "node:timers/promises";
import type { Peer } from "./plan.ts";

export const bare: Peer = async ({ mps, messages }, send) => {
  const startedMs = performance.now();
  for (let n = 1; n <= messages; n += 1) {
    const waitMs = startedMs + ((n - 1) * 1000) / mps - performance.now();
    if (waitMs > 0) await setTimeout(waitMs);
    void send(n).catch(() => undefined);
  }
};
