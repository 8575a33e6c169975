/** Starts every part in order, says where to go once all of it works, and ends it in order. */
import { disconnect, pool } from "#lib/db/connection.ts";
import { hasRealAccount } from "#lib/db/has-real-account.ts";
import { settings } from "#lib/env.ts";
import { untilAnswers } from "./answers.ts";
import { bringUpToDate, startDatabase } from "./database.ts";
import { firstPasswordStillHolds, firstSignInFile, FIRST_EMAIL, makeFirstAdmin } from "./first-admin.ts";
import type { KeptPart } from "./keep-running.ts";
import { inData, shown } from "./places.ts";
import { Problem } from "./problem.ts";
import { usualPort } from "./ports.ts";
import { elapsed, step } from "./progress.ts";
import type { Claim } from "./running.ts";
import type { Secrets } from "./secrets.ts";
import { connectSimulatedAccounts } from "./simulated-accounts.ts";
import { startSimulator } from "./start-simulator.ts";
import { startWebAndWorker } from "./start-web-and-worker.ts";
import { stopping, untilStopping } from "./stopping.ts";

export type Serving = { embedded: Secrets | null; development: boolean; startedMs: number; claim: Claim };

const HEALTHY_TIMEOUT_MS = 60_000;

/** Runs until somebody wants it to end, or a part dies too often. Leaves nothing running. */
export async function serve(serving: Serving): Promise<void> {
  // In the order of their start; they end the other way round.
  const parts: KeptPart[] = [];
  try {
    await startParts(serving, parts);
    const failure = await Promise.race([untilStopping(), ...parts.map((part) => part.failed)]);
    if (typeof failure === "string") throw new Problem(failure);
  } catch (error) {
    if (!stopping.aborted) throw error;
  } finally {
    if (stopping.aborted) console.log("\nEnding; what is in hand is finished first.");
    await disconnect();
    for (const part of parts.toReversed()) await part.stop();
  }
}

async function startParts({ embedded, development, startedMs, claim }: Serving, parts: KeptPart[]): Promise<void> {
  const pids: Record<string, number> = {};
  const note = (name: string) => (pid: number) => claim.note({ parts: Object.assign(pids, { [name]: pid }) });

  if (embedded) parts.push(await startDatabase(embedded));
  await step("Bringing the database up to date", () => bringUpToDate(settings().databaseUrl));
  const made = await makeFirstAdmin();
  const listenerPort = settings().listenerPort ?? (await usualPort("listener"));
  const isSimulated = settings().twilioApiBaseUrl === undefined && !(await hasRealAccount(pool()));
  if (isSimulated) {
    const simulator = await startSimulator(note("simulator"));
    parts.push(simulator.part);
    claim.note({ simulatorUrl: simulator.url });
    Object.assign(process.env, { TWILIO_API_BASE_URL: simulator.url, PUBLIC_BASE_URL: settings().publicBaseUrl ?? `http://127.0.0.1:${listenerPort}` });
    await step("Connecting the simulated accounts", () => connectSimulatedAccounts(simulator.url, settings().publicBaseUrl));
  }
  requireReachable();
  const { port } = settings();
  const webUrl = `http://localhost:${port}`;
  claim.note({ webUrl });
  await step("Starting the console and the worker", async () => {
    parts.push(await startWebAndWorker({ port, listenerPort, development, note }));
    await untilHealthy(`http://127.0.0.1:${port}/api/health`, parts);
  });
  await announce({ webUrl, made, isSimulated, startedMs });
}

/** Throws when a part dies too often meanwhile, or when it takes too long. */
async function untilHealthy(url: string, parts: KeptPart[]): Promise<void> {
  const over = new AbortController();
  const sentence = `The console does not become well; the logs in ${shown(inData("logs"))} say more.`;
  const healthy = untilAnswers(url, { timeoutMs: HEALTHY_TIMEOUT_MS, sentence, signal: over.signal });
  const failure = await Promise.race([healthy, ...parts.map((part) => part.failed)]);
  over.abort();
  if (typeof failure === "string") throw new Problem(`\n${failure}`);
}

/** Without an address of ours, Twilio could not say what becomes of a message. */
function requireReachable(): void {
  const { publicBaseUrl, twilioApiBaseUrl } = settings();
  if (!publicBaseUrl && !twilioApiBaseUrl) throw new Problem("PUBLIC_BASE_URL is required with a real Twilio account: it is where Twilio reaches the worker, such as https://hooks.example.com.");
}

async function announce(facts: { webUrl: string; made: { email: string; password: string } | null; isSimulated: boolean; startedMs: number }): Promise<void> {
  const lines = [`Drumbeat is ready (${elapsed(facts.startedMs)}).`, "", `  Open      ${facts.webUrl}`];
  if (facts.made) lines.push(`  Sign in   ${facts.made.email}`, `  Password  ${facts.made.password}   (kept in ${shown(firstSignInFile())})`);
  else if (await firstPasswordStillHolds()) lines.push(`  Sign in   ${FIRST_EMAIL}, with the password in ${shown(firstSignInFile())}`);
  else lines.push("  Sign in   as before; `npm run admin` sets a new password");
  if (facts.isSimulated) lines.push("", "No Twilio account is connected, so nothing leaves this machine: a simulator stands in for Twilio.");
  lines.push("", `Logs are in ${shown(inData("logs"))}. Ctrl-C ends all of it.`);
  console.log(`\n${lines.join("\n")}\n`);
}
