/** Ways in for people who are not there yet. A link is known by its hash alone: whoever reads the database cannot use it. */
import { createHash, randomBytes } from "node:crypto";
import type { AccountKind, Role } from "#lib/domain/states.ts";
import type { Queryable, Tx } from "./connection.ts";

export type InvitationToMake = { accountId: string; email: string; role: Role; recipientsMax: number | null; invitedById: string };

export type WaitingInvitation = { id: string; email: string; role: Role; recipientsMax: number | null; invitedBy: string | null; createdAt: Date; expiresAt: Date; expired: boolean };

/** How long a link opens, in minutes (ASVS 5.0, 6.4.1: short, and once). */
export const INVITATION_MINUTES = 30;
/** How many that wait are shown; older ones have long expired. */
export const INVITATIONS_SHOWN_MAX = 50;
const TOKEN_BYTES = 32;
const TOKEN = /^[A-Za-z0-9_-]{43}$/;

/** Makes a link in place of the one that waits for this address, and returns its secret part, which nobody can be shown again. `email` in lower case. */
export async function makeInvitation(tx: Tx, { accountId, email, role, recipientsMax, invitedById }: InvitationToMake): Promise<{ id: string; token: string }> {
  await tx.query(`update invitation set revoked_at = app_now() where account_id = $1 and email = $2 and accepted_at is null and revoked_at is null`, [accountId, email]);
  const token = randomBytes(TOKEN_BYTES).toString("base64url");
  const { rows } = await tx.query<{ id: string }>(
    `
    insert into invitation (account_id, email, role, recipients_max, token_hash, invited_by_id, created_at, expires_at)
    select $1, $2, $3::role, $4, $5, $6, now.at, now.at + make_interval(mins => ${INVITATION_MINUTES}) from (select app_now() as at) as now
    returning id
    `,
    [accountId, email, role, recipientsMax, hashOf(token), invitedById],
  );
  const id = rows[0]?.id;
  if (id === undefined) throw new Error("PostgreSQL returned no row for an invitation that was made.");
  return { id, token };
}

/** Those that wait or have expired unused, newest first. */
export async function listInvitations(db: Queryable, accountId: string): Promise<WaitingInvitation[]> {
  const { rows } = await db.query<WaitingInvitation>(
    `
    select i.id, i.email, i.role, i.recipients_max as "recipientsMax", p.name as "invitedBy", i.created_at as "createdAt", i.expires_at as "expiresAt", i.expires_at <= app_now_stable() as expired
    from invitation i left join person p on p.id = i.invited_by_id
    where i.account_id = $1 and i.accepted_at is null and i.revoked_at is null
    order by i.created_at desc
    limit ${INVITATIONS_SHOWN_MAX}
    `,
    [accountId],
  );
  return rows;
}

/** Ends one that waits; returns whose it was, or null when there is none. */
export async function revokeInvitation(tx: Tx, accountId: string, id: string): Promise<{ email: string; role: Role } | null> {
  const { rows } = await tx.query<{ email: string; role: Role }>(
    `update invitation set revoked_at = app_now() where account_id = $1 and id = $2 and accepted_at is null and revoked_at is null returning email, role`,
    [accountId, id],
  );
  return rows[0] ?? null;
}

/** Ends everything that one person invited to; returns how many waited. */
export async function revokeInvitationsOf(tx: Tx, accountId: string, personId: string): Promise<number> {
  const { rowCount } = await tx.query(`update invitation set revoked_at = app_now() where account_id = $1 and invited_by_id = $2 and accepted_at is null and revoked_at is null`, [accountId, personId]);
  return rowCount ?? 0;
}

export type OpenInvitation = {
  accountId: string;
  id: string;
  account: { slug: string; name: string; kind: AccountKind };
  email: string;
  role: Role;
  recipientsMax: number | null;
  invitedBy: string | null;
  /** Who signs in with this address already. */
  personId: string | null;
};

const OPEN = `
select i.account_id as "accountId", i.id, jsonb_build_object('slug', a.slug, 'name', a.name, 'kind', a.kind) as account, i.email, i.role, i.recipients_max as "recipientsMax", inviter.name as "invitedBy", invited.id as "personId"
from invitation i
join account a on a.id = i.account_id
left join person inviter on inviter.id = i.invited_by_id
left join person invited on invited.email = i.email
where i.token_hash = $1 and i.accepted_at is null and i.revoked_at is null and i.expires_at > app_now_stable()`;

/** What a link opens, or null when it was used, revoked, has expired or never was: which of them, nobody learns. */
export async function findInvitation(db: Queryable, token: string): Promise<OpenInvitation | null> {
  if (!TOKEN.test(token)) return null;
  return (await db.query<OpenInvitation>(OPEN, [hashOf(token)])).rows[0] ?? null;
}

/** The same, and nobody else accepts it meanwhile. */
export async function lockInvitation(tx: Tx, token: string): Promise<OpenInvitation | null> {
  if (!TOKEN.test(token)) return null;
  return (await tx.query<OpenInvitation>(`${OPEN} for no key update of i`, [hashOf(token)])).rows[0] ?? null;
}

/** The link has done its work. */
export async function acceptInvitation(tx: Tx, { accountId, id }: Pick<OpenInvitation, "accountId" | "id">, personId: string): Promise<void> {
  await tx.query(`update invitation set accepted_at = app_now(), accepted_by_id = $3 where account_id = $1 and id = $2`, [accountId, id, personId]);
}

function hashOf(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}
