/** How the last reading from Twilio went, read beside the page that shows it. */
import { SyncLine } from "#components/sync/sync-line.tsx";
import { pool } from "#lib/db/connection.ts";
import { findLiveWorker } from "#lib/db/find-live-worker.ts";
import { findSyncRun } from "#lib/db/sync-runs.ts";
import type { SyncSubject } from "#lib/domain/sync-change.ts";
import { Part } from "../part.tsx";

/** `of` says where it stands: beside templates or senders, or null on the list of what changed. */
type SyncStandingProps = { account: { id: string; slug: string }; of: SyncSubject | null; quiet?: boolean };

export function SyncStanding({ account, of, quiet }: SyncStandingProps) {
  const changesHref = of && `/${account.slug}/settings/changes?of=${of}`;
  return (
    <Part what="when Twilio was asked last" read={() => Promise.all([findSyncRun(pool(), account.id), findLiveWorker(pool())])}>
      {([run, worker]) => <SyncLine run={run} workerAlive={worker !== null} changesHref={changesHref} quiet={quiet} />}
    </Part>
  );
}
