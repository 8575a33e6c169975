/** The Senders API: GET /v2/Channels/Senders and one of them. */
import { refusedWith } from "./error-body.ts";
import { type Asked, metaPage } from "./paging.ts";
import { json, refusal, type Reply } from "./reply.ts";
import type { AccountState, SenderState } from "./world.ts";

const LIST_PATH = "/v2/Channels/Senders";
const ITEM = /^\/v2\/Channels\/Senders\/(XE[0-9a-fA-F]{32})$/;
/** WhatsApp senders come 20 to a page unless more are asked for. */
const PAGE_USUAL = 20;
const OFFLINE_REASON = { code: "63020", message: "Business-initiated messages are switched off for this number" };

/** Answers a GET under /v2/Channels/Senders; `base` is scheme and host of the links in it. */
export function readSenders(state: AccountState, asked: Asked, base: string): Reply {
  const all = [...state.senders.values()];
  if (asked.path === LIST_PATH) {
    if (asked.query.get("Channel") === null) return refusal({ ...refusedWith(20001), message: "Channel is required" });
    const senders = asked.query.get("Channel") === "whatsapp" ? all.map((sender) => senderResource(state, sender, base)) : [];
    const { shown, meta } = metaPage(senders, { asked, base, key: "senders", usualSize: PAGE_USUAL });
    return json(200, { senders: shown, meta });
  }
  const sid = ITEM.exec(asked.path)?.[1];
  const one = all.find(({ sender }) => sender.sid === sid);
  return one ? json(200, senderResource(state, one, base)) : refusal(refusedWith(20404));
}

function senderResource(state: AccountState, { sender, address }: SenderState, base: string) {
  return {
    sid: sender.sid,
    status: sender.status,
    sender_id: address,
    configuration: { waba_id: sender.wabaId, verification_method: "sms", verification_code: null, voice_application_sid: null },
    webhook: {
      callback_url: state.inboundUrl,
      callback_method: "POST",
      fallback_url: null,
      fallback_method: "POST",
      status_callback_url: null,
      status_callback_method: "POST",
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
    },
    properties: { quality_rating: sender.quality, messaging_limit: sender.messagingLimit },
    offline_reasons: sender.status === "OFFLINE" ? (sender.offlineReasons ?? [OFFLINE_REASON]).map(withLink) : null,
    compliance: null,
    url: `${base}${LIST_PATH}/${sender.sid}`,
  };
}

function withLink({ code, message }: { code: string; message: string }) {
  return { code, message, more_info: `https://www.twilio.com/docs/errors/${code}` };
}
