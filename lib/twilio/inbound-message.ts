/** Twilio's parameters of an inbound message, as ours. Source: Twilio, webhook request for WhatsApp; what only captures show is read when it is there. */
import type { KeywordMeaning, Said } from "#lib/domain/opt-out-words.ts";
import type { InboundContent, InboundDetails, InboundKind, InboundMedia } from "#lib/domain/inbound-content.ts";
import type { FormParameters } from "./webhook-parameters.ts";

export type InboundRequest = InboundContent & {
  messageSid: string;
  /** The sender of ours that was written to, E.164 with plus. */
  to: string;
  /** Who wrote: E.164 with plus, or the id that WhatsApp gave instead of a number, as it is. */
  from: string;
  /** The numbers under which the person may be known: none for somebody without one. */
  phones: string[];
  body: string;
  /** Every text that may hold a word that stops or starts us. */
  said: Said;
  /** What Twilio's own opt-out management made of it, where it is switched on. */
  optOutType: KeywordMeaning;
};

const MESSAGE_SID = /^(SM|MM)[0-9a-fA-F]{32}$/;
const NUMBER = /^whatsapp:(\+[1-9][0-9]{6,14})$/;
/** A country, a dot, and up to 128 letters and digits (Meta, business-scoped user ids). How Twilio shows one is not documented, so its parts are not told apart. */
const SCOPED_ID = /^whatsapp:([A-Za-z0-9][A-Za-z0-9._-]{0,159})$/;
/** The number as WhatsApp knows it, which may have a digit more or less than the dialled one. */
const WHATSAPP_ID = /^[1-9][0-9]{6,14}$/;
/** WhatsApp texts end at 4,096 characters. */
const BODY_LENGTH_MAX = 4_096;
const TEXT_LENGTH_MAX = 1_024;
const ADDRESS_LENGTH_MAX = 2_048;
/** Twilio takes ten files with a message; WhatsApp sends one. */
const MEDIA_MAX = 10;
const LATITUDE_MAX = 90;
const LONGITUDE_MAX = 180;

/** Null when it names no message, no sender of ours or nobody who wrote it. */
export function readInbound(parameters: FormParameters): InboundRequest | "message-sid" | "address" {
  const { MessageSid: messageSid = "", From = "", To = "", WaId = "" } = parameters;
  if (!MESSAGE_SID.test(messageSid)) return "message-sid";
  const to = NUMBER.exec(To)?.[1];
  const phone = NUMBER.exec(From)?.[1];
  const from = phone ?? SCOPED_ID.exec(From)?.[1];
  if (!to || !from) return "address";
  // Digits beside an id are not taken for a number: nobody has said that they are one.
  const phones = phone === undefined ? [] : Array.from(new Set([phone, ...(WHATSAPP_ID.test(WaId) ? [`+${WaId}`] : [])]));
  const details = detailsOf(parameters);
  const body = cut(parameters.Body, BODY_LENGTH_MAX);
  return { messageSid, to, from, phones, body, said: saidIn(details, body), optOutType: optOutTypeOf(parameters.OptOutType), kind: kindOf(details, body), details };
}

/** Beside a tap the body is the text of what was tapped, and nobody typed it. */
function saidIn({ button, list }: InboundDetails, body: string): Said {
  if (!button && !list) return { typed: body, tapped: [] };
  return { typed: "", tapped: [body, button?.text ?? "", button?.payload ?? "", list?.id ?? "", list?.title ?? ""] };
}

function kindOf({ button, list, media, location, messageType }: InboundDetails, body: string): InboundKind {
  if (button) return "button";
  if (list) return "list";
  if (media) return "media";
  if (location) return "location";
  return body === "" && messageType !== undefined ? "other" : "text";
}

function detailsOf(parameters: FormParameters): InboundDetails {
  const { ProfileName, ButtonText, ButtonPayload, ListId, ListTitle, OriginalRepliedMessageSid = "", MessageType } = parameters;
  const media = mediaIn(parameters);
  const location = locationIn(parameters);
  const referral = referralIn(parameters);
  return {
    ...(ProfileName && { profileName: cut(ProfileName) }),
    ...((ButtonText || ButtonPayload) && { button: { text: cut(ButtonText), payload: cut(ButtonPayload) } }),
    ...((ListId || ListTitle) && { list: { id: cut(ListId), title: cut(ListTitle) } }),
    ...(media.length > 0 && { media }),
    ...(location && { location }),
    ...(MESSAGE_SID.test(OriginalRepliedMessageSid) && { repliedTo: OriginalRepliedMessageSid }),
    ...((parameters.Forwarded === "true" || parameters.FrequentlyForwarded === "true") && { forwarded: true }),
    ...(referral && { referral }),
    ...(MessageType && MessageType !== "text" && { messageType: cut(MessageType) }),
  };
}

function mediaIn(parameters: FormParameters): InboundMedia[] {
  const media: InboundMedia[] = [];
  for (let number = 0; number < MEDIA_MAX; number += 1) {
    const url = parameters[`MediaUrl${number}`] ?? "";
    // What is no address of the web must never become a link.
    if (url.length > ADDRESS_LENGTH_MAX || !isWebAddress(url)) continue;
    media.push({ url, contentType: cut(parameters[`MediaContentType${number}`]) });
  }
  return media;
}

function isWebAddress(url: string): boolean {
  return /^https?:\/\//i.test(url) && URL.canParse(url);
}

function locationIn({ Latitude = "", Longitude = "", Address, Label }: FormParameters): InboundDetails["location"] | null {
  const latitude = coordinate(Latitude, LATITUDE_MAX);
  const longitude = coordinate(Longitude, LONGITUDE_MAX);
  return latitude === null || longitude === null ? null : { latitude, longitude, address: cut(Address), label: cut(Label) };
}

function coordinate(text: string, largest: number): number | null {
  const value = /^-?[0-9]{1,3}(\.[0-9]{1,20})?$/.test(text) ? Number(text) : Infinity;
  return Math.abs(value) <= largest ? value : null;
}

function referralIn(parameters: FormParameters): InboundDetails["referral"] | null {
  const { ReferralSourceType, ReferralSourceId, ReferralSourceUrl = "", ReferralHeadline, ReferralBody, ReferralCtwaClid } = parameters;
  if (!ReferralSourceType && !ReferralSourceId && !ReferralSourceUrl) return null;
  const sourceUrl = ReferralSourceUrl.length <= ADDRESS_LENGTH_MAX && isWebAddress(ReferralSourceUrl) ? ReferralSourceUrl : "";
  return { sourceType: cut(ReferralSourceType), sourceId: cut(ReferralSourceId), sourceUrl, headline: cut(ReferralHeadline), body: cut(ReferralBody), clickId: cut(ReferralCtwaClid) };
}

/** HELP asks for words that Twilio sends itself (Twilio, Advanced Opt-Out). */
function optOutTypeOf(type: string | undefined): KeywordMeaning {
  if (type === "STOP") return "stop";
  return type === "START" ? "start" : "none";
}

/** PostgreSQL stores no NUL, and a text is never cut inside a character. */
function cut(text: string | undefined, length: number = TEXT_LENGTH_MAX): string {
  return (text ?? "").replaceAll("\0", "").slice(0, length).toWellFormed();
}
