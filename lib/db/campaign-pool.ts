/** How a campaign's messages stand among its senders, and what went from one to another. */
import { leftOfEach } from "#lib/domain/load-shares.ts";
import type { CampaignRef } from "./campaign-writes.ts";
import type { Queryable } from "./connection.ts";

/** Queued messages of one sender are counted up to here; beyond it the number follows from the rates. */
const QUEUE_COUNTED_MAX = 5_000;
/** How far back the decisions of a campaign are looked through for moves, and how many kinds of moves are shown. */
const DECISIONS_READ_MAX = 2_000;
const MOVES_SHOWN_MAX = 5;

export type PoolSender = {
  senderId: string;
  /** Messages that it was given, by the launch and by moves since. */
  given: number;
  /** Messages of these that it still has. */
  waiting: number;
  /** Whether that is counted; else it is about so many. */
  exact: boolean;
};

export type Move = { reason: string; messages: number; at: Date };

export type CampaignPool = { senders: PoolSender[]; moves: Move[] };

type GivenRow = { senderId: string; given: number; mps: number; queued: number };

/** `waiting` are the messages of the campaign that are queued or being handed over, as its counters say. */
export async function findCampaignPool(db: Queryable, ref: CampaignRef, waiting: number): Promise<CampaignPool> {
  const values = [ref.accountId, ref.campaignId];
  const [given, moves] = await Promise.all([db.query<GivenRow>(GIVEN, values), db.query<Move>(MOVES, values)]);
  return { senders: standingOf(given.rows, waiting), moves: moves.rows };
}

/** Those with few are counted; the others have the rest, as far as each has come at its rate. */
function standingOf(rows: GivenRow[], waiting: number): PoolSender[] {
  const counted = rows.filter(({ queued }) => queued < QUEUE_COUNTED_MAX).reduce((sum, { queued }) => sum + queued, 0);
  const long = rows.filter(({ queued }) => queued >= QUEUE_COUNTED_MAX);
  const left = leftOfEach(long, Math.max(0, waiting - counted));
  return rows.map((row) => {
    const { senderId, given, queued } = row;
    const exact = queued < QUEUE_COUNTED_MAX;
    return { senderId, given, waiting: exact ? queued : Math.max(queued, Math.round(left[long.indexOf(row)] ?? 0)), exact };
  });
}

const GIVEN = `
  select cs.sender_id as "senderId", cs.given, gate.mps, waiting.queued
  from campaign_sender cs
  join sender_gate gate on gate.account_id = cs.account_id and gate.sender_id = cs.sender_id
  cross join lateral (
    select count(*)::int as queued
    from (select 1 from message m where m.sender_id = cs.sender_id and m.campaign_id = cs.campaign_id and m.state = 'queued' limit ${QUEUE_COUNTED_MAX}) as first
  ) as waiting
  where cs.account_id = $1 and cs.campaign_id = $2
  order by cs.sender_id`;

const MOVES = `
  select reason, sum(messages)::int as messages, max(at) as at
  from (select kind, reason, messages, at from decision where account_id = $1 and campaign_id = $2 order by id desc limit ${DECISIONS_READ_MAX}) as recent
  where kind = 'moved'
  group by reason
  order by max(at) desc, reason
  limit ${MOVES_SHOWN_MAX}`;
