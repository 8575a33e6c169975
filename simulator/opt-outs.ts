/** Advanced Opt-Out of a Messaging Service: keywords by which a person stops it and lets it write again (Twilio, error dictionary 21610). */
import type { InboundMessage } from "./message.ts";
import type { AccountState } from "./world.ts";

const STOP = new Set(["stop", "stopall", "unsubscribe", "cancel", "end", "quit"]);
const START = new Set(["start", "yes", "unstop"]);
const HELP = new Set(["help", "info"]);

/** What a text means to a service; null for anything else, and for a sender that is in no service. */
export function optOutTypeOf(state: AccountState, { to, body }: Pick<InboundMessage, "to" | "body">): "STOP" | "START" | "HELP" | null {
  if (serviceOf(state, to) === undefined) return null;
  const word = body.trim().toLowerCase();
  if (STOP.has(word)) return "STOP";
  if (START.has(word)) return "START";
  return HELP.has(word) ? "HELP" : null;
}

/** Remembers who has stopped which service, and who has come back. */
export function heed(state: AccountState, message: InboundMessage): void {
  const key = keyOf(serviceOf(state, message.to), message.from);
  const type = optOutTypeOf(state, message);
  if (type === "STOP") state.optedOut.add(key);
  if (type === "START") state.optedOut.delete(key);
}

/** Whether a person has stopped the service that a message would go by: the one it names, or the one that its sender is in. */
export function hasOptedOut(state: AccountState, { to, from, messagingServiceSid }: { to: string; from: string; messagingServiceSid: string }): boolean {
  return state.optedOut.has(keyOf(messagingServiceSid || serviceOf(state, from), to));
}

function serviceOf(state: AccountState, address: string): string | undefined {
  const sid = state.senders.get(address)?.sender.sid;
  return Array.from(state.services.values()).find(({ pool }) => pool.some((pooled) => pooled.sid === sid))?.sid;
}

function keyOf(serviceSid: string | undefined, person: string): string {
  return `${serviceSid} ${person}`;
}
