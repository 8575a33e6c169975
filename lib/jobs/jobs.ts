/** The chores of a worker process: what runs them, what is looked for at the start, and what is said of them. */
import { inTransaction, pool } from "#lib/db/connection.ts";
import { listQueuedImports } from "#lib/db/import-run.ts";
import { dropAbandonedStaging } from "#lib/db/import-staging.ts";
import { deleteAbandonedUploads } from "#lib/db/import-upload.ts";
import { enqueueJob, type JobHandlers, type JobName, startJobQueue } from "#lib/db/job-queue.ts";
import { fail } from "./import-contacts.ts";
import { nameOf } from "./name-of.ts";
import { runImport } from "./run-import.ts";

/** An upload that takes longer is one that nobody is sending any more. */
const UPLOAD_MINUTES_MAX = 120;

const GIVEN_UP = "The import was tried several times and did not get to its end, which is not the file's fault. Nothing is lost: start it again, and if it ends here again, give this page's address to whoever runs Drumbeat.";

const handlers: JobHandlers = {
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
};

/** Starts the chores. `stop` ends what is running at once: it is run again from its start, here or elsewhere. */
export async function startJobs(): Promise<{ stop(): Promise<void> }> {
  const queue = await startJobQueue(guarded(handlers), (error) => say("job queue trouble", { error: nameOf(error) }));
  for (const key of await listQueuedImports(pool())) await inTransaction((tx) => enqueueJob(tx, { name: "import-contacts", data: key, key: key.importId }));
  return queue;
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
  };
}

function say(event: string, facts: Record<string, string | number>): void {
  console.log(JSON.stringify({ at: new Date().toISOString(), event, ...facts }));
}
