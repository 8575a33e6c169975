/** Who is in an account, and what they may do there. */
import type { Role } from "#lib/domain/states.ts";
import type { Queryable, Tx } from "./connection.ts";

export type Member = {
  personId: string;
  name: string;
  email: string;
  role: Role;
  withheld: string[];
  /** The most people that one launch of theirs may write to; null is any number. */
  recipientsMax: number | null;
  disabled: boolean;
  /** When they were last here; null for never. */
  lastSeenAt: Date | null;
};

export const MEMBER_PAGE_SIZE = 50;

/** A page of the people of an account, admins first, then by name. Pages count from 1. */
export async function listMembers(db: Queryable, accountId: string, page: number): Promise<{ members: Member[]; total: number }> {
  const { rows } = await db.query<Member & { total: number }>(
    `
    select m.person_id as "personId", p.name, p.email, m.role, m.withheld, m.recipients_max as "recipientsMax", p.disabled_at is not null as disabled,
           (select max(s.last_seen_at) from session s where s.person_id = p.id) as "lastSeenAt", count(*) over ()::int as total
    from membership m join person p on p.id = m.person_id
    where m.account_id = $1
    order by m.role, p.name, p.id
    limit ${MEMBER_PAGE_SIZE} offset $2
    `,
    [accountId, (page - 1) * MEMBER_PAGE_SIZE],
  );
  return { members: rows.map(({ total: _, ...member }) => member), total: rows[0]?.total ?? 0 };
}

export type HeldMembership = Pick<Member, "personId" | "role" | "withheld" | "recipientsMax">;

/** Everybody who may change access in an account, and the one who is asked for, under the account's row lock: nobody becomes the last one unseen. Null for an account that is not there. */
export async function lockMembers(tx: Tx, accountId: string, personId: string): Promise<{ member: HeldMembership | null; admins: HeldMembership[] } | null> {
  const { rowCount } = await tx.query(`select 1 from account where id = $1 for no key update`, [accountId]);
  if (rowCount === 0) return null;
  const { rows } = await tx.query<HeldMembership & { disabled: boolean }>(
    `
    select m.person_id as "personId", m.role, m.withheld, m.recipients_max as "recipientsMax", p.disabled_at is not null as disabled
    from membership m join person p on p.id = m.person_id
    where m.account_id = $1 and (m.role = 'admin' or m.person_id = $2)
    for no key update of m
    `,
    [accountId, personId],
  );
  const members = rows.map(({ disabled, ...member }) => ({ disabled, member }));
  return {
    member: members.find(({ member }) => member.personId === personId)?.member ?? null,
    admins: members.filter(({ disabled, member }) => !disabled && member.role === "admin").map(({ member }) => member),
  };
}

export type MembershipToSave = { accountId: string; personId: string; role: Role; withheld: readonly string[]; recipientsMax: number | null };

/** Gives a person a role in an account, or another one. */
export async function saveMembership(tx: Tx, { accountId, personId, role, withheld, recipientsMax }: MembershipToSave): Promise<void> {
  await tx.query(
    `
    insert into membership (account_id, person_id, role, withheld, recipients_max) values ($1, $2, $3::role, $4, $5)
    on conflict (account_id, person_id) do update set role = excluded.role, withheld = excluded.withheld, recipients_max = excluded.recipients_max
    `,
    [accountId, personId, role, withheld, recipientsMax],
  );
}

export async function removeMembership(tx: Tx, accountId: string, personId: string): Promise<void> {
  await tx.query(`delete from membership where account_id = $1 and person_id = $2`, [accountId, personId]);
}
