/** The database of `npm start`: the one that is set, or one of our own. */
import { startEmbedded } from "#lib/db/embedded-postgres.ts";
import { ensureDatabase } from "#lib/db/ensure-database.ts";
import { findDatabaseProblem } from "#lib/db/find-database-problem.ts";
import { migrate } from "#lib/db/migrate.ts";
import { type KeptPart, keepRunning } from "./keep-running.ts";
import { inData, shown } from "./places.ts";
import { Problem } from "./problem.ts";
import { step } from "./progress.ts";
import type { Secrets } from "./secrets.ts";
import { DATABASE, useEmbedded } from "./settings.ts";

/** Room for a few workers and web processes beside each other. */
const SETTINGS = { max_connections: "200", track_commit_timestamp: "on", log_min_error_statement: "panic" };

/** Starts our own PostgreSQL, points the settings at it, and keeps it running. */
export async function startDatabase(secrets: Secrets): Promise<KeptPart> {
  const folder = inData("postgres");
  return step("Starting PostgreSQL", () =>
    keepRunning("database", async () => {
      const server = await startEmbedded({ folder, password: secrets.POSTGRES_PASSWORD, settings: SETTINGS }).catch((error: unknown) => {
        throw new Problem(`\nThe database in ${shown(folder)} does not start: ${error instanceof Error ? error.message : String(error)}`);
      });
      await ensureDatabase(server.urlOf("postgres"), DATABASE).catch(async (error: unknown) => {
        await server.stop();
        throw error;
      });
      useEmbedded(secrets, server.urlOf(DATABASE));
      return { ended: server.ended.then(() => "by itself"), stop: () => server.stop() };
    }),
  );
}

/** Brings the database of the settings to this version. A problem that a person can mend is a sentence. */
export async function bringUpToDate(databaseUrl: string): Promise<void> {
  const problem = await findDatabaseProblem(databaseUrl);
  if (problem !== null) throw new Problem(problem);
  const result = await migrate(databaseUrl).catch((error: unknown) => {
    const [reason] = (error instanceof Error ? error.message : String(error)).split("\n   0: ");
    throw new Problem(`\nThe database cannot be brought to this version, and was left as it is.\n${reason}`);
  });
  if (result.kind === "newer") {
    throw new Problem(`\nThe database was made by a newer version of Drumbeat (it holds the migration ${result.unknown.at(-1)}): start that version, or set DATABASE_URL to another database.`);
  }
}
