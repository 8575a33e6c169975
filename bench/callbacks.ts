/** Whether webhooks do what the log of Twilio's side says, and nothing else: forged ones, genuine ones in any order and number, and a door that is killed. */
import { randomInt } from "node:crypto";
import { pool } from "#lib/db/connection.ts";
import { exactly, type Figure, observed } from "./figure.ts";
import { type Captured, drawForgery } from "./forged.ts";
import { arrivalsOf, drawLog, mismatchesWith, webhookOf } from "./genuine.ts";
import { changedRows, keepChecksums } from "./row-changes.ts";
import { type Draw, drawFrom } from "./seeded.ts";
import { numberIn } from "./sized.ts";
import { postAll } from "./webhook-lines.ts";
import { inboundWebhook, openWebhookShop, requestBytes, type SignedWebhook, sidOf, statusWebhook, type WebhookShop } from "./webhook-shop.ts";
import { openWebhookStage, type RunningDoor } from "./webhook-stage.ts";

const FORGED = 100_000;
const GENUINE = 1_000_000;
const KILLS = 50;
const CONNECTIONS = 48;
/** What a forger has seen of genuine webhooks. */
const CAPTURED_MESSAGES = 500;
const STATUSES_PER_MESSAGE = 2;
const TOKEN = "2e".repeat(16);
const OTHER_TOKEN = "3d".repeat(16);
/** How long a door lives before it is killed, in milliseconds. */
const LIFE_MS = [40, 400] as const;
const CALLBACKS_PER_LIFE = 2_500;
/** Rounds in which what was not answered 2xx is posted again, as Twilio does. */
const ROUNDS_MAX = 20;
const SEED_MAX = 1_000_000;

/** Opens a door in a process of its own, on any port. */
export type OpenDoor = () => Promise<RunningDoor>;
export type Doors = { publicBaseUrl: string; open: OpenDoor; kill: (door: RunningDoor) => Promise<void> };

/** Yields the figures. `--forged=N`, `--genuine=N`, `--kills=N` and `--seed=N` change what is done. */
export async function* callbackFigures(args: string[]): AsyncGenerator<Figure> {
  const seed = numberIn(args, "seed", randomInt(SEED_MAX));
  yield observed("seed", seed, "");
  const stage = await openWebhookStage({ pinned: false });
  const doors = { publicBaseUrl: stage.publicBaseUrl, open: () => stage.openDoor("listener"), kill: stage.kill };
  try {
    yield* forgedFigures(doors, numberIn(args, "forged", FORGED), seed);
    yield* genuineFigures(doors, numberIn(args, "genuine", GENUINE), seed);
    yield* killedFigures(doors, numberIn(args, "kills", KILLS), seed);
  } finally {
    await stage.close();
  }
}

/** Genuine webhooks are taken; then `count` forgeries of them, and copies, change no row. */
export async function* forgedFigures(doors: Doors, count: number, seed: number): AsyncGenerator<Figure> {
  const draw = drawFrom(seed);
  const captured = await capture(doors.publicBaseUrl, draw);
  const door = await doors.open();
  const unanswered = await postedUntilTaken(door, captured.webhooks.length, (index) => captured.webhooks[index]);
  yield exactly("genuine webhooks that were captured and not taken", unanswered, "webhooks", 0);
  await keepChecksums();
  // Made when its turn comes, and by its number alone: a hundred thousand would fill the memory, and no other order makes others.
  const forgeryAt = (index: number) => drawForgery(captured, drawFrom(seed + index));
  const kinds = new Set<string>();
  const mayBeTaken = new Set<number>();
  let taken = 0;
  let unexpected = 0;
  await postAll({
    port: door.port,
    connections: CONNECTIONS,
    count,
    bytesOf: (index) => {
      const forgery = forgeryAt(index);
      kinds.add(forgery.kind);
      if (forgery.mayBeTaken) mayBeTaken.add(index);
      return requestBytes(forgery.webhook);
    },
    answered: (index, status) => {
      if (status !== null && status < 300 && !mayBeTaken.has(index)) taken += 1;
      if (status === null || status >= 500) unexpected += 1;
    },
  });
  await doors.kill(door);
  yield exactly(`rows changed by ${count} forged, moved, foreign and repeated webhooks of ${kinds.size} kinds`, await changedRows(), "rows", 0);
  yield exactly("webhooks answered 2xx that were never taken before", taken, "webhooks", 0);
  yield exactly("forgeries without an answer, or with a failure of the door", unexpected, "webhooks", 0);
}

async function capture(publicBaseUrl: string, draw: Draw): Promise<Captured> {
  const shop = await openWebhookShop({ messages: CAPTURED_MESSAGES, publicBaseUrl, authToken: TOKEN });
  const other = await openWebhookShop({ messages: 1, publicBaseUrl, authToken: OTHER_TOKEN });
  const told = shop.messageIds.map((_, place) => statusWebhook(shop, place, draw.of([{ status: "delivered", code: null, eventType: "READ" }, { status: "sent", code: null, eventType: null }, { status: "undelivered", code: 63_050, eventType: null }])));
  const written = shop.messageIds.slice(0, CAPTURED_MESSAGES / 10).map((_, place) => inboundWebhook(shop, { sid: sidOf(shop, CAPTURED_MESSAGES + place), from: `+49302302${String(200_001 + place).slice(1)}`, body: draw.of(["stop", "hello", "START"]) }));
  return { shop, other, webhooks: [...told, ...written] };
}

/** `count` statuses, shuffled and copied up to five times, leave what their log says. */
export async function* genuineFigures(doors: Doors, count: number, seed: number): AsyncGenerator<Figure> {
  const log = drawLog(count, seed);
  const arrivals = arrivalsOf(log, seed + 1);
  const shop = await openWebhookShop({ messages: (log.at(-1)?.place ?? 0) + STATUSES_PER_MESSAGE, publicBaseUrl: doors.publicBaseUrl, authToken: TOKEN });
  const door = await doors.open();
  const startedMs = performance.now();
  const unanswered = await postedUntilTaken(door, arrivals.length, (index) => {
    const told = log[arrivals[index] ?? 0];
    return told && webhookOf(shop, told);
  });
  const seconds = (performance.now() - startedMs) / 1000;
  await doors.kill(door);
  yield exactly(`callbacks of ${log.length} statuses, shuffled and copied to ${arrivals.length}, never taken`, unanswered, "callbacks", 0);
  const { messages, attempts, events, counters } = await mismatchesWith(log, shop);
  yield exactly("messages that are not what the log says", messages, "messages", 0);
  yield exactly("attempts that are not what the log says", attempts, "attempts", 0);
  yield exactly("events too many or too few", events, "events", 0);
  yield exactly("counters of the campaign that are not what the log says", counters, "counters", 0);
  yield observed("callbacks a second, with their making on the same machine", arrivals.length / seconds, "per second");
}

/** A door that is killed at random moments has lost none to which it said 2xx. */
export async function* killedFigures(doors: Doors, kills: number, seed: number): AsyncGenerator<Figure> {
  const draw = drawFrom(seed);
  let acknowledged = 0;
  let lost = 0;
  for (let kill = 0; kill < kills; kill += 1) {
    const shop = await openWebhookShop({ messages: CALLBACKS_PER_LIFE, publicBaseUrl: doors.publicBaseUrl, authToken: TOKEN });
    const door = await doors.open();
    const taken = new Set<string>();
    const killAtMs = LIFE_MS[0] + draw.next() * (LIFE_MS[1] - LIFE_MS[0]);
    let killed: Promise<void> | undefined;
    // Its life begins with its first answer: a process takes a while to get going.
    const answered = (index: number, status: number | null) => {
      if (status === 204) taken.add(sidOf(shop, index));
      killed ??= new Promise((resolve) => setTimeout(() => resolve(doors.kill(door)), killAtMs));
    };
    await postAll({ port: door.port, connections: CONNECTIONS, count: CALLBACKS_PER_LIFE, bytesOf: (index) => requestBytes(statusWebhook(shop, index, { status: "sent", code: null, eventType: null })), answered, stopped: () => door.child.signalCode !== null });
    await (killed ?? doors.kill(door));
    acknowledged += taken.size;
    lost += await missing(shop, taken);
  }
  yield exactly(`callbacks answered 2xx and lost by a listener killed ${kills} times with kill -9`, lost, "callbacks", 0);
  yield observed("callbacks answered 2xx before the kills", acknowledged, "callbacks");
}

/** How many of these are not both recorded and applied. */
async function missing(shop: WebhookShop, taken: Set<string>): Promise<number> {
  const { rows } = await pool().query<{ n: number }>(
    `select count(*)::int as n from unnest($2::text[]) as told(sid)
     where not exists (select 1 from provider_event e where e.account_id = $1 and e.message_sid = told.sid)
        or not exists (select 1 from attempt a join message m on m.account_id = a.account_id and m.id = a.message_id
                       where a.account_id = $1 and a.message_sid = told.sid and a.outcome = 'accepted' and m.delivery = 'sent')`,
    [shop.accountId, Array.from(taken)],
  );
  return rows[0]?.n ?? 0;
}

/** Posts them all, and those that were not answered 2xx again; how many never were. */
async function postedUntilTaken(door: RunningDoor, count: number, webhookAt: (index: number) => SignedWebhook | undefined): Promise<number> {
  let left: number[] | null = null;
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    const these: number[] | null = left;
    const again: number[] = [];
    const place = (index: number) => these?.[index] ?? index;
    await postAll({
      port: door.port,
      connections: CONNECTIONS,
      count: these?.length ?? count,
      bytesOf: (index) => bytesOf(webhookAt(place(index))),
      answered: (index, status) => void (status !== null && status < 300 ? 0 : again.push(place(index))),
    });
    if (again.length === 0) return 0;
    left = again;
  }
  return left?.length ?? 0;
}

function bytesOf(webhook: SignedWebhook | undefined): Buffer {
  if (!webhook) throw new RangeError("There is no webhook at this place.");
  return requestBytes(webhook);
}
