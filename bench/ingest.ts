/** How many status callbacks a door takes, and how soon it answers: the listener, the console's route, and a listener that does nothing. */
import { pool } from "#lib/db/connection.ts";
import { atLeast, atMost, exactly, type Figure, observed } from "./figure.ts";
import { numberIn } from "./sized.ts";
import { postAll } from "./webhook-lines.ts";
import { inboundWebhook, openWebhookShop, requestBytes, sidOf, type SignedWebhook, statusWebhook, type WebhookShop } from "./webhook-shop.ts";
import { cpuSecondsOf, type DoorName, openWebhookStage, type RunningDoor } from "./webhook-stage.ts";

const CALLBACKS = 60_000;
const PACED_SECONDS = 20;
const PACED_PER_SECOND = 1_200;
const CONNECTIONS = 256;
const WARM_UP = 3_000;
/** People who write STOP at once, and how many of them a second. */
const STOPS = 500;
const STOPS_PER_SECOND = 50;
const STOP_CONNECTIONS = 32;
const STOP_P99_AIM_MS = 500;
const PER_SECOND_AIM = 5_000;
const P99_AIM_MS = 50;
const TOKEN = "1f".repeat(16);
/** What is told of every message, in the order of a real journey. */
const JOURNEY = ["sent", "delivered", "read"];
const MICROSECONDS = 1_000_000;

type Load = { perSecond: number; cpuPerCallbackUs: number | null; refused: number };

/** Yields the figures. `--callbacks=N` and `--seconds=N` make it smaller or larger, `--unpinned` leaves the processes where the machine puts them. */
export async function* ingestFigures(args: string[]): AsyncGenerator<Figure> {
  const callbacks = numberIn(args, "callbacks", CALLBACKS);
  const paced = numberIn(args, "seconds", PACED_SECONDS) * PACED_PER_SECOND;
  const stage = await openWebhookStage({ pinned: !args.includes("--unpinned") });
  try {
    const loads = new Map<DoorName, Load>();
    const times = new Map<DoorName, number>();
    for (const name of ["bare", "route", "listener"] as const) {
      const shop = await openWebhookShop({ messages: Math.ceil((callbacks + paced + WARM_UP) / JOURNEY.length), publicBaseUrl: stage.publicBaseUrl, authToken: TOKEN });
      const door = await stage.openDoor(name);
      loads.set(name, await load(door, shop, callbacks));
      times.set(name, await pacedP99Ms(door, shop, { from: WARM_UP + callbacks, count: paced }));
      if (name === "listener") yield* stopped(door, shop);
      await stage.kill(door, "SIGTERM");
      if (name !== "bare") yield exactly(`${name}: callbacks committed, of those answered 2xx`, await committed(shop, "status"), "callbacks", WARM_UP + callbacks + paced - (loads.get(name)?.refused ?? 0));
    }
    yield* compared(loads, times);
  } finally {
    await stage.close();
  }
}

function* compared(loads: Map<DoorName, Load>, times: Map<DoorName, number>): Generator<Figure> {
  const [listener, route, bare] = (["listener", "route", "bare"] as const).map((name) => ({ ...(loads.get(name) ?? { perSecond: 0, cpuPerCallbackUs: null, refused: 0 }), p99Ms: times.get(name) ?? 0 }));
  if (!listener || !route || !bare) return;
  yield observed("listener against the console's route, callbacks per second", listener.perSecond / route.perSecond, "times");
  yield observed("listener against a bare listener, callbacks per second", listener.perSecond / bare.perSecond, "times");
  yield atLeast("listener: callbacks per second", listener.perSecond, "per second", PER_SECOND_AIM);
  for (const [name, { cpuPerCallbackUs }] of Object.entries({ listener, route, bare })) {
    if (cpuPerCallbackUs === null) continue;
    yield observed(`${name}: processor time of its process for a callback`, cpuPerCallbackUs, "µs");
    if (name === "listener") yield atLeast("listener: callbacks for a second of processor time", MICROSECONDS / cpuPerCallbackUs, "per second", PER_SECOND_AIM);
  }
  yield observed("route: callbacks per second", route.perSecond, "per second");
  yield observed("bare: callbacks per second", bare.perSecond, "per second");
  yield atMost(`listener: p99 at ${PACED_PER_SECOND} a second`, listener.p99Ms, "ms", P99_AIM_MS);
  yield observed(`route: p99 at ${PACED_PER_SECOND} a second`, route.p99Ms, "ms");
  yield observed(`bare: p99 at ${PACED_PER_SECOND} a second`, bare.p99Ms, "ms");
}

/** Everything at once, after a warm-up that is not counted. */
async function load(door: RunningDoor, shop: WebhookShop, count: number): Promise<Load> {
  await post(door, shop, { from: 0, count: WARM_UP });
  const requests = Array.from({ length: count }, (_, index) => requestBytes(callbackAt(shop, WARM_UP + index)));
  const cpuBefore = cpuSecondsOf(door);
  let refused = 0;
  const startedMs = performance.now();
  await postAll({ port: door.port, connections: CONNECTIONS, count, bytesOf: (index) => requests[index] ?? Buffer.alloc(0), answered: (_, status) => void (refused += status === 204 ? 0 : 1) });
  const seconds = (performance.now() - startedMs) / 1000;
  const cpuAfter = cpuSecondsOf(door);
  const cpuPerCallbackUs = cpuBefore === null || cpuAfter === null ? null : ((cpuAfter - cpuBefore) * MICROSECONDS) / count;
  return { perSecond: (count - refused) / seconds, cpuPerCallbackUs, refused };
}

/** At an even pace, each counted from the moment at which it was due. */
async function pacedP99Ms(door: RunningDoor, shop: WebhookShop, part: { from: number; count: number }): Promise<number> {
  return p99(await post(door, shop, { ...part, perSecond: PACED_PER_SECOND }));
}

async function post(door: RunningDoor, shop: WebhookShop, part: { from: number; count: number; perSecond?: number }): Promise<number[]> {
  const requests = Array.from({ length: part.count }, (_, index) => requestBytes(callbackAt(shop, part.from + index)));
  const times: number[] = [];
  const paced = part.perSecond === undefined ? {} : { perSecond: part.perSecond };
  await postAll({ port: door.port, connections: CONNECTIONS, count: part.count, ...paced, bytesOf: (index) => requests[index] ?? Buffer.alloc(0), answered: (_, __, tookMs) => void times.push(tookMs) });
  return times;
}

function callbackAt(shop: WebhookShop, index: number): SignedWebhook {
  const place = index % shop.messageIds.length;
  const status = JOURNEY[Math.floor(index / shop.messageIds.length)] ?? "read";
  return statusWebhook(shop, place, { status, code: null, eventType: null });
}

/** People opt out while callbacks come at their usual pace. */
async function* stopped(door: RunningDoor, shop: WebhookShop): AsyncGenerator<Figure> {
  const { rows } = await pool().query<{ phone: string }>(`select phone from contact where account_id = $1 order by id limit $2`, [shop.accountId, STOPS]);
  const requests = rows.map(({ phone }, index) => requestBytes(inboundWebhook(shop, { sid: sidOf(shop, shop.messageIds.length + index), from: phone, body: "STOP" })));
  const times: number[] = [];
  let taken = 0;
  const answered = (_: number, status: number | null, tookMs: number) => {
    times.push(tookMs);
    if (status === 200) taken += 1;
  };
  await Promise.all([
    postAll({ port: door.port, connections: STOP_CONNECTIONS, count: requests.length, perSecond: STOPS_PER_SECOND, bytesOf: (index) => requests[index] ?? Buffer.alloc(0), answered }),
    post(door, shop, { from: 0, count: (STOPS / STOPS_PER_SECOND) * PACED_PER_SECOND, perSecond: PACED_PER_SECOND }),
  ]);
  const out = await pool().query(`select 1 from contact where account_id = $1 and opted_out_at is not null`, [shop.accountId]);
  yield exactly("STOPs answered 2xx", taken, "messages", STOPS);
  yield exactly(`people opted out, of ${STOPS} who wrote STOP`, out.rowCount ?? 0, "people", STOPS);
  yield atMost(`p99 from STOP to its answer, ${STOPS_PER_SECOND} a second among ${PACED_PER_SECOND} callbacks`, p99(times), "ms", STOP_P99_AIM_MS);
}

async function committed(shop: WebhookShop, kind: string): Promise<number> {
  const { rows } = await pool().query<{ n: number }>(`select count(*)::int as n from provider_event where account_id = $1 and kind = $2`, [shop.accountId, kind]);
  return rows[0]?.n ?? 0;
}

function p99(times: number[]): number {
  return times.toSorted((left, right) => left - right)[Math.floor(times.length * 0.99)] ?? 0;
}
