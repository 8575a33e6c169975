/** Whoever else works in a scenario's accounts. Nobody knows a password of theirs: they are there to be looked at. */
import { pool } from "./connection.ts";
import type { Role } from "#lib/domain/states.ts";

/** Minutes ago when they were last here; null is never. */
export type Colleague = { name: string; email: string; role: Role; withheld: string[]; recipientsMax: number | null; hereMinutesAgo: number | null };

const SESSION_HOURS = 12;

/** Lets them into an account, in place of what they may do there. */
export async function letColleaguesIn(accountId: string, colleagues: readonly Colleague[]): Promise<void> {
  await pool().query(
    `
    with c as (select * from jsonb_to_recordset($2::jsonb) as c(name text, email text, role role, withheld text[], "recipientsMax" int, "hereMinutesAgo" int)),
    p as (insert into person (email, name, password_hash) select email, name, 'none' from c on conflict (email) do update set name = excluded.name returning id, email),
    m as (
      insert into membership (account_id, person_id, role, withheld, recipients_max) select $1, p.id, c.role, c.withheld, c."recipientsMax" from c join p using (email)
      on conflict (account_id, person_id) do update set role = excluded.role, withheld = excluded.withheld, recipients_max = excluded.recipients_max
    )
    insert into session (person_id, created_at, last_seen_at, expires_at, ended_at)
    select p.id, seen.at, seen.at, seen.at + make_interval(hours => ${SESSION_HOURS}), now()
    from c join p using (email) cross join lateral (select now() - make_interval(mins => c."hereMinutesAgo") as at) as seen where c."hereMinutesAgo" is not null
    `,
    [accountId, JSON.stringify(colleagues)],
  );
}
