/** The senders of an account, with what they are allowed, what they do now, and what holds them back. */
import type { SenderStatus } from "#lib/domain/states.ts";
import type { OfflineReason } from "#lib/domain/sync-change.ts";
import type { Queryable } from "./connection.ts";
import { recentRate, RECENT_RATE, type RecentRate } from "./recent-rate.ts";

export const SENDER_PAGE_SIZE = 25;

export type Sender = RecentRate & {
  id: string;
  phone: string;
  name: string;
  status: SenderStatus;
  quality: string | null;
  messagingLimit: string | null;
  /** The id at Meta, where it is known. */
  businessAccount: string | null;
  offlineReason: string | null;
  offlineReasons: OfflineReason[];
  /** When what is known of it last changed. */
  syncedAt: Date;
  /** Since when Twilio no longer has it. */
  goneAt: Date | null;
  /** Configured messages per second, or null before the sender has a gate. */
  mps: number | null;
  holdReason: string | null;
  /** Its whole account is held, and it goes on with that. */
  heldWithAccount: boolean;
  /** Until when it rests and why, while it does. */
  restsUntil: Date | null;
  restReason: string | null;
};

const SENDER_COLUMNS = `
  sender.id, sender.phone, sender.name, sender.status, sender.quality, sender.messaging_limit as "messagingLimit", sender.offline_reason as "offlineReason",
  sender.business_account as "businessAccount", sender.offline_reasons as "offlineReasons", sender.gone_at as "goneAt", sender.synced_at as "syncedAt", gate.mps, gate.hold_reason as "holdReason", coalesce(gate.held_with_account, false) as "heldWithAccount",
  case when gate.paused_until > app_now_stable() then gate.paused_until end as "restsUntil", case when gate.paused_until > app_now_stable() then gate.pause_reason end as "restReason", ${RECENT_RATE}`;

const SENDER_ROWS = `
  sender left join sender_gate gate on gate.account_id = sender.account_id and gate.sender_id = sender.id
  ${recentRate({ account: "sender.account_id", sender: "sender.id", mps: "gate.mps" })}`;

export const SENDER_SORTS = ["name", "status", "rate"] as const;
export type SenderSort = { by: (typeof SENDER_SORTS)[number]; descending: boolean };

/** `search` is any part of a name, or of a number written with its country code. */
export type SenderQuery = { search: string; sort: SenderSort };

const EVERY_SENDER: SenderQuery = { search: "", sort: { by: "name", descending: false } };

const SORT_KEY: Record<SenderSort["by"], string> = {
  name: "lower(sender.name)",
  // Who can send comes first, who is held before who is offline.
  status: "case when gate.hold_reason is not null then 2 else array_position('{online,held,pending,draft,offline,gone}', sender.status::text) end",
  rate: "gate.mps",
};

/** One page of senders, and how many there are. Pages count from 1. An account has hundreds at most. */
export async function listSenders(db: Queryable, accountId: string, page: number, { search, sort } = EVERY_SENDER): Promise<{ senders: Sender[]; total: number }> {
  const { rows } = await db.query<Sender & { total: number }>(
    `
    select ${SENDER_COLUMNS}, count(*) over ()::int as total
    from ${SENDER_ROWS}
    where sender.account_id = $1 and ($3 = '' or position(lower($3) in lower(sender.name)) > 0 or ($4 <> '' and position($4 in sender.phone) > 0))
    order by ${SORT_KEY[sort.by]} ${sort.descending ? "desc" : "asc"} nulls last, lower(sender.name), sender.phone
    limit ${SENDER_PAGE_SIZE} offset $2
    `,
    [accountId, (page - 1) * SENDER_PAGE_SIZE, search, digitsIn(search)],
  );
  return { senders: rows.map(({ total, ...sender }) => sender), total: rows[0]?.total ?? 0 };
}

/** The digits of what looks like a number, or nothing. */
function digitsIn(text: string): string {
  return /^[+\d\s().-]+$/.test(text) ? text.replace(/\D/g, "").replace(/^00/, "") : "";
}

/** Most senders that a campaign may choose from; Twilio lets no more into one pool (21714). */
const SENDER_CHOICES_MAX = 400;

/** Every sender that a campaign may choose from, by name. */
export async function listSenderChoices(db: Queryable, accountId: string): Promise<Sender[]> {
  const { rows } = await db.query<Sender>(`select ${SENDER_COLUMNS} from ${SENDER_ROWS} where sender.account_id = $1 order by lower(sender.name), sender.phone limit ${SENDER_CHOICES_MAX}`, [accountId]);
  return rows;
}

/** One sender of this account, or null. */
export async function findSender(db: Queryable, accountId: string, senderId: string): Promise<Sender | null> {
  const { rows } = await db.query<Sender>(`select ${SENDER_COLUMNS} from ${SENDER_ROWS} where sender.account_id = $1 and sender.id = $2`, [accountId, senderId]);
  return rows[0] ?? null;
}
