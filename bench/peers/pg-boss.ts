/**
 * pg-boss limits how often jobs are put in, not how often they are taken out. What its maintainer advises for the latter is a
 * batch: one second's worth of jobs, looked for once a second, and done in parallel.
 */
import { PgBoss } from "pg-boss";
import type { Peer } from "./plan.ts";

const QUEUE = "messages";
const ADDED_AT_ONCE = 1_000;
const POLL_SECONDS = 1;

export const pgBoss: Peer = async ({ mps, messages, databaseUrl }, send) => {
  const boss = new PgBoss({ connectionString: databaseUrl, schema: "peer_boss" });
  boss.on("error", (error) => console.error(error));
  await boss.start();
  await boss.createQueue(QUEUE, { retryLimit: 0 });
  for (let from = 1; from <= messages; from += ADDED_AT_ONCE) {
    const count = Math.min(ADDED_AT_ONCE, messages - from + 1);
    await boss.insert(QUEUE, Array.from({ length: count }, (_, at) => ({ data: { n: from + at } })));
  }
  await boss.work<{ n: number }>(QUEUE, { batchSize: Math.ceil(mps * POLL_SECONDS), pollingIntervalSeconds: POLL_SECONDS }, async (jobs) => {
    await Promise.all(jobs.map((job) => send(job.data.n)));
  });
};
