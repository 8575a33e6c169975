/** A whole list of Twilio, page after page: all of it, or a failure. */

/** More than the longest list fills, however short the pages are made; whoever gives more gives no end. */
const PAGES_MAX = 500;

/** What the SDK answers for one page. */
export type ListPage<Item> = { instances: Item[]; nextPageUrl?: string };

/** `first` asks for the first page, `at` for the one that an address names. `address` is that of the list, on Twilio's own host. */
export type PagedList<Item> = { address: string; first: () => Promise<ListPage<Item>>; at: (url: string) => Promise<ListPage<Item>> };

/** How a list is read: how many rows an answer has, where not as many as is usual, and what ends the reading between two pages. */
export type Reading = { pageSize?: number; signal?: AbortSignal };

type WholeList<Item> = { keyOf: (item: Item) => string; itemsMax: number; signal?: AbortSignal };

/** The list has no end that could be found. Taking what was read for all of it would declare the rest gone. */
export class EndlessList extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = "EndlessList";
  }
}

/** What is missing from a list could not be made out: whether it is gone is not known. */
export class ListInDoubt extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = "ListInDoubt";
  }
}

/**
 * Every item of a list, once each, in the order of its first page. `keyOf` tells items apart: a list that moves while it is
 * read may show one on two pages, and what was read last holds. `signal` ends it between two pages. Throws what the SDK throws, or `EndlessList` when a page
 * comes again, when there are more pages than any list has, or more items than `itemsMax`.
 */
export async function everyItem<Item>(list: PagedList<Item>, { keyOf, itemsMax, signal }: WholeList<Item>): Promise<Item[]> {
  const found = new Map<string, Item>();
  const seen = new Set<string>();
  let page = await list.first();
  for (let read = 1; ; read++) {
    for (const item of page.instances) found.set(keyOf(item), item);
    if (found.size > itemsMax) throw new EndlessList(`The list has more than ${itemsMax} entries.`);
    const next = nextAddress(list.address, page.nextPageUrl);
    if (next === null) return [...found.values()];
    if (seen.has(next)) throw new EndlessList("The list names a page as the next that was read before.");
    if (read >= PAGES_MAX) throw new EndlessList(`The list has more than ${PAGES_MAX} pages.`);
    seen.add(next);
    signal?.throwIfAborted();
    page = await list.at(next);
  }
}

/** Only the question is taken from the answer: the credentials go to Twilio's host, whatever address an answer names. */
export function nextAddress(address: string, url: string | undefined): string | null {
  if (!url) return null;
  if (!URL.canParse(url, address)) throw new EndlessList("The list names a next page that is no address.");
  return address + new URL(url, address).search;
}
