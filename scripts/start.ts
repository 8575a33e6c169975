/** `npm start`. With --dev the console is compiled as it is asked for. */
import { findDatabaseProblem } from "#lib/db/find-database-problem.ts";
import { settings } from "#lib/env.ts";
import { buildConsole } from "./build.ts";
import { requireFreePort } from "./ports.ts";
import { Problem, run } from "./problem.ts";
import { claimDataFolder } from "./running.ts";
import { serve } from "./serve.ts";
import { settleForStart } from "./settings.ts";
import { heedSignals, stopping } from "./stopping.ts";

const startedMs = performance.now();
const development = process.argv.includes("--dev");

heedSignals();
await run(async () => {
  try {
    const { embedded } = settleForStart();
    const claim = await claimDataFolder();
    try {
      await requirePorts();
      // Before anything that takes long: whoever set the address should hear of it at once.
      if (!embedded) await requireDatabase();
      if (!development) await buildConsole();
      await serve({ embedded, development, startedMs, claim });
    } finally {
      claim.release();
    }
  } catch (error) {
    if (!stopping.aborted) throw error;
  }
});

async function requirePorts(): Promise<void> {
  const { port, listenerPort } = settings();
  if (listenerPort === port) throw new Problem("PORT and LISTENER_PORT are the same: choose two.");
  await requireFreePort(port, "PORT");
  if (listenerPort !== undefined) await requireFreePort(listenerPort, "LISTENER_PORT");
}

async function requireDatabase(): Promise<void> {
  const problem = await findDatabaseProblem(settings().databaseUrl);
  if (problem !== null) throw new Problem(problem);
}
