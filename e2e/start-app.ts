/** A Drumbeat of its own: another data folder, another port, nothing of this machine's settings. */
import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { z } from "zod";
import { findEmbedded } from "#lib/db/embedded-postgres.ts";
import { freePort } from "#lib/db/free-port.ts";
import { firstSignIn } from "#scripts/first-sign-in.ts";
import { readRunning } from "#scripts/running.ts";
import { DATABASE } from "#scripts/settings.ts";
import type { App } from "./app.ts";

const ROOT = path.join(import.meta.dirname, "..");
const READY_TIMEOUT_MS = 240_000;
const STOP_TIMEOUT_MS = 40_000;
/** Settings of whoever runs the tests, which must not lead them to somebody's database or to Twilio. */
const NOT_INHERITED = ["DATABASE_URL", "NEXTAUTH_SECRET", "ENCRYPTION_KEY", "WORKER_SECRET", "PUBLIC_BASE_URL", "TWILIO_API_BASE_URL", "LISTENER_PORT"];

const Secrets = z.object({ POSTGRES_PASSWORD: z.string() });

export type StartedApp = { app: Omit<App, "browser">; stop: () => Promise<void> };
export type AppToStart = { /** A scenario of prisma/seeds to fill it with; left out, it starts without people. */ scenario?: string };

/** Starts everything as `npm start` does and resolves when it is ready. Throws with what it printed when it is not. */
export async function startApp({ scenario }: AppToStart = {}): Promise<StartedApp> {
  const dataFolder = mkdtempSync(path.join(tmpdir(), "drumbeat-e2e-"));
  // The database may run as another user, who must get to its own folder inside. What is secret inside is closed by itself.
  chmodSync(dataFolder, 0o711);
  const port = await freePort(0);
  const env = { ...ownSettings(dataFolder), PORT: String(port) };
  const child = enter(["scripts/start.ts"], env);
  const stop = async () => {
    await end(child);
    rmSync(dataFolder, { recursive: true, force: true });
  };
  try {
    await untilReady(child);
    if (scenario !== undefined) await untilSeeded(enter(["scripts/seed.ts", scenario], env));
  } catch (error) {
    await stop();
    throw error;
  }
  const running = readRunning(dataFolder);
  const { email, password } = firstSignIn(readFileSync(path.join(dataFolder, "first-sign-in.txt"), "utf8"));
  return { app: { url: `http://localhost:${port}`, simulatorUrl: running?.simulatorUrl ?? "", email, password, dataFolder }, stop };
}

function ownSettings(dataFolder: string): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !NOT_INHERITED.includes(name));
  return { ...Object.fromEntries(inherited), NODE_ENV: "production", DRUMBEAT_DATA_DIR: dataFolder, DRUMBEAT_ENV_FILE: path.join(dataFolder, "none.env"), DRUMBEAT_STARTED_BY: String(process.pid) };
}

/** A script of the project on its pinned Node. It ends by itself when this process is gone. */
function enter(script: string[], env: NodeJS.ProcessEnv): ChildProcess {
  return spawn(process.execPath, [path.join(ROOT, "scripts/enter.ts"), ...script], { cwd: ROOT, env, stdio: ["ignore", "pipe", "pipe", "ipc"] });
}

/** The address of the database that the console of a data folder has started for itself. Throws when it does not run. */
export async function databaseUrlOf(dataFolder: string): Promise<string> {
  const { POSTGRES_PASSWORD } = Secrets.parse(JSON.parse(readFileSync(path.join(dataFolder, "secrets.json"), "utf8")));
  const url = await findEmbedded({ folder: path.join(dataFolder, "postgres"), password: POSTGRES_PASSWORD }, DATABASE);
  if (url === null) throw new Error("The database of the started console does not run.");
  return url;
}

async function untilSeeded(child: ChildProcess): Promise<void> {
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk: Buffer) => (printed += chunk.toString()));
  const code = await new Promise((resolve) => child.once("close", resolve));
  if (code !== 0) throw new Error(`The scenario cannot be seeded.\n${printed}`);
}

function untilReady(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let printed = "";
    const give = (reason: string) => reject(new Error(`${reason}\n${printed}`));
    const late = setTimeout(() => give("Drumbeat is not ready in time."), READY_TIMEOUT_MS);
    child.once("exit", (code) => give(`Drumbeat ended with code ${code} before it was ready.`));
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on("data", (chunk: Buffer) => {
        printed += chunk.toString();
        if (!printed.includes("Drumbeat is ready")) return;
        clearTimeout(late);
        resolve();
      });
    }
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  child.kill("SIGTERM");
  const late = setTimeout(() => child.kill("SIGKILL"), STOP_TIMEOUT_MS);
  await ended;
  clearTimeout(late);
}
