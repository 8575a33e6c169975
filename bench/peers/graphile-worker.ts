/**
 * graphile-worker as its documentation sets up a rate limit: every job carries a flag, and `forbiddenFlags` names that flag
 * while a bucket is empty. The bucket leaks as in the project that the documentation points to, and lies in this process.
 */
import { Logger, makeWorkerUtils, run } from "graphile-worker";
import { z } from "zod";
import { CONCURRENCY, type Peer } from "./plan.ts";

const FLAG = "sender";
const TASK = "send";
const ADDED_AT_ONCE = 1_000;
/** Forbidden jobs are looked for again after this, in milliseconds. */
const POLL_MS = 100;
/** The bucket holds so many seconds' worth. */
const BURST_SECONDS = 0.1;
const POOL_MAX = 10;
const Payload = z.object({ n: z.int() });

export const graphileWorker: Peer = async ({ mps, messages, databaseUrl }, send) => {
  const connection = { connectionString: databaseUrl, logger: new Logger(() => () => undefined) };
  const utils = await makeWorkerUtils(connection);
  await utils.migrate();
  for (let from = 1; from <= messages; from += ADDED_AT_ONCE) {
    const count = Math.min(ADDED_AT_ONCE, messages - from + 1);
    await utils.addJobs(Array.from({ length: count }, (_, at) => ({ identifier: TASK, payload: { n: from + at }, flags: [FLAG], max_attempts: 1 })));
  }
  await utils.release();
  const bucket = leakyBucket(mps, mps * BURST_SECONDS);
  const taskList = {
    [TASK]: async (payload: unknown) => {
      bucket.pour();
      await send(Payload.parse(payload).n);
    },
  };
  const runner = await run({ ...connection, concurrency: CONCURRENCY, maxPoolSize: POOL_MAX, pollInterval: POLL_MS, noHandleSignals: true, forbiddenFlags: () => (bucket.isFull() ? [FLAG] : null), taskList });
  await runner.promise;
};

function leakyBucket(perSecond: number, capacity: number) {
  let level = 0;
  let atMs = performance.now();
  const leak = () => {
    const nowMs = performance.now();
    level = Math.max(0, level - ((nowMs - atMs) * perSecond) / 1000);
    atMs = nowMs;
  };
  return {
    pour: () => {
      leak();
      level += 1;
    },
    isFull: () => {
      leak();
      return level >= capacity;
    },
  };
}
