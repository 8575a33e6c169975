/** The door of the clock: drains, chores and the listener for Twilio's webhooks, until a signal. */
import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import { pool, disconnect } from "#lib/db/connection.ts";
import { knownProblem } from "#lib/db/find-database-problem.ts";
import { beat, stopBeating } from "#lib/db/heartbeats.ts";
import { DepartureLog } from "#lib/drain/departure-log.ts";
import { openDrain } from "#lib/drain/open-drain.ts";
import { runDrain } from "#lib/drain/run-drain.ts";
import { settingProblems, settings } from "#lib/env.ts";
import { openIngress, type OpenIngress } from "#lib/ingress/open-ingress.ts";
import { startJobs } from "#lib/jobs/jobs.ts";
import { startPatiently } from "#lib/jobs/start-patiently.ts";
import { startListener } from "./listener.ts";

/** The workers share the senders by who is alive (lib/db/sender-gates.ts). */
const BEAT_EVERY_MS = 1_000;
/** How often the log says what webhooks were refused, if any were. */
const REFUSALS_EVERY_MS = 60_000;

const say = (event: string, facts: Record<string, string | number> = {}) => console.log(JSON.stringify({ at: new Date().toISOString(), event, ...facts }));
const until = new AbortController();
for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => until.abort());

const problems = settingProblems();
if (problems.length > 0) {
  console.error(problems.join("\n"));
  process.exit(1);
}
const { listenerPort, publicBaseUrl: configuredUrl, twilioApiBaseUrl, encryptionKey: callbackKey, databaseUrl } = settings();
if (!configuredUrl && !twilioApiBaseUrl) {
  console.error("PUBLIC_BASE_URL is required: it is where Twilio reaches the webhooks of this worker, such as https://hooks.example.com.");
  process.exit(1);
}

const worker = `${hostname()}-${process.pid}-${randomUUID()}`;
let publicBaseUrl = configuredUrl ?? "";
let world: OpenIngress | undefined;
const ingress = () => (world ??= openIngress({ publicBaseUrl, callbackKey, say }));
const listener = await startListener(listenerPort ?? 0, ingress);
publicBaseUrl ||= `http://127.0.0.1:${listener.port}`;

const departureLog = await DepartureLog.open(worker, databaseUrl);
const drain = openDrain({ worker, publicBaseUrl, twilioApiBaseUrl, callbackKey, departureLog, say });
const heart = { id: worker, kind: "worker", host: hostname(), pid: process.pid, listenerUrl: `http://127.0.0.1:${listener.port}` };
const beatNow = () => beat(pool(), heart).catch(() => say("heartbeat failed"));
await beatNow();
const beating = setInterval(beatNow, BEAT_EVERY_MS);
const tellRefusals = () => {
  const refused = ingress().refusals.take();
  if (Object.keys(refused).length > 0) say("webhooks refused", refused);
};
const tellingRefusals = setInterval(tellRefusals, REFUSALS_EVERY_MS);
const jobs = await startPatiently(() => startJobs(twilioApiBaseUrl), { until: until.signal, say }).catch((error: unknown) => {
  const problem = knownProblem(error, databaseUrl);
  if (problem === null) throw error;
  console.error(problem);
  process.exit(1);
});
if (jobs) say("worker started", { worker, listener: listener.port });

const totals = await runDrain(drain.world, until.signal);
await Promise.all([jobs?.stop(), listener.close()]);
clearInterval(tellingRefusals);
tellRefusals();
await ingress().close();
clearInterval(beating);
await stopBeating(pool(), worker).catch(() => undefined);
await drain.close();
await departureLog?.close();
await disconnect();
say("worker stopped", { ...totals });
