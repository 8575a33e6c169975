/** What was sent from one number to another, newest first: evidence of what became of a request without an answer. */
import type { FoundMessage } from "#lib/domain/found-message.ts";
import type { AccountClient } from "./account-client.ts";
import { foundMessageFrom } from "./found-message-from.ts";

const PAGE_SIZE = 50;
/** Between two numbers, a day holds far fewer. */
const PAGES_MAX = 10;

export type MessagesAsked = {
  /** E.164 with plus. */
  from: string;
  /** E.164 with plus. */
  to: string;
  /** Older ones are left out. Twilio's times are whole seconds. */
  createdSince: Date;
};

export type FoundMessages = {
  /** Newest first. */
  messages: FoundMessage[];
  /** Whether all that Twilio lists since then was seen and could be read. Twilio documents no time within which a new message is listed. */
  isWhole: boolean;
};

/** What is used of the SDK's page. */
type Page = { instances: object[]; nextPageUrl?: string; nextPage: () => Promise<Page> | undefined };

/**
 * Reads a bounded number of pages. Without a filter by date: Twilio's is on when a message was sent, and one that still waits
 * would be missed (OpenAPI, ListMessage). Throws when Twilio refuses or cannot be reached.
 */
export async function listMessages(client: AccountClient, { from, to, createdSince }: MessagesAsked): Promise<FoundMessages> {
  const messages: FoundMessage[] = [];
  let isReadable = true;
  let page: Page | undefined = await client.messages.page({ from: `whatsapp:${from}`, to: `whatsapp:${to}`, pageSize: PAGE_SIZE });
  for (let pages = 1; page; pages += 1) {
    const found = page.instances.flatMap((resource) => foundMessageFrom(resource) ?? []);
    isReadable &&= found.length === page.instances.length;
    const recent = found.filter(({ createdAt }) => createdAt >= createdSince);
    messages.push(...recent);
    const isPast = found.length > 0 && recent.length === 0;
    if (isPast || page.nextPageUrl === undefined) return { messages: newestFirst(messages), isWhole: isReadable };
    if (pages === PAGES_MAX) break;
    page = await page.nextPage();
  }
  return { messages: newestFirst(messages), isWhole: false };
}

function newestFirst(messages: FoundMessage[]): FoundMessage[] {
  return messages.toSorted((left, right) => right.createdAt.getTime() - left.createdAt.getTime());
}
