/** The process that runs one import: `import-process.ts ACCOUNT IMPORT`. Tells its parent the outcome, and does not outlive it. */
import { z } from "zod";
import { disconnect } from "#lib/db/connection.ts";
import { importContacts } from "./import-contacts.ts";
import { nameOf } from "#lib/domain/name-of.ts";

const Key = z.strictObject({ accountId: z.uuid(), importId: z.uuid() });

process.once("disconnect", () => process.exit(1));
const [, , accountId, importId] = process.argv;
try {
  process.send?.(await importContacts(Key.parse({ accountId, importId }), () => performance.now()));
} catch (error) {
  // Its name alone: what the database says of a row quotes the row.
  process.send?.({ kind: "fault", name: nameOf(error) });
} finally {
  await disconnect();
}
process.disconnect?.();
