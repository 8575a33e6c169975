/** Says whether Twilio would take a message, before anything happens: its parameters first, then who would send it, then the queue. */
import { createProblem, type MessageForm, sendTime, VALIDITY_MAX_SECONDS, valuesFrom } from "./create-rules.ts";
import type { Order } from "./delivery.ts";
import { type KnownCode, refusedWith, type Refused } from "./error-body.ts";
import { poolSender } from "./pool-sending.ts";
import { isOnline } from "./senders.ts";
import type { AccountState, SenderState } from "./world.ts";

export type PlacedOrder = { ok: true; order: Order; values: Record<string, string> } | { ok: false; refused: Refused };

const SECOND_MS = 1000;

/** The order that a form places, or the first reason to refuse it. */
export function placeOrder(state: AccountState, form: MessageForm, queue: { now: number; lifeSeconds: number }): PlacedOrder {
  const problem = createProblem(state, form, queue.now);
  if (problem !== null) return refused(problem);
  const service = state.services.get(form.messagingServiceSid) ?? null;
  const sender = service ? poolSender(state, service, form) : state.senders.get(form.from);
  if (service && !sender) return refused(21703);
  if (!sender || !isOnline(sender.sender)) return refused(63007);
  // A service takes what its sender's queue does not, and it fails there (error dictionary 30001).
  const full = service ? null : queueProblem(state, sender, queue);
  if (full !== null) return refused(full);
  const validitySeconds = form.validityPeriod === "" ? (service?.validityPeriod ?? VALIDITY_MAX_SECONDS) : Number(form.validityPeriod);
  const template = state.templates.get(form.contentSid) ?? null;
  const order: Order = { sender, to: form.to, template, validitySeconds, service, chosen: form.from === "", sendAt: sendTime(form) };
  return { ok: true, order, values: valuesFrom(form.contentVariables) ?? {} };
}

function refused(code: KnownCode): PlacedOrder {
  return { ok: false, refused: refusedWith(code) };
}

/** A sandbox that is asked too fast refuses at once, a live sender when its queue is older than it may grow. One message ahead of the sandbox's pace is let through. */
function queueProblem(state: AccountState, sender: SenderState, { now, lifeSeconds }: { now: number; lifeSeconds: number }): KnownCode | null {
  if (state.account.kind === "sandbox" && sender.paceAt - now > SECOND_MS / sender.sender.mps) return 63018;
  return sender.freeAt - now > lifeSeconds * SECOND_MS ? 21611 : null;
}
