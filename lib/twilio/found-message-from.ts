/** Twilio's Message resource as a found message. */
import { z } from "zod";
import type { FoundMessage } from "#lib/domain/found-message.ts";
import { deliveryFrom } from "#lib/domain/status-word.ts";

const phone = z.string().regex(/^whatsapp:\+[1-9][0-9]{6,14}$/).transform((address) => address.slice("whatsapp:".length));

/** What is relied on of the resource (OpenAPI, api.v2010.account.message); the SDK has made dates of its texts. */
const Resource = z.object({
  sid: z.string().regex(/^(SM|MM)[0-9a-fA-F]{32}$/),
  direction: z.string().startsWith("outbound"),
  from: phone,
  to: phone,
  status: z.string(),
  dateCreated: z.date(),
  dateSent: z.date().nullish().catch(null),
  errorCode: z.number().int().nullish().catch(null),
});

/** Null for what is not an outbound WhatsApp message between two numbers. */
export function foundMessageFrom(resource: object): FoundMessage | null {
  const { data } = Resource.safeParse(resource);
  if (!data) return null;
  const { sid: messageSid, from, to, dateCreated: createdAt, dateSent, status, errorCode } = data;
  return { messageSid, from, to, createdAt, sentAt: dateSent ?? null, state: deliveryFrom(status, undefined), errorCode: errorCode ?? null };
}
