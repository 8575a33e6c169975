/** What works: for load balancers, monitors and `npm start`. Says nothing of secrets, versions or addresses. */
import { pool } from "#lib/db/connection.ts";
import { findLiveWorker } from "#lib/db/find-live-worker.ts";

export const dynamic = "force-dynamic";

const LISTENER_TIMEOUT_MS = 2_000;

type Health = { database: boolean; worker: boolean; listener: boolean };

export async function GET(): Promise<Response> {
  const health = await look();
  const isWell = health.database && health.worker && health.listener;
  return Response.json(health, { status: isWell ? 200 : 503, headers: { "Cache-Control": "no-store" } });
}

async function look(): Promise<Health> {
  try {
    const worker = await findLiveWorker(pool());
    return { database: true, worker: worker !== null, listener: worker?.listenerUrl ? await answers(`${worker.listenerUrl}/api/health`) : false };
  } catch {
    return { database: false, worker: false, listener: false };
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(LISTENER_TIMEOUT_MS), cache: "no-store" })).ok;
  } catch {
    return false;
  }
}
