/**
 * BullMQ as its guide sets up a rate limit: a worker with `limiter: { max, duration }`, global for the queue and kept in
 * Redis, and a concurrency for work that waits for others. Jobs that are done are removed, as the guide advises.
 */
import { Queue, Worker } from "bullmq";
import { CONCURRENCY, type Peer } from "./plan.ts";

const QUEUE = "messages";
const ADDED_AT_ONCE = 1_000;
const SECOND_MS = 1000;

export const bullmq: Peer = async ({ mps, messages, redisPort }, send) => {
  // What BullMQ demands of the connection of a worker.
  const connection = { host: "127.0.0.1", port: redisPort ?? undefined, maxRetriesPerRequest: null };
  const queue = new Queue<{ n: number }>(QUEUE, { connection });
  for (let from = 1; from <= messages; from += ADDED_AT_ONCE) {
    const count = Math.min(ADDED_AT_ONCE, messages - from + 1);
    await queue.addBulk(Array.from({ length: count }, (_, at) => ({ name: "send", data: { n: from + at }, opts: { removeOnComplete: true, removeOnFail: true } })));
  }
  const worker = new Worker<{ n: number }>(QUEUE, (job) => send(job.data.n), { connection, concurrency: CONCURRENCY, limiter: { max: mps, duration: SECOND_MS } });
  worker.on("error", (error) => console.error(error));
  await worker.waitUntilReady();
};
