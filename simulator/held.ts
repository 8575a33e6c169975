/** Messages that wait for a decision: those that Meta's pacing holds, and those in the queue of a template that goes. */
import { setOut } from "./delivery.ts";
import { type Message, type Move, type SimulatedStatus, statusOf } from "./message.ts";
import type { AccountState, World } from "./world.ts";

type Place = { state: AccountState; contentSid: string; at: number };

/** Code of a message that pacing held and then dropped: Meta paused the template for what people said of the first batch. */
const DROPPED = 63041;

const UNSENT = new Set<SimulatedStatus>(["accepted", "scheduled", "queued"]);

/** Messages of a template that are still in the queue fail when they would have left it. */
export function failQueued(state: AccountState, contentSid: string, code: number): void {
  for (const message of sentWith(state, contentSid)) {
    const [next] = message.ahead;
    if (UNSENT.has(statusOf(message)) && next) message.ahead = [{ status: "failed", code, at: next.at }];
  }
}

/** The held messages of a template go on from where they were stopped, and nothing is held any more. */
export function releaseHeld(world: World, { state, contentSid, at }: Place): void {
  letGo(world, { state, contentSid, at }, (held) => {
    const laterMs = Math.max(0, at - (held[0]?.at ?? at));
    return held.map((move) => ({ ...move, at: move.at + laterMs }));
  });
}

/** The held messages of a template come to nothing, and nothing is held any more. */
export function dropHeld(world: World, { state, contentSid, at }: Place): void {
  letGo(world, { state, contentSid, at }, () => [{ status: "undelivered", code: DROPPED, at }]);
}

function letGo(world: World, { state, contentSid }: Place, ahead: (held: readonly Move[]) => Move[]): void {
  state.pacing.delete(contentSid);
  for (const message of sentWith(state, contentSid)) {
    if (message.held.length === 0) continue;
    const wasUnderWay = message.ahead.length > 0;
    message.ahead = [...message.ahead, ...ahead(message.held)];
    message.held = [];
    if (!wasUnderWay && world.isRunning) setOut(world, state, message);
  }
}

function sentWith(state: AccountState, contentSid: string): Message[] {
  return state.rows.filter((row): row is Message => row.direction === "outbound-api" && row.entry.contentSid === contentSid);
}
