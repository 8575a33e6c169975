/** `npm run seed -- NAME`: fills the database with a scenario of prisma/seeds, for trying things out. */
import { existsSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { z } from "zod";
import { disconnect, pool } from "#lib/db/connection.ts";
import { hasRealAccount } from "#lib/db/has-real-account.ts";
import { findPersonToSignIn } from "#lib/db/people.ts";
import { settings } from "#lib/env.ts";
import { startSimulator } from "#simulator/simulator.ts";
import { bringUpToDate } from "./database.ts";
import { FIRST_EMAIL, makeFirstAdmin } from "./first-admin.ts";
import { ROOT } from "./places.ts";
import { Problem, run } from "./problem.ts";
import type { Scenario } from "./scenario.ts";
import { settleForPart } from "./settings.ts";
import { connectSimulatedAccounts } from "./simulated-accounts.ts";

/** What there is, and what each is for. */
const SCENARIOS: Readonly<Record<string, string>> = {
  demo: "a small list of people in each account, for a first campaign",
  empty: "both accounts connected, nobody imported",
  "quiet-day": "weeks of finished campaigns, nothing running now",
  "mid-campaign": "as quiet-day, with a large campaign under way",
  disaster: "held and offline senders, failed imports, campaigns that went wrong",
};
const SeedModule = z.object({ seed: z.custom<Scenario>((value) => typeof value === "function") });

await run(async () => {
  const name = process.argv[2] ?? "";
  const file = path.join(ROOT, "prisma/seeds", `${name}.ts`);
  if (!Object.hasOwn(SCENARIOS, name) || !existsSync(file)) throw new Problem(whatThereIs(name));
  await settleForPart({ simulator: true });
  await bringUpToDate(settings().databaseUrl);
  try {
    await fill(file);
    console.log(`The database holds the scenario "${name}".`);
  } finally {
    await disconnect();
  }
});

function whatThereIs(name: string): string {
  const width = Math.max(...Object.keys(SCENARIOS).map((known) => known.length));
  const lines = Object.entries(SCENARIOS).map(([known, meaning]) => `  ${known.padEnd(width)}  ${meaning}`);
  return [name === "" ? "Name the scenario to fill the database with. There are:" : `There is no scenario "${name}". There are:`, ...lines, "For example: npm run seed -- quiet-day"].join("\n");
}

async function fill(file: string): Promise<void> {
  if (await hasRealAccount(pool())) throw new Problem("This database holds a real Twilio account, and scenarios are for trying things out: set DATABASE_URL to another database.");
  const made = await makeFirstAdmin();
  if (made) console.log(`The first admin is ${made.email}, with the password ${made.password}`);
  const admin = await findPersonToSignIn(pool(), FIRST_EMAIL);
  if (!admin) throw new Problem(`The scenario acts as ${FIRST_EMAIL}, who is not there: make that person with npm run admin.`);
  const accounts = await connect();
  const { seed } = SeedModule.parse(await import(pathToFileURL(file).href));
  await seed({ accounts, actorId: admin.id });
}

/** At the simulator that runs, or at one that is only there to be asked. */
async function connect() {
  const { twilioApiBaseUrl, publicBaseUrl } = settings();
  if (twilioApiBaseUrl) return connectSimulatedAccounts(twilioApiBaseUrl, publicBaseUrl);
  const simulator = await startSimulator();
  try {
    return await connectSimulatedAccounts(simulator.url, undefined);
  } finally {
    await simulator.stop();
  }
}
