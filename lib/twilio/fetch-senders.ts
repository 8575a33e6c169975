/** The WhatsApp senders that an account has at Twilio. */
import { z } from "zod";
import type { SenderStatus } from "#lib/domain/states.ts";
import type { AccountClient } from "./account-client.ts";

const SENDERS_MAX = 1_000;
const PAGE_SIZE = 100;
const ADDRESS = /^whatsapp:(\+[1-9][0-9]{6,14})$/;

const text = z.string().nullish().catch(null);
const Profile = z.looseObject({ name: text }).nullish().catch(null);
const Properties = z.looseObject({ qualityRating: text, quality_rating: text, messagingLimit: text, messaging_limit: text }).nullish().catch(null);
const Reasons = z.array(z.looseObject({ code: z.coerce.string().catch(""), message: z.string().catch("") })).nullish().catch(null);

export type FetchedSender = {
  twilioSid: string;
  /** E.164 with plus. */
  phone: string;
  name: string;
  status: SenderStatus;
  quality: string | null;
  messagingLimit: string | null;
  offlineReason: string | null;
};

/** Every WhatsApp sender of the account that has a phone number. Throws when Twilio refuses or cannot be reached. */
export async function fetchSenders(client: AccountClient): Promise<FetchedSender[]> {
  const senders = await client.messaging.v2.channelsSenders.list({ channel: "whatsapp", pageSize: PAGE_SIZE, limit: SENDERS_MAX });
  return senders.flatMap((sender) => {
    const phone = ADDRESS.exec(sender.senderId)?.[1];
    if (!phone) return [];
    const properties = Properties.parse(sender.properties);
    const reason = Reasons.parse(sender.offlineReasons)?.[0];
    return [
      {
        twilioSid: sender.sid,
        phone,
        name: Profile.parse(sender.profile)?.name || phone,
        status: statusOf(sender.status),
        quality: properties?.quality_rating ?? properties?.qualityRating ?? null,
        messagingLimit: properties?.messaging_limit ?? properties?.messagingLimit ?? null,
        offlineReason: reason ? `${reason.message} (${reason.code})` : null,
      },
    ];
  });
}

/** ONLINE:UPDATING still sends; everything that is neither online, offline nor a draft is on its way. */
function statusOf(word: string): SenderStatus {
  if (word.startsWith("ONLINE")) return "online";
  if (word === "OFFLINE") return "offline";
  return word === "DRAFT" || word === "STUBBED" ? "draft" : "pending";
}
