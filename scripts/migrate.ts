/** `npm run migrate`: brings the database to this version, for whoever runs the parts one by one. */
import { settings } from "#lib/env.ts";
import { bringUpToDate } from "./database.ts";
import { run } from "./problem.ts";
import { settleForPart } from "./settings.ts";

await run(async () => {
  await settleForPart();
  await bringUpToDate(settings().databaseUrl);
  console.log("The database is up to date.");
});
