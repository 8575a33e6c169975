/** The pool of a Messaging Service: its WhatsApp senders, and its phone numbers, of which nobody here has any. */
import { parsePhoneNumber } from "libphonenumber-js/max";
import type { Call } from "./call.ts";
import { writeDown } from "./account-writes.ts";
import { secondsOf } from "./content.ts";
import { type KnownCode, refusedWith } from "./error-body.ts";
import { metaPage } from "./paging.ts";
import { json, NO_CONTENT, refusal, type Reply } from "./reply.ts";
import { senderBySid } from "./senders.ts";
import type { PooledSender, Service } from "./pool.ts";

const CREATED = 201;
/** Twilio, error dictionary 21714. */
const POOL_MAX = 400;

/** GET /v1/Services/MG…/ChannelSenders */
export function listPool(call: Call): Reply {
  return withService(call, (service) => {
    const { shown, meta } = metaPage(service.pool, { asked: call.asked, base: call.base, key: "senders" });
    return json(200, { senders: shown.map((pooled) => pooledResource(call, service, pooled)), meta });
  });
}

/** GET /v1/Services/MG…/ChannelSenders/XE… */
export function pooledOf(call: Call): Reply {
  return withService(call, (service) => {
    const pooled = service.pool.find(({ sid }) => sid === call.named[1]);
    return pooled ? json(200, pooledResource(call, service, pooled)) : refused(20404);
  });
}

/** POST /v1/Services/MG…/ChannelSenders. A sender is in one pool only (Twilio, error dictionary 21710, 21712). */
export function addToPool(call: Call): Reply {
  const { world, state, form } = call;
  const sid = form.get("Sid") ?? "";
  return withService(call, (service) => {
    if (!senderBySid(state, sid)) return refused(20404);
    const taken = Array.from(state.services.values()).find(({ pool }) => pool.some((pooled) => pooled.sid === sid));
    if (taken) return refused(taken.sid === service.sid ? 21710 : 21712);
    if (service.pool.length >= POOL_MAX) return refused(21714);
    const pooled: PooledSender = { sid, addedAt: new Date(world.clock()).toISOString() };
    writeDown(world, state, { what: "service", service: { ...service, pool: [...service.pool, pooled] } });
    return json(CREATED, pooledResource(call, service, pooled));
  });
}

/** DELETE /v1/Services/MG…/ChannelSenders/XE… */
export function takeFromPool(call: Call): Reply {
  return withService(call, (service) => {
    const pool = service.pool.filter(({ sid }) => sid !== call.named[1]);
    if (pool.length === service.pool.length) return refused(20404);
    writeDown(call.world, call.state, { what: "service", service: { ...service, pool } });
    return NO_CONTENT;
  });
}

/** GET /v1/Services/MG…/PhoneNumbers: WhatsApp senders are no phone numbers of Twilio. */
export function listPhoneNumbers(call: Call): Reply {
  return withService(call, () => {
    const { shown, meta } = metaPage([], { asked: call.asked, base: call.base, key: "phone_numbers" });
    return json(200, { phone_numbers: shown, meta });
  });
}

function withService({ state, named: [sid = ""] }: Call, answer: (service: Service) => Reply): Reply {
  const service = state.services.get(sid);
  return service ? answer(service) : refused(20404);
}

function pooledResource({ state, base }: Call, service: Service, { sid, addedAt }: PooledSender) {
  const phone = senderBySid(state, sid)?.sender.phone ?? "";
  return {
    account_sid: state.account.sid,
    messaging_service_sid: service.sid,
    sid,
    sender: `whatsapp:${phone}`,
    sender_type: "WhatsApp",
    country_code: parsePhoneNumber(phone)?.country ?? null,
    date_created: secondsOf(addedAt),
    date_updated: secondsOf(addedAt),
    url: `${base}/v1/Services/${service.sid}/ChannelSenders/${sid}`,
  };
}

function refused(code: KnownCode): Reply {
  return refusal(refusedWith(code));
}
