/** What a person sent us, in our own words: the text, and what came besides it. */

export const INBOUND_KINDS = ["text", "button", "list", "media", "location", "other"] as const;
export type InboundKind = (typeof INBOUND_KINDS)[number];

/** A file that a person sent. It stays at Twilio: we keep its address and never fetch it. */
export type InboundMedia = { url: string; contentType: string };

/** What is absent did not come. Every text is cut to a measure. */
export type InboundDetails = {
  /** The name that the person gave themselves in WhatsApp. */
  profileName?: string;
  button?: { text: string; payload: string };
  list?: { id: string; title: string };
  media?: InboundMedia[];
  location?: { latitude: number; longitude: number; address: string; label: string };
  /** Which message was replied to, by its SID. */
  repliedTo?: string;
  forwarded?: boolean;
  /** The advertisement that led the person to us. */
  referral?: { sourceType: string; sourceId: string; sourceUrl: string; headline: string; body: string; clickId: string };
  /** The name that WhatsApp gives to a kind of message that we know nothing more of. */
  messageType?: string;
};

export type InboundContent = { kind: InboundKind; details: InboundDetails };
