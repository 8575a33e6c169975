/** Launches that wait for a second person, and what was said of them. */
import type { CampaignRef } from "./campaign-writes.ts";
import type { Queryable, Tx } from "./connection.ts";

export type OpenRequest = { id: string; requestedById: string; requestedBy: string | null; requestedAt: Date; people: number; revision: string; note: string };
export type DeclinedRequest = { declinedBy: string | null; declinedAt: Date; reason: string; /** Whoever asked took it back. */ takenBack: boolean };

/** The question that waits, and what was said to the last one where that was no. */
export async function findLaunchRequest(db: Queryable, { accountId, campaignId }: CampaignRef): Promise<{ open: OpenRequest | null; declined: DeclinedRequest | null }> {
  const { rows } = await db.query<OpenRequest & DeclinedRequest & { approved: boolean | null }>(
    `
    select r.id, r.requested_by_id as "requestedById", asker.name as "requestedBy", r.requested_at as "requestedAt", r.people, r.revision, r.note,
           r.approved, decider.name as "declinedBy", r.decided_at as "declinedAt", r.reason, r.decided_by_id = r.requested_by_id as "takenBack"
    from launch_request r
    left join person asker on asker.id = r.requested_by_id
    left join person decider on decider.id = r.decided_by_id
    where r.account_id = $1 and r.campaign_id = $2
    order by r.requested_at desc, r.id
    limit 1
    `,
    [accountId, campaignId],
  );
  const [last] = rows;
  if (!last) return { open: null, declined: null };
  const { approved, declinedBy, declinedAt, reason, takenBack, ...open } = last;
  if (approved === null) return { open, declined: null };
  return { open: null, declined: approved ? null : { declinedBy, declinedAt, reason, takenBack } };
}

/** Returns false when another question waits. */
export async function addLaunchRequest(tx: Tx, { accountId, campaignId }: CampaignRef, asked: { actorId: string; people: number; revision: string; note: string }): Promise<boolean> {
  const { rowCount } = await tx.query(
    `
    insert into launch_request (account_id, campaign_id, requested_by_id, requested_at, people, revision, note) values ($1, $2, $3, app_now(), $4, $5, $6)
    on conflict (account_id, campaign_id) where decided_at is null do nothing
    `,
    [accountId, campaignId, asked.actorId, asked.people, asked.revision, asked.note],
  );
  return rowCount === 1;
}

/** The question that waits, and nobody else answers it meanwhile; null when there is none. */
export async function lockLaunchRequest(tx: Tx, { accountId, campaignId }: CampaignRef, id: string): Promise<Pick<OpenRequest, "requestedById" | "people" | "revision"> | null> {
  const { rows } = await tx.query<Pick<OpenRequest, "requestedById" | "people" | "revision">>(
    `select requested_by_id as "requestedById", people, revision from launch_request where account_id = $1 and campaign_id = $2 and id = $3 and decided_at is null for update`,
    [accountId, campaignId, id],
  );
  return rows[0] ?? null;
}

/** The schema refuses that somebody approves what they asked for. */
export async function decideLaunchRequest(tx: Tx, { accountId, campaignId }: CampaignRef, decided: { id: string; actorId: string; approved: boolean; reason: string }): Promise<void> {
  await tx.query(`update launch_request set decided_at = app_now(), decided_by_id = $4, approved = $5, reason = $6 where account_id = $1 and campaign_id = $2 and id = $3`, [accountId, campaignId, decided.id, decided.actorId, decided.approved, decided.reason]);
}
