import { beforeEach, expect, test } from "vitest";
import { invitePerson } from "#lib/commands/invite-person.ts";
import { pool } from "#lib/db/connection.ts";
import { listMembers } from "#lib/db/members.ts";
import { findMembership } from "#lib/db/people.ts";
import { freshDatabase } from "#lib/db/testing.ts";
import { seedCast, type Cast } from "#lib/db/testing-cast.ts";
import { acceptAs, joinBy, openInvitation } from "./accept-invitation.ts";
import { personOfSession } from "./access.ts";
import { signIn } from "./sign-in.ts";

const PASSWORD = "boat lamp river nine";
const MINA = { email: "mina@harbour.example", role: "marketer", recipientsMax: 100 } as const;
let cast: Cast;

beforeEach(async () => {
  await freshDatabase();
  cast = await seedCast("no password is checked here");
});

async function linkFor(invited: { email: string; role: "marketer" | "admin" | "analyst"; recipientsMax: number | null } = MINA): Promise<string> {
  const made = await invitePerson(cast.people.ana, { accountId: cast.accounts.live, ...invited });
  if (made.kind !== "invited") throw new Error(made.kind);
  return made.token;
}
const join = (token: string, password = PASSWORD) => joinBy({ token, name: "Mina", password, userAgent: "test" });

test("somebody new comes in with what they were invited to, is signed in, and signs in with their password afterwards", async () => {
  const token = await linkFor();
  expect(await openInvitation(token)).toMatchObject({ account: { slug: "live", kind: "live" }, email: MINA.email, role: "marketer", recipientsMax: 100, invitedBy: "Ana", personId: null });
  const joined = await join(token);
  expect(joined).toMatchObject({ kind: "in", slug: "live" });
  const person = joined.kind === "in" ? await personOfSession(joined.sessionId) : null;
  expect(person).toMatchObject({ name: "Mina", email: MINA.email });
  expect(await findMembership(pool(), person?.id ?? "", "live")).toMatchObject({ role: "marketer", recipientsMax: 100, withheld: [] });
  expect(await findMembership(pool(), person?.id ?? "", "sandbox")).toBeNull();
  expect(await signIn({ email: MINA.email, password: PASSWORD, userAgent: "test" })).toMatchObject({ kind: "signed-in" });
});

test("a link opens once, whoever presses twice", async () => {
  const token = await linkFor();
  const both = await Promise.all([join(token), join(token), join(token)]);
  expect(both.filter(({ kind }) => kind === "in")).toHaveLength(1);
  expect(both.filter(({ kind }) => kind === "over")).toHaveLength(2);
  expect(await openInvitation(token)).toBeNull();
  expect((await listMembers(pool(), cast.accounts.live, 1)).members.filter(({ email }) => email === MINA.email)).toHaveLength(1);
});

test("a link that has expired, was replaced, was taken back or never was opens nothing, and nobody learns which", async () => {
  const expired = await linkFor();
  await pool().query(`update invitation set expires_at = now()`);
  const replaced = await linkFor();
  const revoked = await linkFor();
  await pool().query(`update invitation set revoked_at = now() where accepted_at is null and revoked_at is null`);
  for (const token of [expired, replaced, revoked, "", "a".repeat(43), `${revoked}x`, "'; drop table invitation", "a".repeat(5_000)]) {
    expect(await openInvitation(token)).toBeNull();
    expect(await join(token)).toEqual({ kind: "over" });
    expect(await acceptAs({ id: cast.people.nils, name: "Nils", email: MINA.email }, token)).toEqual({ kind: "over" });
  }
});

test("a weak password is refused with its reason and costs nobody the link", async () => {
  const token = await linkFor();
  expect(await join(token, "short")).toEqual({ kind: "weak", problem: "too-short" });
  expect(await join(token, "minaminaminamina")).toEqual({ kind: "weak", problem: "monotonous" });
  expect(await join(token)).toMatchObject({ kind: "in" });
});

test("whoever signs in already says yes as themselves, and a link gives nobody a password", async () => {
  const token = await linkFor({ ...MINA, email: "nils@harbour.example" });
  expect(await openInvitation(token)).toMatchObject({ personId: cast.people.nils });
  expect(await join(token)).toEqual({ kind: "known" });
  expect(await acceptAs({ id: cast.people.fritz, name: "Fritz", email: "fritz@harbour.example" }, token)).toEqual({ kind: "not-yours" });
  expect(await acceptAs({ id: cast.people.nils, name: "Nils", email: "nils@harbour.example" }, token)).toEqual({ kind: "in", slug: "live" });
  expect(await findMembership(pool(), cast.people.nils, "live")).toMatchObject({ role: "marketer", recipientsMax: 100 });
  const { rows } = await pool().query(`select actor_id as "actorId" from audit_event where action = 'invitation.accepted'`);
  expect(rows).toEqual([{ actorId: cast.people.nils }]);
});

test("who came in by another way meanwhile keeps what they have", async () => {
  const token = await linkFor({ ...MINA, email: "nils@harbour.example", role: "admin" });
  await pool().query(`insert into membership (account_id, person_id, role) values ($1, $2, 'analyst')`, [cast.accounts.live, cast.people.nils]);
  expect(await acceptAs({ id: cast.people.nils, name: "Nils", email: "nils@harbour.example" }, token)).toMatchObject({ kind: "in" });
  expect(await findMembership(pool(), cast.people.nils, "live")).toMatchObject({ role: "analyst" });
});
