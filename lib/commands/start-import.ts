/** Orders the import of a file whose columns a person has confirmed. The worker does it. */
import { recordAudit } from "#lib/db/audit.ts";
import { inTransaction } from "#lib/db/connection.ts";
import type { ImportKey } from "#lib/db/import-run.ts";
import { lockImport, queueImport } from "#lib/db/import-upload.ts";
import { enqueueJob } from "#lib/db/job-queue.ts";
import { type ColumnRole, mappingProblem } from "#lib/domain/csv-columns.ts";
import type { ImportState } from "#lib/domain/states.ts";

/** One role per column, in the order of the file. `defaultCountry` is a two-letter code. */
export type ImportOrder = ImportKey & { roles: ColumnRole[]; defaultCountry: string | null };
export type StartImportResult = { kind: "started" } | { kind: "mapping"; problem: string } | { kind: "not-startable"; state: ImportState } | { kind: "no-such-import" };

const OTHER_FILE = "The columns are not those of this file. Load the page again, then choose them.";

/** A file that failed without fault of its own can be started again. */
export async function startImport(actorId: string, order: ImportOrder): Promise<StartImportResult> {
  return inTransaction(async (tx) => {
    const found = await lockImport(tx, order);
    if (!found) return { kind: "no-such-import" };
    const startable = found.state === "mapping" || (found.state === "failed" && found.columns.length > 0);
    if (!startable) return { kind: "not-startable", state: found.state };
    if (order.roles.length !== found.columns.length) return { kind: "mapping", problem: OTHER_FILE };
    const columns = found.columns.map(({ header }, at) => ({ header, role: order.roles[at] ?? "attribute" }));
    const problem = mappingProblem(columns);
    if (problem !== null) return { kind: "mapping", problem };
    await queueImport(tx, { accountId: order.accountId, importId: order.importId, columns, defaultCountry: order.defaultCountry });
    await enqueueJob(tx, { name: "import-contacts", data: { accountId: order.accountId, importId: order.importId }, key: order.importId });
    const detail = { columns: columns.map(({ header, role }) => `${header}: ${role}`), defaultCountry: order.defaultCountry };
    await recordAudit(tx, { accountId: order.accountId, actorId, action: "import.started", subjectKind: "import", subjectId: order.importId, detail });
    return { kind: "started" };
  });
}
