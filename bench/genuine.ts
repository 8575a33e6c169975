/** What Twilio says of many messages: a log drawn by a seed, how it arrives, and what must come of it. */
import { pool } from "#lib/db/connection.ts";
import { type Draw, drawFrom, shuffle } from "./seeded.ts";
import { type SignedWebhook, type StatusTold, statusWebhook, type WebhookShop } from "./webhook-shop.ts";

/** One status of one message, as the log has it. */
export type Logged = StatusTold & { place: number };
/** What a message has come to. */
export type Fate = { delivery: string; errorCode: number | null };

/** The journeys that TWILIO's documents and captures show, the contradictory ones too: each has its share of luck. */
const JOURNEYS: readonly (readonly string[])[] = [
  ["sent", "delivered", "read"],
  ["sent", "delivered", "read"],
  ["queued", "sent", "delivered", "read"],
  ["sent", "delivered"],
  ["sent", "delivered"],
  ["sending", "sent", "delivered"],
  ["sent"],
  ["sent", "undelivered"],
  ["failed"],
  ["queued", "canceled"],
  ["sent", "failed", "delivered"],
  ["undelivered", "read"],
  ["undelivered", "failed"],
  ["failed", "failed"],
];
/** Of failures that are never sent again: the log tells of one attempt for each message. */
const CODES = [63_003, 63_016, 63_024, 63_031, 63_032];
const COPIES_MAX = 5;

/** A log of `count` statuses, message after message. */
export function drawLog(count: number, seed: number): Logged[] {
  const draw = drawFrom(seed);
  const log: Logged[] = [];
  for (let place = 0; log.length < count; place += 1) {
    for (const status of draw.of(JOURNEYS)) log.push({ place, ...toldOf(status, draw) });
  }
  return log;
}

function toldOf(status: string, draw: Draw): StatusTold {
  const code = status === "failed" || status === "undelivered" ? draw.of(CODES) : null;
  // A read receipt comes in two shapes.
  if (status === "read" && draw.next() < 0.5) return { status: "delivered", code, eventType: "READ" };
  return { status, code, eventType: null };
}

/** The order of arrival: every place of the log one to five times, shuffled. */
export function arrivalsOf(log: Logged[], seed: number): Uint32Array {
  const draw = drawFrom(seed);
  const arrivals: number[] = [];
  for (let index = 0; index < log.length; index += 1) {
    const copies = 1 + draw.below(COPIES_MAX);
    for (let copy = 0; copy < copies; copy += 1) arrivals.push(index);
  }
  return shuffle(Uint32Array.from(arrivals), draw);
}

/** The callback that tells one entry of the log. */
export function webhookOf(shop: WebhookShop, told: Logged): SignedWebhook {
  return statusWebhook(shop, told.place, told);
}

/** From the weakest to the strongest, as Twilio's documents order them: what was delivered was not refused, and what was read was delivered. Written here once more, so that a mistake in the project's own order is seen. */
const STRENGTH = ["queued", "sending", "sent", "canceled", "undelivered", "failed", "delivered", "read"];

/** What the log alone says of each message. */
export function fatesOf(log: Logged[]): Map<number, Fate> {
  const fates = new Map<number, Fate>();
  for (const { place, status, code, eventType } of log) {
    const delivery = eventType === "READ" ? "read" : status;
    const before = fates.get(place);
    const isStronger = before === undefined || STRENGTH.indexOf(delivery) > STRENGTH.indexOf(before.delivery);
    if (isStronger) fates.set(place, { delivery, errorCode: code });
    else if (delivery === before.delivery && code !== null) fates.set(place, { delivery, errorCode: Math.max(code, before.errorCode ?? 0) });
  }
  return fates;
}

export type Mismatch = { messages: number; attempts: number; events: number; counters: number };

/** How many messages, attempts, events and counters are not what the log says. */
export async function mismatchesWith(log: Logged[], shop: WebhookShop): Promise<Mismatch> {
  const fates = fatesOf(log);
  const { rows } = await pool().query<{ id: string; state: string; delivery: string; errorCode: number | null; outcome: string; sid: string | null }>(
    `select m.id, m.state, m.delivery, m.error_code as "errorCode", a.outcome, a.message_sid as sid
     from message m join attempt a on a.account_id = m.account_id and a.message_id = m.id where m.account_id = $1 order by m.id`,
    [shop.accountId],
  );
  const found = { messages: 0, attempts: 0, events: 0, counters: 0 };
  const sums = new Map<string, number>();
  for (const [place, row] of rows.entries()) {
    const fate = fates.get(place) ?? { delivery: "none", errorCode: null };
    const told = fates.has(place);
    sums.set(fate.delivery, (sums.get(fate.delivery) ?? 0) + 1);
    if (row.id !== shop.messageIds[place] || row.delivery !== fate.delivery || row.errorCode !== fate.errorCode || row.state !== (told ? "accepted" : "sending")) found.messages += 1;
    if (row.outcome !== (told ? "accepted" : "open") || (row.sid !== null) !== told) found.attempts += 1;
  }
  found.events = Math.abs((await eventsOf(shop)) - new Set(log.map(({ place, status, code, eventType }) => `${place}|${eventType === "READ" ? "read" : status}|${code ?? ""}`)).size);
  found.counters = await wrongCounters(shop, new Map([...sums, ["accepted", fates.size]]));
  return found;
}

async function eventsOf(shop: WebhookShop): Promise<number> {
  const { rows } = await pool().query<{ n: number }>(`select count(*)::int as n from provider_event where account_id = $1`, [shop.accountId]);
  return rows[0]?.n ?? 0;
}

async function wrongCounters(shop: WebhookShop, sums: Map<string, number>): Promise<number> {
  const { rows } = await pool().query<Record<string, number>>(
    `select sum(accepted)::int as accepted, sum(sent)::int as sent, sum(delivered)::int as delivered, sum(read)::int as read, sum(undelivered)::int as undelivered, sum(failed)::int as failed
     from campaign_tally where account_id = $1`,
    [shop.accountId],
  );
  return Object.entries(rows[0] ?? {}).filter(([name, sum]) => (sum ?? 0) !== (sums.get(name) ?? 0)).length;
}
