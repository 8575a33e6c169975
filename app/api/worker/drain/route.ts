/** Drains for a bounded time and says what it did: for hosts that have a clock but no worker. */
import { randomUUID } from "node:crypto";
import { openDrain } from "#lib/drain/open-drain.ts";
import { runDrain } from "#lib/drain/run-drain.ts";
import { settings } from "#lib/env.ts";
import { equalInConstantTime } from "#lib/twilio/signature.ts";

const SECONDS_DEFAULT = 20;
const SECONDS_MAX = 60;
/** A clock that comes more seldom than this, in minutes, lets messages become so late that they are held for a person. */
const EVERY_MAX = 30;
/** It may fail to come once. */
const SILENT_PER_EVERY = 2;
export const maxDuration = 80;

export async function POST(request: Request): Promise<Response> {
  const { workerSecret, publicBaseUrl, twilioApiBaseUrl, encryptionKey: callbackKey } = settings();
  if (!equalInConstantTime(request.headers.get("authorization") ?? "", `Bearer ${workerSecret}`)) {
    return Response.json({ error: "Send the header Authorization: Bearer with WORKER_SECRET." }, { status: 401 });
  }
  const { searchParams } = new URL(request.url);
  const seconds = Number(searchParams.get("seconds") ?? SECONDS_DEFAULT);
  if (!(seconds > 0 && seconds <= SECONDS_MAX)) {
    return Response.json({ error: `seconds must be a number above 0 and at most ${SECONDS_MAX}.` }, { status: 400 });
  }
  const every = searchParams.has("every") ? Number(searchParams.get("every")) : undefined;
  if (every !== undefined && !(every > 0 && every <= EVERY_MAX)) {
    return Response.json({ error: `every must be a number of minutes, above 0 and at most ${EVERY_MAX}.` }, { status: 400 });
  }
  if (!publicBaseUrl) {
    return Response.json({ error: "PUBLIC_BASE_URL is not set, so Twilio could not report what becomes of a message. Set it, then try again." }, { status: 503 });
  }
  const startedMs = performance.now();
  const say = (event: string, facts: Record<string, string | number>) => console.log(JSON.stringify({ event, ...facts }));
  const silentMaxMs = every === undefined ? undefined : SILENT_PER_EVERY * every * 60_000;
  const drain = openDrain({ silentMaxMs, worker: `web-${randomUUID()}`, publicBaseUrl, twilioApiBaseUrl, callbackKey, departureLog: null, say });
  try {
    const totals = await runDrain(drain.world, AbortSignal.timeout(seconds * 1000));
    return Response.json({ ...totals, seconds: Number(((performance.now() - startedMs) / 1000).toFixed(3)) });
  } finally {
    await drain.close();
  }
}
