/** Our side of an audit: the attempts of the day that we know as taken, walked through by campaign and contact, less those that the list has shown. */
import { ASKED_MAX, type AttemptRef } from "#lib/domain/sender-audit.ts";
import { keepDifferences } from "./audit-differences.ts";
import { BLOCK } from "./audit-theirs.ts";
import type { Queryable, Tx } from "./connection.ts";
import { HELD, heldBy, LEASED, type TakenAudit } from "./take-audit.ts";

/** Messages looked through for one piece. */
const LOOKED_AT_MAX = 20_000;
/** Asked about before it is noted how far was walked. */
const PIECE_MAX = 20;

export type Unlisted = { attempt: AttemptRef; messageSid: string; departedAt: Date };
/** Where the walk stands: in a campaign, and there after a contact; null when the campaign is done. */
export type Place = { campaignId: string; contactId: string | null };
/** `ours`: attempts of the day up to there; `unlisted`: those of them that no page has shown. */
export type OurPiece = { place: Place; ours: number; unlisted: Unlisted[] };

/** The next piece; null when there is no more. */
export async function nextPiece(db: Queryable, audit: TakenAudit): Promise<OurPiece | null> {
  const campaignId = audit.contactId === null ? await nextCampaign(db, audit) : audit.campaignId;
  if (campaignId === null) return null;
  // Beyond what is asked for one by one there is nothing to stop for.
  const max = audit.asked < ASKED_MAX ? PIECE_MAX : LOOKED_AT_MAX;
  const { rows } = await db.query<{ through: string | null; ours: number; unlisted: { messageId: string; n: number; messageSid: string; departedAt: string }[] }>(
    `
    with range as materialized (
      select account_id, id, contact_id, sender_id, state from message
      where campaign_id = $4 and account_id = $1 and contact_id > $5 order by contact_id limit ${LOOKED_AT_MAX}
    ),
    sent as materialized (
      select m.contact_id, a.message_id, a.n, a.message_sid, a.departed_at, coalesce(get_bit(s.bits, (m.id % ${BLOCK})::int) = 1, false) as is_seen
      from range m
      join attempt a on a.account_id = m.account_id and a.message_id = m.id and a.outcome = 'accepted' and a.message_sid is not null
      left join sender_audit_seen s on s.account_id = m.account_id and s.sender_id = m.sender_id and s.day = $3::date and s.block = m.id / ${BLOCK}
      where m.state = 'accepted' and m.sender_id = $2 and a.departed_at >= $6 and a.departed_at < $7
    ),
    unlisted as materialized (select * from sent where not is_seen order by contact_id limit ${max}),
    edge as (
      select case when (select count(*) from unlisted) = ${max} then (select max(contact_id) from unlisted)
                  when (select count(*) from range) = ${LOOKED_AT_MAX} then (select max(contact_id) from range) end as contact_id
    )
    select edge.contact_id::text as through, (select count(*)::int from sent where edge.contact_id is null or contact_id <= edge.contact_id) as ours,
           (select coalesce(jsonb_agg(jsonb_build_object('messageId', message_id::text, 'n', n, 'messageSid', message_sid, 'departedAt', departed_at) order by contact_id), '[]') from unlisted) as unlisted
    from edge
    `,
    [audit.accountId, audit.senderId, audit.day, campaignId, audit.contactId ?? 0, audit.window.from, audit.window.until],
  );
  const { through = null, ours = 0, unlisted = [] } = rows[0] ?? {};
  return { place: { campaignId, contactId: through }, ours, unlisted: unlisted.map(({ messageId, n, messageSid, departedAt }) => ({ attempt: { messageId, n }, messageSid, departedAt: new Date(departedAt) })) };
}

/** Campaigns that had work for this sender while the day lasted, in the order of their ids. */
async function nextCampaign(db: Queryable, { accountId, senderId, campaignId, window }: TakenAudit): Promise<string | null> {
  const { rows } = await db.query<{ id: string }>(
    `
    select c.id from campaign_sender cs join campaign c on c.account_id = cs.account_id and c.id = cs.campaign_id
    where cs.account_id = $1 and cs.sender_id = $2 and ($3::uuid is null or c.id > $3) and c.launched_at < $5 and (c.finished_at is null or c.finished_at >= $4)
    order by c.id limit 1
    `,
    [accountId, senderId, campaignId, window.from, window.until],
  );
  return rows[0]?.id ?? null;
}

/** Writes down what became of a piece and moves on: all of it or nothing. False when somebody else has the audit now. */
export async function storePiece(tx: Tx, audit: TakenAudit, { place, ours, asked, missing }: Omit<OurPiece, "unlisted"> & { asked: number; missing: Unlisted[] }): Promise<boolean> {
  const { rowCount } = await tx.query(
    `
    update sender_audit set campaign_id = $5, contact_id = $6, ours = ours + $7, ours_unmatched = ours_unmatched + $8, asked = asked + $9, ${LEASED}
    where ${HELD} and stage = 'ours' and campaign_id is not distinct from $10 and contact_id is not distinct from $11
    `,
    [...heldBy(audit), place.campaignId, place.contactId, ours, missing.length, asked, audit.campaignId, audit.contactId],
  );
  if (rowCount !== 1) return false;
  await keepDifferences(tx, audit, missing.map(({ attempt, messageSid, departedAt: at }) => ({ kind: "missing", messageSid, at, delivery: null, errorCode: null, attempt })));
  return true;
}
