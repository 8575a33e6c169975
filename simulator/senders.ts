/** The Senders API: list and fetch under /v2/Channels/Senders. */
import type { Call } from "./call.ts";
import { refusedWith } from "./error-body.ts";
import type { SimulatedSender } from "./fixtures.ts";
import { metaPage } from "./paging.ts";
import { json, refusal, type Reply } from "./reply.ts";
import type { AccountState, SenderState } from "./world.ts";

export const SENDERS_PATH = "/v2/Channels/Senders";
/** WhatsApp senders come 20 to a page unless more are asked for. */
const PAGE_USUAL = 20;
const OFFLINE_REASON = { code: "63020", message: "Business-initiated messages are switched off for this number" };

/** GET /v2/Channels/Senders?Channel=whatsapp */
export function listSenders({ state, asked, base }: Call): Reply {
  const channel = asked.query.get("Channel");
  if (channel === null) return refusal({ ...refusedWith(20001), message: "Channel is required" });
  const senders = channel === "whatsapp" ? Array.from(state.senders.values(), (sender) => senderResource(state, sender, base)) : [];
  const { shown, meta } = metaPage(senders, { asked, base, key: "senders", usualSize: PAGE_USUAL });
  return json(200, { senders: shown, meta });
}

/** GET /v2/Channels/Senders/XE… */
export function senderOf({ state, named: [sid = ""], base }: Call): Reply {
  const one = senderBySid(state, sid);
  return one ? json(200, senderResource(state, one, base)) : refusal(refusedWith(20404));
}

/** Where what people write to a sender goes: its own address, or else its account's. */
export function inboundUrlOf(state: AccountState, address: string): string | null {
  const own = state.senders.get(address)?.sender.webhook?.callback_url;
  return typeof own === "string" ? own : state.inboundUrl;
}

/** A sender that is being changed sends as before. */
export function isOnline({ status }: SimulatedSender): boolean {
  return status === "ONLINE" || status === "ONLINE:UPDATING";
}

export function senderBySid(state: AccountState, sid: string): SenderState | undefined {
  return Array.from(state.senders.values()).find(({ sender }) => sender.sid === sid);
}

export function senderResource(state: AccountState, { sender, address }: SenderState, base: string) {
  return {
    sid: sender.sid,
    status: sender.status,
    sender_id: address,
    configuration: { waba_id: sender.wabaId, verification_method: "sms", verification_code: null, voice_application_sid: null, account_type: null, ...sender.configuration },
    webhook: {
      callback_method: "POST",
      fallback_url: null,
      fallback_method: "POST",
      status_callback_url: null,
      status_callback_method: "POST",
      ...sender.webhook,
      callback_url: inboundUrlOf(state, address),
    },
    profile: {
      name: sender.name,
      about: sender.about,
      address: null,
      description: null,
      logo_url: null,
      banner_url: null,
      privacy_url: null,
      terms_of_service_url: null,
      accent_color: null,
      vertical: "Food and Grocery",
      websites: [],
      emails: [],
      phone_numbers: null,
      ...sender.profile,
    },
    properties: { quality_rating: sender.quality, messaging_limit: sender.messagingLimit },
    offline_reasons: sender.status === "OFFLINE" ? (sender.offlineReasons ?? [OFFLINE_REASON]).map(withLink) : null,
    compliance: null,
    url: `${base}${SENDERS_PATH}/${sender.sid}`,
  };
}

function withLink({ code, message }: { code: string; message: string }) {
  return { code, message, more_info: `https://www.twilio.com/docs/errors/${code}` };
}
