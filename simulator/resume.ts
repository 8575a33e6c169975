/** Takes up a log where an earlier simulator left it: same counts, same messages, and whatever was under way goes on. */
import { apply } from "./changes.ts";
import { book, occupy, setOut, countUse } from "./delivery.ts";
import { hear } from "./inbound.ts";
import type { CallbackOutcome, JournalLine } from "./journal.ts";
import type { Message, SimulatedStatus } from "./message.ts";
import { isCreate } from "./request-log.ts";
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
  for (const message of world.messages) {
    const state = accountOf(world, message);
    if (!state) continue;
    setOut(world, state, message);
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
  if (line.kind !== "move" && line.kind !== "callback" && line.kind !== "stray") return;
  const message = state.bySid.get(line.sid);
  if (message?.direction !== "outbound-api") return;
  if (line.kind === "move") {
    message.moves.push(line.move);
    message.ahead.shift();
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
  const sender = state.senders.get(entry.from ?? "");
  const at = entry.acceptedAt ?? 0;
  const category = state.templates.get(entry.contentSid ?? "")?.category ?? null;
  if (sender) {
    occupy(sender, { now: at, ahead });
    countUse(world, state, { sender, to: entry.to ?? "", category, at }, ahead);
  }
  book(world, state, { entry, ahead, held });
}

function recount(message: Message, outcome: CallbackOutcome): void {
  message.callbacks[outcome] += 1;
  if (outcome !== "lost") message.callbacks.posted += 1;
}

function accountOf(world: World, message: Message): AccountState | undefined {
  return world.accounts.get(message.entry.accountSid ?? "");
}
