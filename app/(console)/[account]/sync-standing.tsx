/** How the last reading from Twilio went, read beside the page that shows it. */
import { SyncLine } from "#components/sync/sync-line.tsx";
import { pool } from "#lib/db/connection.ts";
import { findLiveWorker } from "#lib/db/find-live-worker.ts";
import { findSyncRun } from "#lib/db/sync-runs.ts";
import type { SyncSubject } from "#lib/domain/sync-change.ts";
import { Part } from "../part.tsx";

export function SyncStanding({ account, of }: { account: { id: string; slug: string }; of: SyncSubject | null }) {
  const changesHref = `/${account.slug}/settings/changes${of ? `?of=${of}` : ""}`;
  return (
    <Part what="when Twilio was asked last" read={() => Promise.all([findSyncRun(pool(), account.id), findLiveWorker(pool())])}>
      {([run, worker]) => <SyncLine run={run} workerAlive={worker !== null} changesHref={changesHref} />}
    </Part>
  );
}
