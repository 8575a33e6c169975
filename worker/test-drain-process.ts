/** A drain alone in a process, for tests that let it die: node worker/test-drain-process.ts PUBLIC_BASE_URL TWILIO_API_BASE_URL */
import { DepartureLog } from "#lib/drain/departure-log.ts";
import { openDrain } from "#lib/drain/open-drain.ts";
import { runDrain } from "#lib/drain/run-drain.ts";
import { settings } from "#lib/env.ts";

const [, , publicBaseUrl = "", twilioApiBaseUrl = ""] = process.argv;
const until = new AbortController();
process.once("SIGTERM", () => until.abort());
const { encryptionKey: callbackKey, databaseUrl } = settings();
const worker = `drain-${process.pid}`;
const departureLog = await DepartureLog.open(worker, databaseUrl);
const { world } = openDrain({ worker, publicBaseUrl, twilioApiBaseUrl, callbackKey, departureLog, say: () => undefined });
await runDrain(world, until.signal);
process.exit(0);
