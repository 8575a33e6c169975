/** Chores on pg-boss: work that may be done twice without harm. Whoever orders one writes it in the transaction of the order; the worker runs it. */
import { PgBoss } from "pg-boss";
import { settings } from "../env.ts";
import type { Queryable } from "./connection.ts";
import type { ImportKey } from "./import-run.ts";

/** What each chore needs to know. */
export type JobData = {
  "import-contacts": ImportKey;
  /** An import that failed so often that it is not tried again. */
  "import-given-up": ImportKey;
  "sweep-imports": Record<string, never>;
  "sync-account": { accountId: string };
  /** Looks which accounts are due to be read. */
  "order-syncs": Record<string, never>;
  "reconcile-account": { accountId: string };
  /** Looks which accounts have something to be found out. */
  "order-reconciles": Record<string, never>;
};
export type JobName = keyof JobData;
export type Job = { [Name in JobName]: { name: Name; data: JobData[Name]; key: string } }[JobName];
/** A handler that throws is run again, up to the limit of its queue. `signal` says that the process ends. */
export type JobHandlers = { [Name in JobName]: (data: JobData[Name], signal: AbortSignal) => Promise<void> };

const SCHEMA = "pgboss";
const HOUR_SECONDS = 3_600;
/** Silence after which a run counts as killed, and how often that is looked at. */
const HEARTBEAT_SECONDS = 15;
const SUPERVISE_SECONDS = 10;
/** How often each queue is looked at, by each that works on it: a person waits for an import and may wait for a reading, and nobody for the others. */
const POLL_SECONDS: Record<JobName, number> = { "import-contacts": 1, "sync-account": 2, "import-given-up": 5, "sweep-imports": 5, "order-syncs": 5, "order-reconciles": 5, "reconcile-account": 5 };
const POOL_MAX = 3;
const STOP_TIMEOUT_MS = 5_000;

const KEPT_SECONDS = 24 * HOUR_SECONDS;
/** Exclusive: of jobs with the same key, one waits or runs. */
const RETRIED = { policy: "exclusive", retryLimit: 4, retryDelay: 2, retryBackoff: true, retryDelayMax: 30, heartbeatSeconds: HEARTBEAT_SECONDS, deleteAfterSeconds: KEPT_SECONDS } as const;

/** Reading an account once more helps against a line that failed; after that its next turn is soon enough. */
const SYNC_RETRIES = { retryLimit: 2, retryDelay: 15, retryDelayMax: 60 } as const;
/** Accounts that one process reads at the same time: one that answers slowly must not keep the others. */
const SYNCS_AT_ONCE = 3;
/** Longer than the longest list takes. */
const SYNC_SECONDS_MAX = 600;
/** What fails is found again by the next minute's look. */
const RECONCILE_RETRIES = { retryLimit: 0 } as const;
const RECONCILES_AT_ONCE = 3;
/** Longer than a run takes whose every question is answered as slowly as may be before it gives up. */
const RECONCILE_SECONDS_MAX = 600;

/** Puts a chore into the queue in the caller's transaction. One with the same key that waits or runs is enough, so a second is not added. */
export async function enqueueJob(tx: Queryable, job: Job): Promise<void> {
  // The worker's first start makes the queues, and then looks for what waits already.
  if (!(await hasQueue(tx, job.name))) return;
  const boss = new PgBoss({ db: { executeSql: (text, values) => tx.query(text, values) }, schema: SCHEMA, migrate: false, supervise: false, schedule: false, registerInstance: false });
  await boss.start();
  try {
    await boss.send(job.name, job.data, { singletonKey: job.key });
  } finally {
    await boss.stop({ graceful: false, close: false });
  }
}

async function hasQueue(tx: Queryable, name: JobName): Promise<boolean> {
  const { rows } = await tx.query<{ made: boolean }>(`select to_regclass('${SCHEMA}.queue') is not null as made`);
  if (!rows[0]?.made) return false;
  const { rowCount } = await tx.query(`select from ${SCHEMA}.queue where name = $1`, [name]);
  return rowCount === 1;
}

/** Makes the queues and works on them until `stop`. `onError` hears of trouble with the queue itself, which is tried again. Nothing is left open when it throws. */
export async function startJobQueue(handlers: JobHandlers, onError: (error: Error) => void): Promise<{ stop(): Promise<void> }> {
  const boss = new PgBoss({ connectionString: settings().databaseUrl, schema: SCHEMA, max: POOL_MAX, superviseIntervalSeconds: SUPERVISE_SECONDS, monitorIntervalSeconds: SUPERVISE_SECONDS });
  boss.on("error", onError);
  const ending = new AbortController();
  try {
    await makeQueues(boss);
    await workOn(boss, handlers, ending.signal);
  } catch (error) {
    ending.abort();
    await boss.stop({ graceful: false }).catch(() => undefined);
    throw error;
  }
  return {
    async stop() {
      ending.abort();
      await boss.stop({ graceful: true, timeout: STOP_TIMEOUT_MS });
    },
  };
}

async function makeQueues(boss: PgBoss): Promise<void> {
  await boss.start();
  await boss.createQueue("import-given-up", RETRIED);
  await boss.createQueue("import-contacts", { ...RETRIED, deadLetter: "import-given-up", expireInSeconds: HOUR_SECONDS });
  await boss.createQueue("sweep-imports", RETRIED);
  await boss.createQueue("sync-account", { ...RETRIED, ...SYNC_RETRIES, expireInSeconds: SYNC_SECONDS_MAX });
  await boss.createQueue("order-syncs", RETRIED);
  await boss.createQueue("reconcile-account", { ...RETRIED, ...RECONCILE_RETRIES, expireInSeconds: RECONCILE_SECONDS_MAX });
  await boss.createQueue("order-reconciles", RETRIED);
  await boss.schedule("sweep-imports", "7 * * * *");
  await boss.schedule("order-syncs", "* * * * *");
  await boss.schedule("order-reconciles", "* * * * *");
}

async function workOn(boss: PgBoss, handlers: JobHandlers, ending: AbortSignal): Promise<void> {
  const work = async <Name extends JobName>(name: Name, localConcurrency = 1) => {
    await boss.work<JobData[Name]>(name, { pollingIntervalSeconds: POLL_SECONDS[name], localConcurrency }, async (jobs) => {
      for (const { data, signal } of jobs) await handlers[name](data, AbortSignal.any([ending, signal]));
    });
  };
  await Promise.all([work("import-contacts"), work("import-given-up"), work("sweep-imports"), work("order-syncs"), work("sync-account", SYNCS_AT_ONCE), work("order-reconciles"), work("reconcile-account", RECONCILES_AT_ONCE)]);
}
