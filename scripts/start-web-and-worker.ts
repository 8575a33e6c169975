/** The console and the worker as parts of the whole. They start and end side by side. */
import path from "node:path";
import { NEXT } from "./build.ts";
import { type KeptPart, keepRunning } from "./keep-running.ts";
import { launchProcess } from "./part-process.ts";
import { ROOT } from "./places.ts";

const WEB_STOP_TIMEOUT_MS = 5_000;
/** A request to Twilio may take its full time before the worker lets go. */
const WORKER_STOP_TIMEOUT_MS = 25_000;

export type WebAndWorker = { port: number; listenerPort: number; development: boolean; note: (name: string) => (pid: number) => void };

export async function startWebAndWorker({ port, listenerPort, development, note }: WebAndWorker): Promise<KeptPart> {
  const nextArgs = [NEXT, development ? "dev" : "start", "--port", String(port)];
  const nextEnv = { NEXT_TELEMETRY_DISABLED: "1", NODE_ENV: development ? "development" : "production" };
  const web = await keepRunning("console", () =>
    launchProcess({ name: "console", args: nextArgs, env: nextEnv, stopTimeoutMs: WEB_STOP_TIMEOUT_MS, onStart: note("console") }),
  );
  const worker = await keepRunning("worker", () =>
    launchProcess({
      name: "worker",
      args: [path.join(ROOT, "worker/main.ts")],
      env: { LISTENER_PORT: String(listenerPort) },
      stopTimeoutMs: WORKER_STOP_TIMEOUT_MS,
      onStart: note("worker"),
    }),
  );
  return {
    failed: Promise.race([web.failed, worker.failed]),
    stop: async () => void (await Promise.all([web.stop(), worker.stop()])),
  };
}
