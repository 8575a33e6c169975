/** The chores of a worker process: what runs them, what is looked for at the start, and what is said of them. */
import { inTransaction, pool } from "#lib/db/connection.ts";
import { listQueuedImports } from "#lib/db/import-run.ts";
import { dropAbandonedStaging } from "#lib/db/import-staging.ts";
import { deleteAbandonedUploads } from "#lib/db/import-upload.ts";
import { enqueueJob, type JobHandlers, type JobName, startJobQueue } from "#lib/db/job-queue.ts";
import { listReconcilable } from "#lib/db/list-reconcilable.ts";
import { listDueSyncs } from "#lib/db/sync-runs.ts";
import { fail } from "./import-contacts.ts";
import { nameOf } from "#lib/domain/name-of.ts";
import { reconcileAccount } from "./reconcile-account.ts";
import { runImport } from "./run-import.ts";
import type { Jobs } from "./start-patiently.ts";
import { syncAccount } from "./sync-account.ts";

/** An upload that takes longer is one that nobody is sending any more. */
const UPLOAD_MINUTES_MAX = 120;

const GIVEN_UP = "The import was tried several times and did not get to its end, which is not the file's fault. Nothing is lost: start it again, and if it ends here again, give this page's address to whoever runs Drumbeat.";

/** Accounts whose reading is ordered in one minute; the others have their turn in the next. */
const SYNCS_PER_MINUTE = 60;
/** The same for finding out what became of messages. */
const RECONCILES_PER_MINUTE = 60;

/** `twilioApiBaseUrl` undefined means Twilio itself. */
const handlersFor = (twilioApiBaseUrl: string | undefined): JobHandlers => ({
  async "import-contacts"(key, signal) {
    const outcome = await runImport(key, signal);
    if (outcome.kind === "held-elsewhere") throw new Error("another process runs this import");
    say("import ended", { importId: key.importId, outcome: outcome.kind });
  },
  async "import-given-up"(key) {
    await fail(key, GIVEN_UP);
  },
  async "sweep-imports"() {
    await dropAbandonedStaging(pool());
    const uploads = await deleteAbandonedUploads(pool(), UPLOAD_MINUTES_MAX);
    if (uploads > 0) say("abandoned uploads removed", { uploads });
  },
  async "sync-account"({ accountId }, signal) {
    const result = await syncAccount(accountId, { twilioApiBaseUrl, signal });
    if (result.kind === "synced") say("account read", { accountId, templates: result.templatesChanged, senders: result.sendersChanged });
    else say("account not read", { accountId, reason: result.kind });
    if (result.kind === "failed" && result.again) throw new Error("the account could not be read");
  },
  async "reconcile-account"({ accountId }, signal) {
    const result = await reconcileAccount(accountId, { twilioApiBaseUrl, signal, say });
    if (result.kind === "sealed") return say("account not reconciled", { accountId, reason: result.kind });
    const { looked, found, unconfirmed, fetched, assumed, audits, differences, mended, failed } = result;
    if (looked + fetched + assumed > 0) say("account reconciled", { accountId, looked, found, unconfirmed, fetched, assumed });
    if (audits + failed > 0) say(differences > 0 ? "ALARM: both books differ" : "both books compared", { accountId, audits, differences, mended, failed });
  },
  async "order-reconciles"() {
    for (const accountId of await listReconcilable(pool(), RECONCILES_PER_MINUTE)) await inTransaction((tx) => enqueueJob(tx, { name: "reconcile-account", data: { accountId }, key: accountId }));
  },
  async "order-syncs"() {
    for (const accountId of await listDueSyncs(pool(), SYNCS_PER_MINUTE)) await inTransaction((tx) => enqueueJob(tx, { name: "sync-account", data: { accountId }, key: accountId }));
  },
});

/** Starts the chores. `stop` ends what is running at once: it is run again from its start, here or elsewhere. Nothing is left running when it throws. */
export async function startJobs(twilioApiBaseUrl: string | undefined): Promise<Jobs> {
  const queue = await startJobQueue(guarded(handlersFor(twilioApiBaseUrl)), (error) => say("job queue trouble", { error: nameOf(error) }));
  try {
    await orderWaiting();
  } catch (error) {
    await queue.stop().catch(() => undefined);
    throw error;
  }
  return queue;
}

/** What was ordered while nobody worked should not wait for the minute. */
async function orderWaiting(): Promise<void> {
  for (const key of await listQueuedImports(pool())) await inTransaction((tx) => enqueueJob(tx, { name: "import-contacts", data: key, key: key.importId }));
  await inTransaction((tx) => enqueueJob(tx, { name: "order-syncs", data: {}, key: "order-syncs" }));
}

/** What a handler throws may hold a line of somebody's file; what is logged and stored is only its name. */
function guarded(inner: JobHandlers): JobHandlers {
  const guard = async (name: JobName, run: () => Promise<void>) => {
    const failure = await run().then(() => null, nameOf);
    if (failure === null) return;
    say("job failed", { job: name, error: failure });
    throw new Error(failure);
  };
  return {
    "import-contacts": (data, signal) => guard("import-contacts", () => inner["import-contacts"](data, signal)),
    "import-given-up": (data, signal) => guard("import-given-up", () => inner["import-given-up"](data, signal)),
    "sweep-imports": (data, signal) => guard("sweep-imports", () => inner["sweep-imports"](data, signal)),
    "sync-account": (data, signal) => guard("sync-account", () => inner["sync-account"](data, signal)),
    "reconcile-account": (data, signal) => guard("reconcile-account", () => inner["reconcile-account"](data, signal)),
    "order-reconciles": (data, signal) => guard("order-reconciles", () => inner["order-reconciles"](data, signal)),
    "order-syncs": (data, signal) => guard("order-syncs", () => inner["order-syncs"](data, signal)),
  };
}

function say(event: string, facts: Record<string, string | number>): void {
  console.log(JSON.stringify({ at: new Date().toISOString(), event, ...facts }));
}
