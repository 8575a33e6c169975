/** GET …/Messages.json: newest first, by To, From and date of sending. */
import type { Call } from "./call.ts";
import { chanceFor } from "./chance.ts";
import { dateSpan, type DateSpan, isWithin } from "./date-span.ts";
import { type InboundMessage, isErased, type Message } from "./message.ts";
import { messageResource, sentAt } from "./message-resource.ts";
import { pageWish, queryFor } from "./paging.ts";
import { json, type Reply } from "./reply.ts";
import type { AccountState, World } from "./world.ts";

type Row = Message | InboundMessage;
/** `isListed` says whether lists know a row yet. */
type Filter = { to: string | null; from: string | null; sent: DateSpan; isListed: (row: Row) => boolean };

/** One page of an account's messages with its relative links. */
export function listMessages({ world, state, asked }: Call): Reply {
  const { size, number, token } = pageWish(asked.query);
  const filter = filterFrom(asked.query, listedNow(world));
  const shown = token?.startsWith("PB") ? newerThan(state, filter, { size, sid: token.slice(2) }) : olderThan(state, filter, { size, sid: token?.slice(2) });
  const [first, last] = [shown[0], shown.at(-1)];
  const link = (page: { number: number; token?: string }) => `${asked.path}?${queryFor(asked.query, { size, ...page })}`;
  const more = last !== undefined && shown.length === size && olderThan(state, filter, { size: 1, sid: last.sid }).length > 0;
  return json(200, {
    first_page_uri: link({ number: 0 }),
    next_page_uri: more ? link({ number: number + 1, token: `PA${last.sid}` }) : null,
    previous_page_uri: number > 0 && first ? link({ number: number - 1, token: `PB${first.sid}` }) : null,
    uri: link({ number, ...(token !== null && { token }) }),
    page: number,
    page_size: size,
    start: number * size,
    end: number * size + Math.max(0, shown.length - 1),
    messages: shown.map((row) => messageResource(state, row)),
  });
}

/** Each message has a lag of its own, between nothing and the setting. */
function listedNow(world: World): Filter["isListed"] {
  const { listLagMs, seed } = world.settings;
  if (listLagMs === 0) return () => true;
  const now = world.clock();
  return (row) => now - createdAt(row) >= listLagMs * chanceFor(seed, `list ${row.place}`)(0);
}

function createdAt(row: Row): number {
  return row.direction === "inbound" ? row.at : (row.entry.acceptedAt ?? 0);
}

/** Up to `size` matching rows that are older than a SID, newest first; from the newest when the SID is unknown or not given. */
function olderThan(state: AccountState, filter: Filter, { size, sid }: { size: number; sid: string | undefined }): Row[] {
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
function newerThan(state: AccountState, filter: Filter, { size, sid }: { size: number; sid: string }): Row[] {
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

function filterFrom(query: URLSearchParams, isListed: Filter["isListed"]): Filter {
  return { to: query.get("To"), from: query.get("From"), sent: dateSpan(query, "DateSent"), isListed };
}

/** A message that has not left yet has no date of sending, and so is in no list that asks for one. */
function matches(row: Row, { from: wanted, sent, isListed }: Filter): boolean {
  const from = row.direction === "inbound" ? row.from : row.entry.from;
  if (wanted !== null && from !== wanted) return false;
  return !isErased(row, "message") && isListed(row) && isWithin(sent, sentAt(row));
}
