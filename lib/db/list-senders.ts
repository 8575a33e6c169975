/** The senders of an account, with what they are allowed, what they do now, and what holds them back. */
import type { SenderStatus } from "#lib/domain/states.ts";
import type { Queryable } from "./connection.ts";

export const SENDER_PAGE_SIZE = 25;
/** What an achieved rate is measured over, in seconds. Long enough to show one message in three seconds as such. */
export const RATE_WINDOW_SECONDS = 15;
/** Departures are written down when Twilio has answered: the last seconds are not complete yet. */
export const RATE_LAG_SECONDS = 2;

export type Sender = {
  id: string;
  phone: string;
  name: string;
  status: SenderStatus;
  quality: string | null;
  messagingLimit: string | null;
  offlineReason: string | null;
  syncedAt: Date;
  /** Configured messages per second, or null before the sender has a gate. */
  mps: number | null;
  holdReason: string | null;
  /** Messages per second over the last `RATE_WINDOW_SECONDS`. */
  achieved: number;
};

const SENDER_COLUMNS = `
  sender.id, sender.phone, sender.name, sender.status, sender.quality, sender.messaging_limit as "messagingLimit", sender.offline_reason as "offlineReason",
  sender.synced_at as "syncedAt", gate.mps, gate.hold_reason as "holdReason",
  coalesce((
    select sum(departed) from sender_second second
    where second.account_id = sender.account_id and second.sender_id = sender.id
      and second.second_at >= date_trunc('second', app_now_stable()) - make_interval(secs => ${RATE_WINDOW_SECONDS + RATE_LAG_SECONDS})
      and second.second_at < date_trunc('second', app_now_stable()) - make_interval(secs => ${RATE_LAG_SECONDS})
  ), 0)::float8 / ${RATE_WINDOW_SECONDS} as achieved`;

const SENDER_ROWS = `sender left join sender_gate gate on gate.account_id = sender.account_id and gate.sender_id = sender.id`;

/** One page of senders by name, and how many there are. Pages count from 1. */
export async function listSenders(db: Queryable, accountId: string, page: number): Promise<{ senders: Sender[]; total: number }> {
  const { rows } = await db.query<Sender & { total: number }>(
    `
    select ${SENDER_COLUMNS}, count(*) over ()::int as total
    from ${SENDER_ROWS}
    where sender.account_id = $1
    order by lower(sender.name), sender.phone
    limit ${SENDER_PAGE_SIZE} offset $2
    `,
    [accountId, (page - 1) * SENDER_PAGE_SIZE],
  );
  return { senders: rows.map(({ total, ...sender }) => sender), total: rows[0]?.total ?? 0 };
}

/** One sender of this account, or null. */
export async function findSender(db: Queryable, accountId: string, senderId: string): Promise<Sender | null> {
  const { rows } = await db.query<Sender>(`select ${SENDER_COLUMNS} from ${SENDER_ROWS} where sender.account_id = $1 and sender.id = $2`, [accountId, senderId]);
  return rows[0] ?? null;
}
