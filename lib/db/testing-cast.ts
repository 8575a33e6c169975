/** The people of every permission test: Ana the admin, Omar the marketer, Vera the analyst, and nobody in particular. */
import { randomUUID } from "node:crypto";
import type { AccountKind, Role } from "#lib/domain/states.ts";
import { pool } from "./connection.ts";

export type Cast = {
  /** By slug. Ana is admin of both, Omar marketer of both, Vera analyst of `live` alone; in `foreign` only Fritz is. */
  accounts: Record<"live" | "sandbox" | "foreign", string>;
  /** Nils is in no account. */
  people: Record<"ana" | "omar" | "vera" | "nils" | "fritz", string>;
};

/** Writes three accounts and five people; everybody's password is the one whose hash is given. */
export async function seedCast(passwordHash: string): Promise<Cast> {
  const accounts = { live: await addAccount("live", "live"), sandbox: await addAccount("sandbox", "sandbox"), foreign: await addAccount("foreign", "live") };
  const person = (name: string) => addPerson(name, passwordHash);
  const people = { ana: await person("Ana"), omar: await person("Omar"), vera: await person("Vera"), nils: await person("Nils"), fritz: await person("Fritz") };
  await addMember(accounts.live, people.ana, "admin");
  await addMember(accounts.sandbox, people.ana, "admin");
  await addMember(accounts.live, people.omar, "marketer");
  await addMember(accounts.sandbox, people.omar, "marketer");
  await addMember(accounts.live, people.vera, "analyst");
  await addMember(accounts.foreign, people.fritz, "admin");
  return { accounts, people };
}

async function addAccount(slug: string, kind: AccountKind): Promise<string> {
  const sid = `AC${randomUUID().replaceAll("-", "")}`;
  return idOf(`insert into account (slug, name, kind, twilio_sid, auth_token_cipher) values ($1, $1 || ' account', $2, $3, 'none') returning id`, [slug, kind, sid]);
}

async function addPerson(name: string, passwordHash: string): Promise<string> {
  return idOf(`insert into person (email, name, password_hash) values (lower($1) || '@harbour.example', $1, $2) returning id`, [name, passwordHash]);
}

async function addMember(accountId: string, personId: string, role: Role): Promise<void> {
  await pool().query(`insert into membership (account_id, person_id, role) values ($1, $2, $3)`, [accountId, personId, role]);
}

/** A sender with its gate. */
export async function addSender(accountId: string, sender: { phone: string; name?: string; mps: number }): Promise<string> {
  const id = await idOf(`insert into sender (account_id, phone, name, status) values ($1, $2, $3, 'online') returning id`, [accountId, sender.phone, sender.name ?? "Harbour"]);
  await pool().query(`insert into sender_gate (sender_id, account_id, mps) values ($1, $2, $3)`, [id, accountId, sender.mps]);
  return id;
}

async function idOf(sql: string, values: unknown[]): Promise<string> {
  const { rows } = await pool().query<{ id: string }>(sql, values);
  const [row] = rows;
  if (!row) throw new Error("nothing was inserted");
  return row.id;
}
