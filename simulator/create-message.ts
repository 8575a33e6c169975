/** POST …/Messages.json: fate first, then the checks, then the network. */
import { hash } from "node:crypto";
import type { Call } from "./call.ts";
import { hasMedia } from "./content-body.ts";
import { type MessageForm, messageFormFrom } from "./create-rules.ts";
import { accept, type Order } from "./delivery.ts";
import { errorBody, type Refused, refusedWith, wordsFor } from "./error-body.ts";
import type { Fate } from "./faults.ts";
import { newSid } from "./inbound.ts";
import type { Message } from "./message.ts";
import { messageResource } from "./message-resource.ts";
import { placeOrder } from "./order.ts";

import { json, type Noted, refusal, type Reply } from "./reply.ts";

const CREATED = 201;
const SERVER_ERROR = 500;

/** Takes or refuses one message. */
export function createMessage({ world, state, form: params, note }: Call): Reply {
  const form = messageFormFrom(params);
  world.creates += 1;
  const fate = world.faults({ number: world.creates, seed: world.settings.seed, accountSid: state.account.sid, from: form.from, to: form.to });
  const known = { ...notedFrom(form), fate: wordFor(fate) };
  const refusedByFate = refusalOf(fate);
  if (refusedByFate !== null) {
    note({ ...known, status: refusedByFate.status, code: refusedByFate.code });
    return refusal(refusedByFate);
  }
  if (fate === "hang" || fate === "dropConnection") {
    note(known);
    return { kind: fate === "hang" ? "hang" : "drop" };
  }
  const now = world.clock();
  const placed = placeOrder(state, form, { now, lifeSeconds: world.settings.queueLifeSeconds });
  if (!placed.ok) {
    note({ ...known, status: placed.refused.status, code: placed.refused.code });
    return refusal(placed.refused);
  }
  const status = fate === "accept" ? CREATED : fate === "acceptThen500" ? SERVER_ERROR : null;
  const entry = note({ ...known, status, sid: sidFor(placed.order, form), acceptedAt: now, ...choiceOf(placed.order, known.callbackUrl) });
  const message = accept(world, state, { order: placed.order, entry });
  return replyOf(fate, () => messageResource(state, message, placed.values));
}

function replyOf(fate: Fate, resource: () => ReturnType<typeof messageResource>): Reply {
  if (fate === "acceptThen500") return { kind: "answer", status: SERVER_ERROR, body: errorBody(refusedWith(20500)) };
  if (fate === "acceptThenDropConnection") return { kind: "drop" };
  if (fate === "acceptThenHang") return { kind: "hang" };
  return json(CREATED, resource());
}

function refusalOf(fate: Fate): Refused | null {
  if (typeof fate === "object") return { status: fate.refuse.status, code: fate.refuse.code, message: wordsFor(fate.refuse.code) };
  if (fate === "refuse429") return refusedWith(20429);
  return fate === "refuse500" ? refusedWith(20500) : null;
}

function wordFor(fate: Fate): string {
  return typeof fate === "string" ? fate : `refuse ${fate.refuse.status}/${fate.refuse.code}`;
}

/** What the log keeps of an order besides its request: by whom and when it is sent. */
function choiceOf({ sender, service, chosen, sendAt, validitySeconds }: Order, callbackUrl: string | null): Noted {
  return { from: sender.address, callbackUrl: callbackUrl ?? service?.statusCallback ?? null, serviceSid: service?.sid ?? null, chosen, sendAt, validitySeconds };
}

function sidFor(order: Order, form: MessageForm): Message["sid"] {
  return newSid(form.mediaUrls.length > 0 || (order.template !== null && hasMedia(order.template)) ? "MM" : "SM");
}

function notedFrom(form: MessageForm) {
  return {
    from: form.from || null,
    to: form.to || null,
    contentSid: form.contentSid || null,
    variables: form.contentVariables || null,
    body: form.body || null,
    bodySha256: form.body === "" ? null : hash("sha256", form.body),
    callbackUrl: form.statusCallback || null,
  };
}
