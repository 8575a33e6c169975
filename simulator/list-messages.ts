/** GET …/Messages.json: newest first, by To, From and date of sending. */
import type { InboundMessage, Message } from "./message.ts";
import { messageResource, sentAt } from "./message-resource.ts";
import { type Asked, pageWish, queryFor } from "./paging.ts";
import type { AccountState } from "./world.ts";

type Row = Message | InboundMessage;
type Filter = { to: string | null; from: string | null; sentFrom: number; sentUntil: number; bySent: boolean };

const DAY_MS = 86_400_000;
const DAY_ONLY = /^\d{4}-\d\d-\d\d$/;

/** One page of an account's messages with its relative links. */
export function listMessages(state: AccountState, asked: Asked) {
  const { size, number, token } = pageWish(asked.query);
  const shown = token?.startsWith("PB") ? newerThan(state, asked.query, { size, sid: token.slice(2) }) : olderThan(state, asked.query, { size, sid: token?.slice(2) });
  const [first, last] = [shown[0], shown.at(-1)];
  const link = (page: { number: number; token?: string }) => `${asked.path}?${queryFor(asked.query, { size, ...page })}`;
  const more = last !== undefined && shown.length === size && olderThan(state, asked.query, { size: 1, sid: last.sid }).length > 0;
  return {
    first_page_uri: link({ number: 0 }),
    next_page_uri: more ? link({ number: number + 1, token: `PA${last.sid}` }) : null,
    previous_page_uri: number > 0 && first ? link({ number: number - 1, token: `PB${first.sid}` }) : null,
    uri: link({ number, ...(token !== null && { token }) }),
    page: number,
    page_size: size,
    start: number * size,
    end: number * size + Math.max(0, shown.length - 1),
    messages: shown.map((row) => messageResource(state, row)),
  };
}

/** Up to `size` matching rows that are older than a SID, newest first; from the newest when the SID is unknown or not given. */
function olderThan(state: AccountState, query: URLSearchParams, { size, sid }: { size: number; sid: string | undefined }): Row[] {
  const filter = filterFrom(query);
  const rows = rowsFor(state, filter);
  const place = (sid === undefined ? undefined : state.bySid.get(sid)?.place) ?? Infinity;
  const shown: Row[] = [];
  for (let at = rows.length - 1; at >= 0 && shown.length < size; at -= 1) {
    const row = rows[at];
    if (row && row.place < place && matches(row, filter)) shown.push(row);
  }
  return shown;
}

/** Up to `size` matching rows that are just newer than a SID, newest first. */
function newerThan(state: AccountState, query: URLSearchParams, { size, sid }: { size: number; sid: string }): Row[] {
  const filter = filterFrom(query);
  const place = state.bySid.get(sid)?.place ?? -1;
  const shown: Row[] = [];
  for (const row of rowsFor(state, filter)) {
    if (shown.length === size) break;
    if (row.place > place && matches(row, filter)) shown.push(row);
  }
  return shown.toReversed();
}

function rowsFor(state: AccountState, filter: Filter): Row[] {
  return filter.to === null ? state.rows : (state.byRecipient.get(filter.to) ?? []);
}

function filterFrom(query: URLSearchParams): Filter {
  const [on, until, from] = [query.get("DateSent"), query.get("DateSent<"), query.get("DateSent>")];
  return {
    to: query.get("To"),
    from: query.get("From"),
    sentFrom: Math.max(timeOf(on) ?? -Infinity, timeOf(from) ?? -Infinity),
    sentUntil: Math.min(endOf(on) ?? Infinity, endOf(until) ?? Infinity),
    bySent: [on, until, from].some((text) => timeOf(text) !== null),
  };
}

/** A message that has not left yet has no date of sending, and so is in no list that asks for one. */
function matches(row: Row, filter: Filter): boolean {
  const from = row.direction === "inbound" ? row.from : row.entry.from;
  if (filter.from !== null && from !== filter.from) return false;
  if (!filter.bySent) return true;
  const sent = sentAt(row);
  return sent !== null && sent >= filter.sentFrom && sent <= filter.sentUntil;
}

function timeOf(text: string | null): number | null {
  const time = text === null ? Number.NaN : Date.parse(text);
  return Number.isNaN(time) ? null : time;
}

/** The last instant that a date names: of a day its end, of a time its whole second. */
function endOf(text: string | null): number | null {
  const time = timeOf(text);
  if (time === null) return null;
  return time + (DAY_ONLY.test(text ?? "") ? DAY_MS : 1000) - 1;
}
