/** The network behind Twilio: takes accepted messages out of the sender's queue and moves them to wherever their journey ends. */
import { FAILED_AT_ONCE } from "./fate-reply.ts";
import type { SimulatedTemplate } from "./fixtures.ts";
import { type Departure, limitOf, countDeparture } from "./limits.ts";
import type { Message, Move } from "./message.ts";
import { EXPIRED, journeyOf } from "./plan.ts";
import type { Service } from "./pool.ts";
import { untilQueued } from "./pool-sending.ts";
import type { LogEntry } from "./request-log.ts";
import { reportStatus } from "./status-callback.ts";
import { type AccountState, enter, type SenderState, settleQuiet, type World } from "./world.ts";

/** A message that Twilio has agreed to send. */
export type Order = {
  sender: SenderState;
  /** `whatsapp:+…` */
  to: string;
  template: SimulatedTemplate | null;
  validitySeconds: number;
  /** The Messaging Service that takes the message first; without one it is queued at once. */
  service?: Service | null;
  /** The service chose the sender. */
  chosen?: boolean;
  /** When it is scheduled for: ms since 1970. */
  sendAt?: number | null;
  /** The code with which it will fail whatever else holds; null or absent when that is open. */
  failsWith?: number | null;
};

const SECOND_MS = 1000;
/** One for all: of what is kept of very many messages, most is over. */
const NONE: readonly Move[] = [];

const SENDER_GONE = 63007;
/** What becomes of a Messaging Service's message that does not fit into its sender's queue (error dictionary 30001). */
export const OVERFLOW = 30001;
const NOT_CHOSEN = 63049;
const NOT_JOINED = 63015;
const OUTSIDE_WINDOW = 63016;
const TEMPLATE_PAUSED = 63041;
const TEMPLATE_DISABLED = 63042;

/** Puts a message into its sender's queue and plans its journey. `entry` is its request, already in the log with SID and time of acceptance. */
export function accept(world: World, state: AccountState, order: { order: Order; entry: LogEntry }): Message {
  const { entry } = order;
  const { to, service, sendAt } = order.order;
  const now = entry.acceptedAt ?? world.clock();
  const ordinal = state.byRecipient.get(to)?.length ?? 0;
  const { ahead, held } = service ? { ahead: untilQueued(world, { now, sendAt: sendAt ?? null }), held: [] } : planFor(world, state, { order: order.order, ordinal, now });
  const message = book(world, state, { entry, ahead, held });
  setOut(world, state, message);
  world.journal.write({ kind: "request", entry, ahead, ...(held.length > 0 && { held }) });
  return message;
}

type Way = { ahead: readonly Move[]; held: readonly Move[] };

/** Lets a message into its sender's queue, and says what will become of it. */
function planFor(world: World, state: AccountState, { order, ordinal, now }: { order: Order; ordinal: number; now: number }): Way {
  const { sender, to, template, validitySeconds } = order;
  const leavesAt = order.failsWith === OVERFLOW ? now : Math.max(now, sender.freeAt);
  const category = template?.category ?? null;
  const certain = order.failsWith ?? certainRefusal(state, order, now);
  const limited = certain === null ? limitOf(world, state, { sender, to, category, at: now }) : null;
  const fate = { refusedWith: certain ?? limited?.code ?? null, words: limited?.words };
  const planned = journeyOf({ to, ordinal, leavesAt, category, ...fate, expiresAt: now + validitySeconds * SECOND_MS }, world.settings);
  const way = passing(state, order, planned);
  occupy(sender, { now, ahead: way.ahead });
  countUse(world, state, { sender, to, category, at: now }, way.ahead);
  return way;
}

/** Where the journey really goes: no further than `sent` for a person who has blocked the business, and for a message that pacing holds. */
function passing(state: AccountState, { to, template }: Order, planned: Move[]): Way {
  const [first, ...rest] = planned;
  if (first?.status !== "sent") return { ahead: planned, held: [] };
  if (state.people.get(to)?.blocked) return { ahead: [first], held: [] };
  return state.pacing.get(template?.sid ?? "") === 0 ? { ahead: [first], held: rest } : { ahead: planned, held: [] };
}

/** What is not sent uses nothing up, nor does what Meta chooses not to deliver. */
export function countUse(world: World, state: AccountState, departure: Departure, ahead: readonly Move[]): void {
  const [first, second] = ahead;
  if (first?.status === "sent" && second?.code !== NOT_CHOSEN) countDeparture(world, state, departure);
}

/** Takes one message's time from the sender's queue, unless that message expires in it or never fitted. */
export function occupy(sender: SenderState, { now, ahead }: { now: number; ahead: readonly Move[] }): void {
  const intervalMs = SECOND_MS / sender.sender.mps;
  sender.paceAt = Math.max(now, sender.paceAt) + intervalMs;
  const [first] = ahead;
  if (first?.code !== EXPIRED && first?.code !== OVERFLOW) sender.freeAt = Math.max(now, sender.freeAt) + intervalMs;
}

/** Enters a message in the books. */
export function book(world: World, state: AccountState, made: { entry: LogEntry; ahead: readonly Move[]; held?: readonly Move[] }): Message {
  const { entry, ahead, held = [] } = made;
  const left = state.pacing.get(entry.contentSid ?? "") ?? 0;
  if (left > 0) state.pacing.set(entry.contentSid ?? "", left - 1);
  const message: Message = {
    direction: "outbound-api",
    sid: entry.sid ?? "",
    place: state.rows.length,
    ordinal: state.byRecipient.get(entry.to ?? "")?.length ?? 0,
    entry,
    moves: NONE,
    ahead,
    held: held.length === 0 ? NONE : held,
    callbacks: { posted: 0, answered2xx: 0, failed: 0, lost: 0 },
    awaited: null,
  };
  enter(state, message);
  world.messages.push(message);
  return message;
}

/** Makes the next move at its time, and then the one after it. */
export function setOut(world: World, state: AccountState, message: Message): void {
  const next = message.ahead[0];
  if (!next) return;
  world.movesToCome += 1;
  world.agenda.at(next.at, () => {
    // Another move may have taken its place meanwhile, at the same time; or none, when the message was called off.
    const [move, ...rest] = message.ahead;
    if (!move) return;
    message.ahead = rest.length === 0 ? NONE : rest;
    world.movesToCome -= 1;
    makeMove(world, state, message, move);
    settleQuiet(world);
  });
}

/** Brings a message to a status now, tells the business, and sets it out for what comes next. */
export function makeMove(world: World, state: AccountState, message: Message, move: Omit<Move, "at">): void {
  const { status, code, words } = move;
  const made = { ...move, at: world.clock() };
  message.moves = message.moves.concat(made);
  world.journal.write({ kind: "move", accountSid: state.account.sid, sid: message.sid, move: made });
  if (status === "queued") joinQueue(world, state, message);
  else setOut(world, state, message);
  reportStatus(world, state, { message, status, code, words });
}

/** What a service's message meets in its sender's queue, if anything is certain: a service takes what the queue does not, and it fails there. */
function doomOf(world: World, { entry, sender, now }: { entry: LogEntry; sender: SenderState; now: number }): number | null {
  if (entry.fate === "acceptThenFailed") return FAILED_AT_ONCE;
  return sender.freeAt - now > world.settings.queueLifeSeconds * SECOND_MS ? OVERFLOW : null;
}

/** A message that has just been queued joins its sender's queue, and what will become of it is decided. */
export function joinQueue(world: World, state: AccountState, message: Message): void {
  const { entry } = message;
  const sender = state.senders.get(entry.from ?? "");
  const now = world.clock();
  const order = sender && {
    sender,
    to: entry.to ?? "",
    template: state.templates.get(entry.contentSid ?? "") ?? null,
    validitySeconds: entry.validitySeconds ?? 0,
    failsWith: doomOf(world, { entry, sender, now }),
  };
  const way: Way = order ? planFor(world, state, { order, ordinal: message.ordinal, now }) : { ahead: [{ status: "failed", code: SENDER_GONE, at: now }], held: [] };
  Object.assign(message, way);
  world.journal.write({ kind: "ahead", accountSid: state.account.sid, sid: message.sid, at: now, ...way });
  setOut(world, state, message);
}

/** The error code with which this message will fail whatever its luck, decided when it is accepted. */
function certainRefusal(state: AccountState, { sender, to, template }: Order, now: number): number | null {
  if (state.account.kind === "sandbox" && (state.members.get(to) ?? 0) <= now) return NOT_JOINED;
  const stop = template?.category === "MARKETING" ? state.people.get(to)?.marketingStop : null;
  if (stop) return stop;
  const windowOpen = (sender.windows.get(to) ?? 0) > now;
  if (template?.approval === "paused") return TEMPLATE_PAUSED;
  if (template?.approval === "disabled") return TEMPLATE_DISABLED;
  return windowOpen || (template?.approval === "approved" && !isForSessions(template)) ? null : OUTSIDE_WINDOW;
}

/** Places and lists never begin a conversation, approved or not (Twilio, content types). */
function isForSessions({ types }: SimulatedTemplate): boolean {
  return Object.keys(types).every((type) => type === "twilio/location" || type === "twilio/list-picker");
}
