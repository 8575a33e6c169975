/** Lists in pages, in the two ways of Twilio's APIs. */

/** An address with its query, as a request asked for it. */
export type Asked = { path: string; query: URLSearchParams };
export type PageWish = { size: number; number: number; token: string | null };

const SIZE_MAX = 1000;
export const SIZE_USUAL = 50;

/** The page that a query asks for. A size out of range counts as not given. */
export function pageWish(query: URLSearchParams, usualSize: number = SIZE_USUAL): PageWish {
  const size = wholeNumber(query.get("PageSize"));
  return { size: size >= 1 && size <= SIZE_MAX ? size : usualSize, number: wholeNumber(query.get("Page")), token: query.get("PageToken") };
}

/** The query of another page of the same list: the same filters, in the same order. */
export function queryFor(query: URLSearchParams, page: { size: number; number: number; token?: string }): string {
  const next = new URLSearchParams([...query].filter(([name]) => !["PageSize", "Page", "PageToken"].includes(name)));
  next.set("PageSize", String(page.size));
  next.set("Page", String(page.number));
  if (page.token !== undefined) next.set("PageToken", page.token);
  return next.toString();
}

/** One page of a short list with its relative links, as the 2010 API does it. */
export function listPage<Item extends { sid: string }>(items: Item[], asked: Asked) {
  const { size, number } = pageWish(asked.query);
  const shown = items.slice(number * size, (number + 1) * size);
  const link = (page: number) => `${asked.path}?${queryFor(asked.query, { size, number: page })}`;
  const page = {
    first_page_uri: link(0),
    next_page_uri: (number + 1) * size < items.length ? link(number + 1) : null,
    previous_page_uri: number > 0 ? link(number - 1) : null,
    uri: link(number),
    page: number,
    page_size: size,
    start: number * size,
    end: number * size + Math.max(0, shown.length - 1),
  };
  return { shown, page };
}

/**
 * One page of a short list and its `meta`, as the newer APIs do it. Tokens are `PA` + SID of the last item seen, as Twilio's look.
 * `base` is scheme and host of the links; `key` names the list.
 */
export function metaPage<Item extends { sid: string }>(items: Item[], { asked, base, key, usualSize }: { asked: Asked; base: string; key: string; usualSize?: number }) {
  const { size, number, token } = pageWish(asked.query, usualSize);
  const start = token === null ? 0 : items.findIndex((item) => `PA${item.sid}` === token) + 1;
  const shown = items.slice(start, start + size);
  const last = shown.at(-1);
  const before = items[start - size - 1];
  const link = (page: { number: number; token?: string }) => `${base}${asked.path}?${queryFor(asked.query, { size, ...page })}`;
  const meta = {
    page: number,
    page_size: size,
    first_page_url: link({ number: 0 }),
    previous_page_url: start === 0 ? null : link({ number: number - 1, ...(before && { token: `PA${before.sid}` }) }),
    url: link({ number, ...(token !== null && { token }) }),
    next_page_url: last && start + size < items.length ? link({ number: number + 1, token: `PA${last.sid}` }) : null,
    key,
  };
  return { shown, meta };
}

function wholeNumber(text: string | null): number {
  return text !== null && /^\d{1,9}$/.test(text) ? Number(text) : 0;
}
