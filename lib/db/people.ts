/** People and the accounts they may enter. */
import type { AccountKind, Role } from "#lib/domain/states.ts";
import type { Queryable } from "./connection.ts";

export type PersonToSignIn = { id: string; passwordHash: string; disabled: boolean };

export type Membership = {
  account: { id: string; slug: string; name: string; kind: AccountKind; simulated: boolean };
  role: Role;
  /** Rights of the role that this person does not have here. */
  withheld: string[];
  /** The most people that one launch of theirs may write to; null is any number. */
  recipientsMax: number | null;
};

/** More accounts than one person can tell apart in a menu. */
const MEMBERSHIPS_MAX = 200;

const MEMBERSHIP_COLUMNS = `account.id, account.slug, account.name, account.kind, account.simulated, membership.role, membership.withheld, membership.recipients_max as "recipientsMax"`;

type MembershipRow = Membership["account"] & Omit<Membership, "account">;

/** Who signs in with this address, or null. The address is compared in lower case. */
export async function findPersonToSignIn(db: Queryable, email: string): Promise<PersonToSignIn | null> {
  const { rows } = await db.query<{ id: string; password_hash: string; disabled: boolean }>(
    `select id, password_hash, disabled_at is not null as disabled from person where email = lower($1)`,
    [email],
  );
  const [row] = rows;
  return row ? { id: row.id, passwordHash: row.password_hash, disabled: row.disabled } : null;
}

/** The hash of somebody's password, or null when there is no such person. */
export async function findPasswordHash(db: Queryable, personId: string): Promise<string | null> {
  const { rows } = await db.query<{ hash: string }>(`select password_hash as hash from person where id = $1`, [personId]);
  return rows[0]?.hash ?? null;
}

/** The account with this slug and the person's role in it, or null when the person has none or there is no such account. */
export async function findMembership(db: Queryable, personId: string, slug: string): Promise<Membership | null> {
  const { rows } = await db.query<MembershipRow>(
    `
    select ${MEMBERSHIP_COLUMNS}
    from account
    join membership on membership.account_id = account.id and membership.person_id = $1
    where account.slug = $2
    `,
    [personId, slug],
  );
  return rows[0] ? membership(rows[0]) : null;
}

/** The accounts that a person may enter, live ones first, then by name. */
export async function listMemberships(db: Queryable, personId: string): Promise<Membership[]> {
  const { rows } = await db.query<MembershipRow>(
    `
    select ${MEMBERSHIP_COLUMNS}
    from membership
    join account on account.id = membership.account_id
    where membership.person_id = $1
    order by account.kind = 'live' desc, account.name, account.slug
    limit ${MEMBERSHIPS_MAX}
    `,
    [personId],
  );
  return rows.map(membership);
}

function membership({ role, withheld, recipientsMax, ...account }: MembershipRow): Membership {
  return { account, role, withheld, recipientsMax };
}
