/** The WhatsApp senders that an account has at Twilio. */
import { z } from "zod";
import type { SenderStatus } from "#lib/domain/states.ts";
import type { OfflineReason, ReadSender } from "#lib/domain/sync-change.ts";
import type { AccountClient } from "./account-client.ts";
import { everyItem, type Reading } from "./every-page.ts";
import { orNull } from "./or-null.ts";

const SENDERS_MAX = 1_000;
const PAGE_SIZE = 100;
const ADDRESS = "https://messaging.twilio.com/v2/Channels/Senders";
const REASONS_MAX = 20;
const WHATSAPP = /^whatsapp:(\+[1-9][0-9]{6,14})$/;

const text = z.string().nullish().catch(null);
/** Whatever is not a text is as if it were not there. */
const Profile = z.looseObject({ name: text }).nullish().catch(null);
const Properties = z.looseObject({ qualityRating: text, quality_rating: text, messagingLimit: text, messaging_limit: text }).nullish().catch(null);
const Configuration = z.looseObject({ wabaId: text, waba_id: text }).nullish().catch(null);
const Reasons = z
  .array(z.looseObject({ code: z.coerce.number().int().positive().nullable().catch(null), message: z.string().catch("") }))
  .nullish()
  .catch(null);

/** Every WhatsApp sender of the account that has a phone number. Throws when Twilio refuses or cannot be reached, when a page fails, and when the list has no end. */
export async function fetchSenders(client: AccountClient, { pageSize = PAGE_SIZE, signal }: Reading = {}): Promise<ReadSender[]> {
  const list = client.messaging.v2.channelsSenders;
  // The pages after the first carry the channel in their own question.
  const pages = { address: ADDRESS, first: () => list.page({ channel: "whatsapp", pageSize }), at: (url: string) => list.getPage(url) };
  const senders = await everyItem(pages, { keyOf: ({ sid }) => sid, itemsMax: SENDERS_MAX, signal });
  return oncePerNumber(senders.flatMap(senderFrom));
}

/** One sender by its SID; null when Twilio answers that there is none, nothing in it when it is no WhatsApp sender with a phone number. Throws like `fetchSenders`. */
export async function fetchSender(client: AccountClient, senderSid: string): Promise<ReadSender[] | null> {
  const sender = await orNull(() => client.messaging.v2.channelsSenders(senderSid).fetch());
  return sender === null ? null : senderFrom(sender);
}

type AnsweredSender = { sid: string; senderId: string; status: unknown; profile: unknown; properties: unknown; configuration: unknown; offlineReasons: unknown };

function senderFrom(sender: AnsweredSender): ReadSender[] {
  const phone = WHATSAPP.exec(sender.senderId)?.[1];
  if (!phone) return [];
  const properties = Properties.parse(sender.properties);
  const configuration = Configuration.parse(sender.configuration);
  const offlineReasons = reasonsIn(sender.offlineReasons);
  return [
    {
      twilioSid: sender.sid,
      phone,
      name: Profile.parse(sender.profile)?.name || phone,
      status: statusOf(sender.status),
      quality: properties?.quality_rating ?? properties?.qualityRating ?? null,
      messagingLimit: properties?.messaging_limit ?? properties?.messagingLimit ?? null,
      businessAccount: configuration?.waba_id ?? configuration?.wabaId ?? null,
      offlineReason: sentenceOf(offlineReasons[0]),
      offlineReasons,
    },
  ];
}

/** A number that was registered anew can still be there as what it was before: the one that can send is meant. */
function oncePerNumber(senders: ReadSender[]): ReadSender[] {
  const byPhone = new Map<string, ReadSender>();
  for (const sender of senders) if (byPhone.get(sender.phone)?.status !== "online") byPhone.set(sender.phone, sender);
  return [...byPhone.values()];
}

/** Every reason that says something. */
function reasonsIn(given: unknown): OfflineReason[] {
  const reasons = Reasons.parse(given) ?? [];
  return reasons.flatMap(({ code, message }) => (code === null && message === "" ? [] : [{ code, message }])).slice(0, REASONS_MAX);
}

function sentenceOf(reason: OfflineReason | undefined): string | null {
  if (!reason) return null;
  const { code, message } = reason;
  return code === null ? message : `${message || "Twilio gives no words for it."} (${code})`;
}

/** ONLINE:UPDATING still sends; everything that is neither online, offline nor a draft is on its way. */
function statusOf(given: unknown): SenderStatus {
  const word = typeof given === "string" ? given : "";
  if (word.startsWith("ONLINE")) return "online";
  if (word === "OFFLINE") return "offline";
  return word === "DRAFT" || word === "STUBBED" ? "draft" : "pending";
}
