/** What the matrix is held against: two accounts of ours and two of somebody else, with one of everything in each, and everybody who could knock. */
import type pg from "pg";
import { encode } from "next-auth/jwt";
import { ROLES, type Role } from "#lib/domain/states.ts";

export const OURS = ["live", "sandbox"] as const;
export const THEIRS = ["far-live", "far-sandbox"] as const;
export const ACCOUNTS = [...OURS, ...THEIRS] as const;
export type AccountSlug = (typeof ACCOUNTS)[number];

/** Somebody at a door. `roles` by account; nobody's cookie is null. */
export type Principal = { name: string; personId: string | null; isIn: boolean; roles: Partial<Record<AccountSlug, Role>>; cookie: string | null };

/** One of everything that an address can name, by account. */
export type Things = { /** The account itself. */ account: string; contact: string; list: string; import: string; sender: string; template: string; draft: string; campaign: string };
export type World = { things: Record<AccountSlug, Things>; principals: Principal[] };

const SESSION_SECONDS = 43_200;
/** As `lib/auth/session-cookie.ts` names it over plain http. */
const COOKIE = "drumbeat.session";

/** `live` and `sandbox` are there already, connected to the simulator. `secret` is the one that the console signs its sessions with. */
export async function layOut(db: pg.Client, secret: string): Promise<World> {
  for (const [slug, kind] of [["far-live", "live"], ["far-sandbox", "sandbox"]] as const) await db.query(`insert into account (slug, name, kind, simulated, twilio_sid, auth_token_cipher) values ($1, $1, $2, true, 'AC' || md5($1), 'none')`, [slug, kind]);
  const { rows } = await db.query<Things & { slug: AccountSlug }>(ONE_OF_EVERYTHING);
  const things = Object.fromEntries(rows.map(({ slug, ...of }) => [slug, of])) as Record<AccountSlug, Things>;
  const principals: Principal[] = [{ name: "anonymous", personId: null, isIn: false, roles: {}, cookie: null }];
  const add = async (name: string, roles: Principal["roles"], isIn = true) => principals.push(await person(db, { name, roles, isIn }, secret));
  await add("disabled admin", { live: "admin", sandbox: "admin" }, false);
  await add("in no account", {});
  for (const role of ROLES) {
    await add(`${role}, live`, { live: role });
    await add(`${role}, sandbox`, { sandbox: role });
    await add(`${role}, both`, { live: role, sandbox: role });
  }
  return { things, principals };
}

async function person(db: pg.Client, { name, roles, isIn }: Pick<Principal, "name" | "roles" | "isIn">, secret: string): Promise<Principal> {
  const { rows } = await db.query<{ id: string }>(`insert into person (email, name, password_hash, disabled_at) values ($1, $2, 'none', case when $3 then null else now() end) returning id`, [`${name.replaceAll(/\W+/g, "-")}@matrix.example`, name, isIn]);
  const personId = rows[0]?.id ?? "";
  for (const [slug, role] of Object.entries(roles)) await db.query(`insert into membership (account_id, person_id, role) select id, $2, $3::role from account where slug = $1`, [slug, personId, role]);
  const opened = await db.query<{ id: string }>(`insert into session (person_id, expires_at) values ($1, now() + make_interval(secs => $2)) returning id`, [personId, SESSION_SECONDS]);
  const token = await encode({ token: { sid: opened.rows[0]?.id ?? "" }, secret, maxAge: SESSION_SECONDS });
  return { name, personId, isIn, roles, cookie: `${COOKIE}=${token}` };
}

/** Who may be refused must have changed nothing: everything that a door could have changed, as one text. What the engine and the visits themselves write is not among it. */
export async function fingerprint(db: pg.Client): Promise<string> {
  const tables = ["account", "membership", "invitation", "person", "contact", "contact_list", "list_member", "contact_import", "campaign", "campaign_sender", "launch_request", "message", "suppression", "template", "imported_error_code"];
  const parts: string[] = [];
  for (const table of tables) {
    const { rows } = await db.query<{ print: string }>(`select coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as print from ${table} as t`);
    parts.push(`${table} ${rows[0]?.print}`);
  }
  const { rows } = await db.query<{ print: string }>(`select coalesce(md5(string_agg(concat_ws(' ', sender_id, mps, hold_reason, paused_until), '|' order by sender_id)), '') as print from sender_gate`);
  const audit = await db.query<{ changes: number }>(`select count(*)::int as changes from audit_event where actor_id is not null and action not like 'sign-in%'`);
  return [...parts, `sender_gate ${rows[0]?.print}`, `audit ${audit.rows[0]?.changes}`].join("\n");
}

const ONE_OF_EVERYTHING = `
with a as (select id, slug from account),
s as (insert into sender (account_id, phone, name, status) select id, '+4930230019999', 'Matrix', 'online' from a returning account_id, id),
g as (insert into sender_gate (sender_id, account_id, mps) select id, account_id, 1 from s),
t as (insert into template (account_id, content_sid, name, language, category, status, content, variables) select id, 'HX' || repeat('c', 32), 'matrix', 'en', 'utility', 'approved', '{"kind":"text","body":"Hello"}', '[]' from a returning account_id, id),
r as (insert into contact (account_id, phone, name) select id, '+4930230018888', 'Matrix' from a returning account_id, id),
l as (insert into contact_list (account_id, name) select id, 'Matrix' from a returning account_id, id),
lm as (insert into list_member (account_id, list_id, contact_id) select l.account_id, l.id, r.id from l join r using (account_id)),
i as (insert into contact_import (account_id, list_id, file_name, state, finished_at) select account_id, id, 'matrix.csv', 'done', now() from l returning account_id, id),
d as (insert into campaign (account_id, name, state) select id, 'Matrix draft', 'draft' from a returning account_id, id),
c as (insert into campaign (account_id, name, state, template_id, list_id, launched_at, finished_at, expires_at) select t.account_id, 'Matrix', 'completed', t.id, l.id, now(), now(), now() from t join l using (account_id) returning account_id, id)
select a.slug, a.id::text as account, r.id::text as contact, l.id::text as list, i.id::text as import, s.id::text as sender, t.id::text as template, d.id::text as draft, c.id::text as campaign
from a join s on s.account_id = a.id join t on t.account_id = a.id join r on r.account_id = a.id join l on l.account_id = a.id join i on i.account_id = a.id join d on d.account_id = a.id join c on c.account_id = a.id`;
