/** Writes people and their roles. */
import type { Role } from "#lib/domain/states.ts";
import type { Queryable } from "./connection.ts";

export type PersonToSave = { email: string; name: string; passwordHash: string };

/** Adds the person, or gives a known one the new name and password and lets them in again. Their sessions end. Returns the id. */
export async function savePerson(db: Queryable, person: PersonToSave): Promise<string> {
  const { rows } = await db.query<{ id: string }>(
    `
    insert into person (email, name, password_hash) values (lower($1), $2, $3)
    on conflict (email) do update set name = excluded.name, password_hash = excluded.password_hash, disabled_at = null
    returning id
    `,
    [person.email, person.name, person.passwordHash],
  );
  const id = rows[0]?.id;
  if (id === undefined) throw new Error("PostgreSQL returned no row for a person that was saved.");
  await db.query(`update session set ended_at = app_now() where person_id = $1 and ended_at is null`, [id]);
  return id;
}

/** Adds somebody who is not there yet; null when the address is somebody's already, whose password stays theirs. `email` in lower case. */
export async function addPerson(db: Queryable, person: PersonToSave): Promise<string | null> {
  const { rows } = await db.query<{ id: string }>(`insert into person (email, name, password_hash) values ($1, $2, $3) on conflict (email) do nothing returning id`, [person.email, person.name, person.passwordHash]);
  return rows[0]?.id ?? null;
}

/** Gives a person a new password, unless it was changed since `before` was read. Returns whether it did. */
export async function replacePassword(db: Queryable, { personId, before, after }: { personId: string; before: string; after: string }): Promise<boolean> {
  const { rowCount } = await db.query(`update person set password_hash = $3 where id = $1 and password_hash = $2`, [personId, before, after]);
  return rowCount === 1;
}

/** Gives a person a role in every account that exists, in place of the one they have. */
export async function grantEverywhere(db: Queryable, personId: string, role: Role): Promise<void> {
  await db.query(
    `
    insert into membership (account_id, person_id, role)
    select id, $1, $2::role from account
    on conflict (account_id, person_id) do update set role = excluded.role
    `,
    [personId, role],
  );
}

/** Gives a person a role in an account that nobody may enter. Leaves every other account as it is. */
export async function grantIfDeserted(db: Queryable, grant: { accountId: string; personId: string; role: Role }): Promise<void> {
  await db.query(
    `
    insert into membership (account_id, person_id, role)
    select $1, $2, $3::role where not exists (select 1 from membership where account_id = $1)
    on conflict do nothing
    `,
    [grant.accountId, grant.personId, grant.role],
  );
}

/** Lets whoever is an admin of some account into an account that nobody may enter. */
export async function openToAdmins(db: Queryable, accountId: string): Promise<void> {
  await db.query(
    `
    insert into membership (account_id, person_id, role)
    select distinct $1::uuid, person_id, 'admin'::role from membership
    where role = 'admin' and not exists (select 1 from membership where account_id = $1::uuid)
    on conflict do nothing
    `,
    [accountId],
  );
}

/** Whether anybody at all can sign in. */
export async function hasPeople(db: Queryable): Promise<boolean> {
  const { rows } = await db.query<{ found: boolean }>(`select exists (select 1 from person) as found`);
  return rows[0]?.found ?? false;
}
