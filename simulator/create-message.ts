/** POST …/Messages.json: fate first, then the checks, then the network. */
import { hash } from "node:crypto";
import type { Call } from "./call.ts";
import { chanceFor } from "./chance.ts";
import { hasMedia } from "./content-body.ts";
import { type MessageForm, messageFormFrom } from "./create-rules.ts";
import { accept, type Order } from "./delivery.ts";
import { acceptedReply, FAILED_AT_ONCE, isLate, statusOfAccepting, vainReply, wordFor } from "./fate-reply.ts";
import type { Fate } from "./faults.ts";
import type { Message } from "./message.ts";
import { messageResource } from "./message-resource.ts";
import { newSid } from "./new-sid.ts";
import { within } from "./options.ts";
import { placeOrder } from "./order.ts";
import { type Noted, refusal, type Reply } from "./reply.ts";
import { comesBeforeAnswer, firstCallback } from "./status-callback.ts";
import { type AccountState, settleQuiet, type World } from "./world.ts";

/** Takes or refuses one message. */
export function createMessage({ world, state, form: params, note }: Call): Reply {
  const form = messageFormFrom(params);
  world.creates += 1;
  const { seed, slowMs } = world.settings;
  const number = world.creates;
  const fate = world.faults.fateOf({ number, seed, accountSid: state.account.sid, from: form.from, to: form.to });
  const known = { ...notedFrom(form), fate: wordFor(fate), ...contentOf(state, form) };
  const vain = vainReply(fate, { number, seed });
  if (vain !== null) {
    note({ ...known, status: vain.status, code: vain.code });
    return vain.reply;
  }
  const take = () => taken(world, state, { form, fate, note: (facts) => note({ ...known, ...facts }) });
  if (!isLate(fate)) return take();
  const lateMs = within(slowMs, chanceFor(seed, `slow ${number}`)(0));
  if (fate === "acceptLate") return later(world, lateMs, take);
  const reply = take();
  return later(world, lateMs, () => reply);
}

/** Checks the order of a form, and hands it to the network when Twilio would take it. */
function taken(world: World, state: AccountState, { form, fate, note }: { form: MessageForm; fate: Fate; note: Call["note"] }): Reply {
  const now = world.clock();
  const placed = placeOrder(state, form, { now, lifeSeconds: world.settings.queueLifeSeconds });
  if (!placed.ok) {
    note({ status: placed.refused.status, code: placed.refused.code });
    return refusal(placed.refused);
  }
  const entry = note({ status: statusOfAccepting(fate), sid: sidFor(placed.order, form), acceptedAt: now, ...choiceOf(placed.order, form) });
  const doomed = fate === "acceptThenFailed" ? { ...placed.order, failsWith: FAILED_AT_ONCE } : placed.order;
  const message = accept(world, state, { order: doomed, entry });
  const reply = acceptedReply(fate, () => messageResource(state, message, placed.values));
  return comesBeforeAnswer(world, message) ? { kind: "later", reply: firstCallback(world, message).then(() => reply) } : reply;
}

/** The network is not quiet while a request waits. */
function later(world: World, afterMs: number, act: () => Reply): Reply {
  const { promise, resolve } = Promise.withResolvers<Reply>();
  world.underWay += 1;
  world.agenda.at(world.clock() + afterMs, () => {
    world.underWay -= 1;
    resolve(act());
    settleQuiet(world);
  });
  return { kind: "later", reply: promise };
}

/** What the log keeps of an order besides its request: by whom and when it is sent. */
function choiceOf({ sender, service, chosen, sendAt, validitySeconds }: Order, { statusCallback }: MessageForm): Noted {
  return { from: sender.address, callbackUrl: statusCallback || (service?.statusCallback ?? null), serviceSid: service?.sid ?? null, chosen, sendAt, validitySeconds };
}

/** The SID as the template has it, not as it was cut out of the request: a piece of a text holds the whole of it in memory. */
function contentOf(state: AccountState, { contentSid }: MessageForm): Noted {
  const template = state.templates.get(contentSid);
  return template ? { contentSid: template.sid } : {};
}

function sidFor(order: Order, form: MessageForm): Message["sid"] {
  return newSid(form.mediaUrls.length > 0 || (order.template !== null && hasMedia(order.template)) ? "MM" : "SM");
}

function notedFrom(form: MessageForm): Noted {
  return {
    from: form.from || null,
    to: form.to || null,
    contentSid: form.contentSid || null,
    variables: form.contentVariables || null,
    mediaUrl: form.mediaUrls[0] ?? null,
    body: form.body || null,
    bodySha256: form.body === "" ? null : hash("sha256", form.body),
    callbackUrl: form.statusCallback || null,
  };
}
