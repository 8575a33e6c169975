/** A process that runs one import, for tests that kill it: node lib/jobs/testing-run-import.ts ACCOUNT IMPORT */
import { disconnect } from "#lib/db/connection.ts";
import { importContacts } from "./import-contacts.ts";

const [, , accountId = "", importId = ""] = process.argv;
const outcome = await importContacts({ accountId, importId }, () => performance.now());
await disconnect();
process.exitCode = outcome.kind === "done" ? 0 : 1;
