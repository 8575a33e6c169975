/** One page of everything that was sent from one number, newest first: the provider's book of a sender. */
import { z } from "zod";
import type { ListedMessage } from "#lib/domain/sender-audit.ts";
import { deliveryFrom } from "#lib/domain/status-word.ts";
import type { AccountClient } from "./account-client.ts";
import { EndlessList, nextAddress } from "./every-page.ts";

/** Twilio takes up to 1,000; an answer whose texts are all as long as may be has to stay below what is read of one. */
const PAGE_SIZE = 500;
/** A question for a page is some words long; what names more is no address that is kept. */
const CURSOR_LENGTH_MAX = 1_000;

const WHATSAPP = "whatsapp:";

/** What is relied on of the resource (OpenAPI, api.v2010.account.message). An address may be an id that WhatsApp gave instead of a number. */
const Resource = z.object({
  sid: z.string().regex(/^(SM|MM)[0-9a-fA-F]{32}$/),
  dateCreated: z.date(),
  to: z.string().nullish().catch(null),
  status: z.string(),
  errorCode: z.number().int().nullish().catch(null),
});

export type SenderPage = {
  messages: ListedMessage[];
  /** Entries that cannot be read. */
  unreadable: number;
  /** What names the next page; null at the end of the list. */
  next: string | null;
};

/** `from`: E.164 with plus. `cursor`: the `next` of the page before; null for the first. */
export type SenderPageAsked = { from: string; cursor: string | null; pageSize?: number };

/**
 * Without a filter by date: Twilio's is on when a message was sent, and one that waits, or never left, has no such date.
 * Throws when Twilio refuses or cannot be reached, and `EndlessList` when a page names itself as the next.
 */
export async function listSenderPage(client: AccountClient, { from, cursor, pageSize = PAGE_SIZE }: SenderPageAsked): Promise<SenderPage> {
  const address = `https://api.twilio.com/2010-04-01/Accounts/${client.accountSid}/Messages.json`;
  const page = cursor === null ? await client.messages.page({ from: WHATSAPP + from, pageSize }) : await client.messages.getPage(address + cursor);
  const messages = page.instances.flatMap((resource) => listedFrom(resource) ?? []);
  return { messages, unreadable: page.instances.length - messages.length, next: nextCursor(address, cursor, page.nextPageUrl) };
}

function nextCursor(address: string, cursor: string | null, url: string | undefined): string | null {
  const next = nextAddress(address, url)?.slice(address.length) ?? null;
  if (next !== null && (next === cursor || next === "")) throw new EndlessList("The list names a page as the next that was read before.");
  if (next !== null && next.length > CURSOR_LENGTH_MAX) throw new EndlessList("The list names a next page that is no address.");
  return next;
}

function listedFrom(resource: object): ListedMessage | null {
  const { data } = Resource.safeParse(resource);
  if (!data) return null;
  const { sid: messageSid, to, dateCreated: createdAt, status, errorCode } = data;
  const phone = to?.startsWith(`${WHATSAPP}+`) ? to.slice(WHATSAPP.length) : null;
  return { messageSid, to: phone, createdAt, state: deliveryFrom(status, undefined), errorCode: errorCode ?? null };
}
