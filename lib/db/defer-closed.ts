/** Queued messages whose people's hours ended before their turn came wait for the next opening. */
import { nextOpening, type LocalHours, type Opening } from "#lib/domain/local-hours.ts";
import { inTransaction, poolOf, type Queryable, type Tx } from "./connection.ts";
import { recordDecisions } from "./record-decisions.ts";

/** Most messages moved in one transaction, so that no lock lasts long. */
const BATCH_MAX = 5_000;

type ClosedRow = { accountId: string; campaignId: string; wave: number; ids: string[]; messages: number; zones: string[]; from: number; until: number; endsAt: Date; dueAt: Date; now: Date };

/** Defers one batch. Messages that cannot be wanted any more when their people's hours begin are left to expire with the campaign. Returns how many there were. */
export async function deferClosed(db: Queryable): Promise<number> {
  return inTransaction(async (tx) => {
    const { rows } = await tx.query<ClosedRow>(CLOSED, [BATCH_MAX]);
    const deferred = rows.map((row) => ({ row, opening: openingFor(row) }));
    for (const { row, opening } of deferred) await (opening ? defer(tx, row, opening) : leaveToExpire(tx, row));
    await recordDecisions(
      tx,
      deferred.map(({ row: { accountId, campaignId, messages }, opening }) => ({ accountId, campaignId, kind: "deferred", messages, reason: opening ? DEFERRED : NOT_AGAIN })),
    );
    return rows.reduce((sum, row) => sum + row.messages, 0);
  }, poolOf(db));
}

const DEFERRED = "The hours in which these people may be written to ended before their turn came. They wait for the next day’s.";
const NOT_AGAIN = "The hours in which these people may be written to ended, and the campaign ends before they begin again.";

/** From message_window_idx, so that what closed is found whatever else is queued. What a retry put off to later keeps that. Exported for the test of its plan. */
export const CLOSED = `
  with closed as materialized (
    select m.account_id, m.id, m.campaign_id, m.wave, m.due_at, m.expires_at
    from message m
    join campaign c on c.account_id = m.account_id and c.id = m.campaign_id
    where m.state = 'queued' and m.closes_at <= app_now_stable()
      and c.state in ('running', 'paused', 'held') and m.expires_at > app_now_stable()
    order by m.closes_at limit $1
    for update of m skip locked
  )
  select closed.account_id as "accountId", closed.campaign_id as "campaignId", closed.wave, array_agg(closed.id::text order by closed.id) as ids, count(*)::int as messages,
         w.zones, c.hours_from as "from", c.hours_until as until, closed.expires_at as "endsAt", max(greatest(closed.due_at, app_now_stable())) as "dueAt", app_now_stable() as now
  from closed
  join campaign_wave w on w.account_id = closed.account_id and w.campaign_id = closed.campaign_id and w.n = closed.wave
  join campaign c on c.account_id = closed.account_id and c.id = closed.campaign_id
  group by closed.account_id, closed.campaign_id, closed.wave, closed.due_at > app_now_stable(), closed.expires_at, w.zones, c.hours_from, c.hours_until
  order by closed.account_id, closed.campaign_id, closed.wave`;

function openingFor({ zones, from, until, dueAt, endsAt }: ClosedRow): Opening | null {
  const hours: LocalHours = { from, until };
  const opening = nextOpening(zones, hours, dueAt);
  if (opening === null || opening.opensAt >= endsAt || dueAt >= endsAt) return null;
  return { opensAt: opening.opensAt < dueAt ? dueAt : opening.opensAt, closesAt: opening.closesAt };
}

async function defer(tx: Tx, { accountId, campaignId, wave, ids, messages, dueAt, now }: ClosedRow, { opensAt, closesAt }: Opening): Promise<void> {
  await tx.query(`update message set due_at = $3, closes_at = $4 where account_id = $1 and id = any($2::bigint[])`, [accountId, ids, opensAt, closesAt]);
  // What a retry put off opens when it is due, and not for the others of its wave.
  if (dueAt > now) return;
  await tx.query(
    `
    update campaign_wave set waiting = case when opens_at = $4 then waiting else 0 end + $6, opens_at = $4, closes_at = $5
    where account_id = $1 and campaign_id = $2 and n = $3
    `,
    [accountId, campaignId, wave, opensAt, closesAt, messages],
  );
}

/** Due only when nobody wants them any more: nothing claims them, and they expire. */
async function leaveToExpire(tx: Tx, { accountId, ids, endsAt }: ClosedRow): Promise<void> {
  await tx.query(`update message set due_at = $3, closes_at = null where account_id = $1 and id = any($2::bigint[])`, [accountId, ids, endsAt]);
}
