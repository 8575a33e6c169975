/** One contender of the rate bench in a process of its own: `node bench/peers/process.ts NAME`, with its plan in BENCH_PLAN. */
import { bare } from "./bare.ts";
import { bullmq } from "./bullmq.ts";
import { graphileWorker } from "./graphile-worker.ts";
import { pQueue, pQueueStrict } from "./p-queue.ts";
import { pgBoss } from "./pg-boss.ts";
import { type Peer, readPlan, sendOneOf } from "./plan.ts";

const PEERS: Record<string, Peer> = { bare, bullmq, "graphile-worker": graphileWorker, "p-queue": pQueue, "p-queue strict": pQueueStrict, "pg-boss": pgBoss };

const [name = ""] = process.argv.slice(2);
const peer = PEERS[name];
if (!peer) throw new Error(`There is no contender "${name}".`);
const plan = readPlan(process.env["BENCH_PLAN"]);
await peer(plan, sendOneOf(plan));
