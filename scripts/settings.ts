/** The settings of a command: from the environment, from .env, or those of the embedded database. */
import { existsSync } from "node:fs";
import path from "node:path";
import { findEmbedded } from "#lib/db/embedded-postgres.ts";
import { settingProblems } from "#lib/env.ts";
import { inData, ROOT, shown } from "./places.ts";
import { Problem } from "./problem.ts";
import { readRunning } from "./running.ts";
import { makeSecrets, readSecrets, type Secrets } from "./secrets.ts";

export const DATABASE = "drumbeat";
/** Stands in until the embedded server has a port, so that the other settings can be checked first. */
const NOT_YET = "postgresql://127.0.0.1/not-started-yet";

/** Whether `npm start` brings its own database. Checks every setting, and makes up the secrets of a new database of our own. */
export function settleForStart(): { embedded: Secrets | null } {
  readDotEnv();
  const embedded = isSet("DATABASE_URL") ? null : (readSecrets() ?? makeSecrets());
  if (embedded) useEmbedded(embedded, NOT_YET);
  check();
  return { embedded };
}

/** The settings for a part that is started alone: a database must be set, or the embedded one must run. With `simulator`, the one that runs there stands in for Twilio. */
export async function settleForPart({ simulator = false }: { simulator?: boolean } = {}): Promise<void> {
  readDotEnv();
  if (!isSet("DATABASE_URL")) {
    const secrets = readSecrets();
    const url = secrets && (await findEmbedded({ folder: inData("postgres"), password: secrets.POSTGRES_PASSWORD }, DATABASE));
    if (!secrets || !url) throw new Problem("DATABASE_URL is not set, and the database of `npm start` does not run: set DATABASE_URL, or run `npm start` in another window.");
    useEmbedded(secrets, url);
    const running = readRunning();
    if (simulator && running?.simulatorUrl) process.env["TWILIO_API_BASE_URL"] ??= running.simulatorUrl;
  }
  check();
}

/** Points this process, and what it starts, at a database of the embedded server. */
export function useEmbedded(secrets: Secrets, url: string): void {
  process.env["DATABASE_URL"] = url;
  for (const name of ["NEXTAUTH_SECRET", "ENCRYPTION_KEY", "WORKER_SECRET"] as const) if (!isSet(name)) process.env[name] = secrets[name];
}

function readDotEnv(): void {
  const file = path.resolve(ROOT, process.env["DRUMBEAT_ENV_FILE"]?.trim() || ".env");
  if (!existsSync(file)) return;
  try {
    // What the environment says already stays.
    process.loadEnvFile(file);
  } catch {
    throw new Problem(`${shown(file)} cannot be read: correct its permissions, or remove it.`);
  }
}

function check(): void {
  const problems = settingProblems();
  if (problems.length === 0) return;
  const hint = problems.some((problem) => /SECRET|ENCRYPTION_KEY/.test(problem)) ? ["A secret can be made with: openssl rand -hex 32"] : [];
  throw new Problem([...problems, ...hint].join("\n"));
}

function isSet(name: string): boolean {
  return Boolean(process.env[name]?.trim());
}
