import { beforeAll, beforeEach, expect, test } from "vitest";
import { pool } from "./connection.ts";
import { findPersonToSignIn, listMemberships } from "./people.ts";
import { grantEverywhere, grantIfDeserted, hasPeople, openToAdmins, savePerson } from "./save-person.ts";
import { freshDatabase } from "./testing.ts";

beforeAll(async () => void (await freshDatabase()));
beforeEach(async () => void (await pool().query(`truncate account, person cascade`)));

const save = (email: string, passwordHash = "hash") => savePerson(pool(), { email, name: "Somebody", passwordHash });

async function addAccount(slug: string, digit: string): Promise<string> {
  const { rows } = await pool().query<{ id: string }>(
    `insert into account (slug, name, kind, twilio_sid, auth_token_cipher) values ($1, $1, 'live', $2, 'x') returning id`,
    [slug, `AC${digit.repeat(32)}`],
  );
  return rows[0]?.id ?? "";
}

const slugsOf = async (personId: string) => (await listMemberships(pool(), personId)).map(({ account, role }) => `${account.slug}: ${role}`);

test("a person is one address however it is written, and a new password ends every session", async () => {
  expect(await hasPeople(pool())).toBe(false);
  const id = await save("Ana@Example.com");
  await pool().query(`insert into session (person_id, expires_at) values ($1, now() + interval '1 day')`, [id]);
  expect(await save("ana@example.com", "another")).toBe(id);
  expect(await findPersonToSignIn(pool(), "ANA@example.com")).toEqual({ id, passwordHash: "another", disabled: false });
  expect((await pool().query(`select 1 from session where ended_at is null`)).rowCount).toBe(0);
  expect(await hasPeople(pool())).toBe(true);
});

test("a role everywhere replaces the one that was there", async () => {
  await addAccount("one", "1");
  const two = await addAccount("two", "2");
  const id = await save("ana@example.com");
  await pool().query(`insert into membership (account_id, person_id, role) values ($1, $2, 'analyst')`, [two, id]);
  await grantEverywhere(pool(), id, "admin");
  expect(await slugsOf(id)).toEqual(["one: admin", "two: admin"]);
});

test("an account that somebody may enter is not opened to others", async () => {
  const [one, two] = [await addAccount("one", "1"), await addAccount("two", "2")];
  const [ana, omar] = [await save("ana@example.com"), await save("omar@example.com")];
  await grantIfDeserted(pool(), { accountId: one, personId: ana, role: "admin" });
  await grantIfDeserted(pool(), { accountId: one, personId: omar, role: "admin" });
  expect(await slugsOf(omar)).toEqual([]);
  await openToAdmins(pool(), two);
  expect(await slugsOf(ana)).toEqual(["one: admin", "two: admin"]);
  expect(await slugsOf(omar)).toEqual([]);
});
