import { beforeEach, expect, test } from "vitest";
import { decideAccess } from "#lib/auth/access.ts";
import { pool } from "#lib/db/connection.ts";
import { listInvitations } from "#lib/db/invitations.ts";
import { listMembers } from "#lib/db/members.ts";
import { freshDatabase } from "#lib/db/testing.ts";
import { seedCast, type Cast } from "#lib/db/testing-cast.ts";
import type { Right } from "#lib/domain/rights.ts";
import { changeMember } from "./change-member.ts";
import { invitePerson } from "./invite-person.ts";
import { removeMember } from "./remove-member.ts";
import { revokeInvitation } from "./revoke-invitation.ts";

let cast: Cast;
const live = () => cast.accounts.live;
const people = () => cast.people;

beforeEach(async () => {
  await freshDatabase();
  cast = await seedCast("no password is checked here");
});

const may = async (personId: string, right: Right, slug = "live") => (await decideAccess({ id: personId, name: "", email: "" }, slug, right)).kind === "granted";
const audited = async (action: string) => (await pool().query<{ actorId: string; detail: Record<string, unknown> }>(`select actor_id as "actorId", detail from audit_event where account_id = $1 and action = $2 order by at`, [live(), action])).rows;
const MARKETER = { role: "marketer", withheld: [], recipientsMax: null } as const;

test("a right that is withheld is gone at the next question, in this account alone, and comes back", async () => {
  expect(await may(people().omar, "campaign.launch")).toBe(true);
  expect(await changeMember(people().ana, { accountId: live(), personId: people().omar }, { ...MARKETER, withheld: ["campaign.launch", "sender.change"] })).toEqual({ kind: "changed" });
  expect(await may(people().omar, "campaign.launch")).toBe(false);
  expect(await may(people().omar, "campaign.compose")).toBe(true);
  expect(await may(people().omar, "campaign.launch", "sandbox")).toBe(true);
  // What the role does not bring is not kept as withheld: a later role would be without it unseen.
  expect((await audited("member.changed"))[0]).toMatchObject({ actorId: people().ana, detail: { before: MARKETER, after: { ...MARKETER, withheld: ["campaign.launch"] } } });
  expect(await changeMember(people().ana, { accountId: live(), personId: people().omar }, MARKETER)).toEqual({ kind: "changed" });
  expect(await may(people().omar, "campaign.launch")).toBe(true);
});

test("nothing is written where nothing changes", async () => {
  expect(await changeMember(people().ana, { accountId: live(), personId: people().omar }, MARKETER)).toEqual({ kind: "unchanged" });
  expect(await audited("member.changed")).toEqual([]);
});

test("the last one who can let people in stays, however it is tried", async () => {
  const ana = { accountId: live(), personId: people().ana };
  expect(await changeMember(people().ana, ana, MARKETER)).toEqual({ kind: "last-admin" });
  expect(await changeMember(people().ana, ana, { role: "admin", withheld: ["access.change"], recipientsMax: null })).toEqual({ kind: "last-admin" });
  expect(await removeMember(people().ana, ana)).toEqual({ kind: "last-admin" });
  expect(await changeMember(people().ana, { accountId: live(), personId: people().omar }, { ...MARKETER, role: "admin" })).toEqual({ kind: "changed" });
  // One who may not sign in lets nobody in.
  await pool().query(`update person set disabled_at = now() where id = $1`, [people().omar]);
  expect(await removeMember(people().ana, ana)).toEqual({ kind: "last-admin" });
  await pool().query(`update person set disabled_at = null where id = $1`, [people().omar]);
  expect(await removeMember(people().ana, ana)).toEqual({ kind: "removed" });
  expect(await may(people().ana, "account.see")).toBe(false);
});

test("two admins who remove each other at the same moment leave one", async () => {
  await changeMember(people().ana, { accountId: live(), personId: people().omar }, { ...MARKETER, role: "admin" });
  const both = await Promise.all([removeMember(people().ana, { accountId: live(), personId: people().omar }), removeMember(people().omar, { accountId: live(), personId: people().ana })]);
  expect(both.map(({ kind }) => kind).toSorted()).toEqual(["last-admin", "removed"]);
  expect((await listMembers(pool(), live(), 1)).members.filter(({ role }) => role === "admin")).toHaveLength(1);
});

test("whoever is not in the account cannot be changed or removed there", async () => {
  for (const personId of [people().nils, people().fritz, live()]) {
    expect(await changeMember(people().ana, { accountId: live(), personId }, MARKETER)).toEqual({ kind: "no-such-member" });
    expect(await removeMember(people().ana, { accountId: live(), personId })).toEqual({ kind: "no-such-member" });
  }
  expect(await may(people().nils, "account.see")).toBe(false);
});

test("an invitation takes the place of the one that waits, and can be taken back once", async () => {
  const nils = { accountId: live(), email: "nils@harbour.example", role: "marketer", recipientsMax: 100 } as const;
  const first = await invitePerson(people().ana, nils);
  const second = await invitePerson(people().ana, { ...nils, role: "analyst", recipientsMax: null });
  expect([first.kind, second.kind]).toEqual(["invited", "invited"]);
  const [waiting, ...others] = await listInvitations(pool(), live());
  expect(others).toEqual([]);
  expect(waiting).toMatchObject({ email: nils.email, role: "analyst", recipientsMax: null, invitedBy: "Ana", expired: false });
  expect(await revokeInvitation(people().ana, { accountId: cast.accounts.sandbox, invitationId: waiting?.id ?? "" })).toEqual({ kind: "no-such-invitation" });
  expect(await revokeInvitation(people().ana, { accountId: live(), invitationId: waiting?.id ?? "" })).toEqual({ kind: "revoked" });
  expect(await revokeInvitation(people().ana, { accountId: live(), invitationId: waiting?.id ?? "" })).toEqual({ kind: "no-such-invitation" });
  expect(await listInvitations(pool(), live())).toEqual([]);
  // No secret of a link, and no address, is in the audit or anywhere but its hash.
  const { rows } = await pool().query<{ text: string }>(`select string_agg(t::text, ' ') as text from (select a::text from audit_event a union all select i::text from invitation i) as t`);
  for (const made of [first, second]) expect(made.kind === "invited" && rows[0]?.text.includes(made.token)).toBe(false);
});

test("two admins who invite the same person at once leave one link", async () => {
  const nils = { accountId: live(), email: "nils@harbour.example", ...MARKETER };
  const made = await Promise.all([invitePerson(people().ana, nils), invitePerson(people().ana, nils), invitePerson(people().ana, nils)]);
  expect(made.every(({ kind }) => kind === "invited")).toBe(true);
  expect(await listInvitations(pool(), live())).toHaveLength(1);
});

test("who is in already is not invited", async () => {
  expect(await invitePerson(people().ana, { accountId: live(), email: "omar@harbour.example", ...MARKETER })).toEqual({ kind: "already-in" });
});

test("the links of whoever may let nobody in any more open nothing", async () => {
  await changeMember(people().ana, { accountId: live(), personId: people().omar }, { ...MARKETER, role: "admin" });
  await invitePerson(people().omar, { accountId: live(), email: "nils@harbour.example", ...MARKETER });
  await changeMember(people().ana, { accountId: live(), personId: people().omar }, MARKETER);
  expect(await listInvitations(pool(), live())).toEqual([]);
  await changeMember(people().ana, { accountId: live(), personId: people().omar }, { ...MARKETER, role: "admin" });
  await invitePerson(people().omar, { accountId: live(), email: "nils@harbour.example", ...MARKETER });
  await removeMember(people().ana, { accountId: live(), personId: people().omar });
  expect(await listInvitations(pool(), live())).toEqual([]);
});
