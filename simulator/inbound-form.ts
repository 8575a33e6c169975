/** The parameters of the webhook that tells of a person's message. */
import type { InboundMessage, InboundParts } from "./message.ts";
import type { Form } from "./signature.ts";

type Pair = readonly [name: string, value: string];

const WHATSAPP = "whatsapp:";

/** Twilio's parameters, those of other kinds than text included; `base` is scheme and host of this server, where media are. */
export function inboundForm(accountSid: string, message: InboundMessage, base: string): Form {
  const { sid, from, to, body, parts = {} } = message;
  return [
    ["SmsMessageSid", sid],
    ["NumMedia", String(parts.media?.length ?? 0)],
    ["ProfileName", parts.profileName ?? `Person ${from.slice(-4)}`],
    ["MessageType", typeOf(parts)],
    ["SmsSid", sid],
    ...waIdOf(from),
    ["SmsStatus", "received"],
    ["Body", body],
    ["To", to],
    ["NumSegments", "1"],
    ["MessageSid", sid],
    ["AccountSid", accountSid],
    ["From", from],
    ["ApiVersion", "2010-04-01"],
    ...partsOf(parts, to),
    ...(parts.media ?? []).flatMap((file, index): Pair[] => [
      [`MediaUrl${index}`, `${base}/2010-04-01/Accounts/${accountSid}/Messages/${sid}/Media/${file.sid}`],
      [`MediaContentType${index}`, file.contentType],
    ]),
  ];
}

/** Digits without plus. A person of whom only the id is known has none, and none is made up. */
function waIdOf(from: string): Pair[] {
  const person = from.slice(WHATSAPP.length);
  return person.startsWith("+") ? [["WaId", person.slice(1)]] : [];
}

function typeOf({ button, list, media, location }: InboundParts): string {
  if (button) return "button";
  if (list) return "interactive";
  if (location) return "location";
  const kind = media?.[0]?.contentType.split("/")[0];
  if (kind === undefined) return "text";
  return kind === "image" || kind === "video" || kind === "audio" ? kind : "document";
}

function partsOf({ button, list, location, replyTo, referral, optOut }: InboundParts, to: string): Pair[] {
  return [
    ...pairs(button && { ButtonText: button.text, ButtonPayload: button.payload }),
    ...pairs(list && { ListId: list.id, ListTitle: list.title }),
    ...pairs(location && { Latitude: String(location.latitude), Longitude: String(location.longitude), Address: location.address, Label: location.label }),
    ...pairs(replyTo === undefined ? undefined : { OriginalRepliedMessageSid: replyTo, OriginalRepliedMessageSender: to }),
    ...pairs(
      referral && {
        ReferralSourceUrl: referral.sourceUrl,
        ReferralSourceId: referral.sourceId,
        ReferralSourceType: "ad",
        ReferralHeadline: referral.headline,
        ReferralBody: referral.body,
        ReferralNumMedia: "0",
      },
    ),
    ...pairs(optOut && { OptOutType: optOut }),
  ];
}

function pairs(values: Record<string, string | undefined> | undefined): Pair[] {
  return Object.entries(values ?? {}).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
}
