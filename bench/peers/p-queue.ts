/**
 * p-queue as its readme sets up a rate limit: `intervalCap` tasks for each `interval`. `strict` is its own answer to bursts at
 * the border of two intervals. Both keep the queue in memory.
 */
import PQueue from "p-queue";
import { CONCURRENCY, type Peer } from "./plan.ts";

const SECOND_MS = 1000;

export const pQueue: Peer = (plan, send) => run({ strict: false }, plan, send);
export const pQueueStrict: Peer = (plan, send) => run({ strict: true }, plan, send);

async function run({ strict }: { strict: boolean }, { mps, messages }: Parameters<Peer>[0], send: Parameters<Peer>[1]): Promise<void> {
  const queue = new PQueue({ concurrency: CONCURRENCY, intervalCap: mps, interval: SECOND_MS, strict });
  for (let n = 1; n <= messages; n += 1) void queue.add(() => send(n)).catch(() => undefined);
  await queue.onIdle();
}
