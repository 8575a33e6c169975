/** Takes up a log where an earlier simulator left it: same counts, same messages, and whatever was under way goes on. */
import { review } from "./approvals.ts";
import { makeWrite } from "./account-writes.ts";
import { apply } from "./changes.ts";
import { book, countUse, joinQueue, occupy, setOut } from "./delivery.ts";
import { hear } from "./inbound.ts";
import type { CallbackOutcome, JournalLine } from "./journal.ts";
import type { Message, Move, SimulatedStatus } from "./message.ts";
import { isCreate, type LogEntry } from "./request-log.ts";
import { followUp } from "./sender-writes.ts";
import { countMarks, countStray, reportStatus } from "./status-callback.ts";
import type { AccountState, World } from "./world.ts";

/** By message: the statuses whose callback has come to its end. */
type Settled = Map<Message, Set<SimulatedStatus>>;

/** Reads the journal and sets everything unfinished on its way. To be called once, before the first request. */
export function resume(world: World): void {
  const settled: Settled = new Map();
  for (const line of world.journal.read()) replay(world, line, settled);
  for (const [sid, url] of Object.entries(world.settings.inboundUrls)) {
    const state = world.accounts.get(sid);
    if (state) state.inboundUrl = url;
  }
  world.isRunning = true;
  for (const state of world.accounts.values()) {
    for (const template of state.templates.values()) review(world, state, template);
    for (const { sender } of state.senders.values()) followUp(world, state, sender);
  }
  for (const message of world.messages) {
    const state = accountOf(world, message);
    if (!state) continue;
    // The earlier simulator stopped between queueing it and saying what was to become of it.
    if (message.moves.at(-1)?.status === "queued" && message.ahead.length === 0) joinQueue(world, state, message);
    else setOut(world, state, message);
    // A move without a settled callback: the earlier simulator stopped between the two. Twilio would not have.
    const owed = message.moves.filter((move) => !settled.get(message)?.has(move.status));
    for (const { status, code, words } of owed) reportStatus(world, state, { message, status, code, words });
  }
}

function replay(world: World, line: JournalLine, settled: Settled): void {
  if (line.kind === "request") return replayRequest(world, line);
  if (line.kind === "clock") return void (world.advance.ms += line.advanceMs);
  if (line.kind === "change") return apply(world, line.change, line.at);
  const state = world.accounts.get(line.accountSid);
  if (!state) return;
  if (line.kind === "inboundUrl") state.inboundUrl = line.url;
  if (line.kind === "inbound") hear(world, state, line.message);
  if (line.kind === "write") makeWrite(state, line.write);
  if (line.kind !== "move" && line.kind !== "callback" && line.kind !== "stray" && line.kind !== "ahead") return;
  const message = state.bySid.get(line.sid);
  if (message?.direction !== "outbound-api") return;
  if (line.kind === "move") {
    message.moves = [...message.moves, line.move];
    message.ahead = message.ahead.slice(1);
  } else if (line.kind === "ahead") {
    Object.assign(message, { ahead: line.ahead, held: line.held });
    leave(world, state, { entry: message.entry, at: line.at, ahead: line.ahead });
  } else if (line.kind === "stray") {
    countStray(message, line.stray, line.taken);
  } else {
    recount(message, line.outcome);
    countMarks(message, line);
    if (!line.copy) settled.set(message, (settled.get(message) ?? new Set()).add(line.status));
  }
}

function replayRequest(world: World, { entry, ahead, held }: JournalLine & { kind: "request" }): void {
  world.entries.push(entry);
  if (entry.fate !== null) world.creates += 1;
  if (isCreate(entry)) world.begun += 1;
  const state = world.accounts.get(entry.accountSid ?? "");
  if (!state || ahead === undefined) return;
  if (!entry.serviceSid) leave(world, state, { entry, at: entry.acceptedAt ?? 0, ahead });
  book(world, state, { entry, ahead, held });
}

/** What a message took from its sender's queue and from the limits when it was queued. */
function leave(world: World, state: AccountState, { entry, at, ahead }: { entry: LogEntry; at: number; ahead: readonly Move[] }): void {
  const sender = state.senders.get(entry.from ?? "");
  if (!sender) return;
  const category = state.templates.get(entry.contentSid ?? "")?.category ?? null;
  occupy(sender, { now: at, ahead });
  countUse(world, state, { sender, to: entry.to ?? "", category, at }, ahead);
}

function recount(message: Message, outcome: CallbackOutcome): void {
  message.callbacks[outcome] += 1;
  if (outcome !== "lost") message.callbacks.posted += 1;
}

function accountOf(world: World, message: Message): AccountState | undefined {
  return world.accounts.get(message.entry.accountSid ?? "");
}
