import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { disconnect, pool } from "#lib/db/connection.ts";
import { findContact } from "#lib/db/contacts.ts";
import { freshDatabase } from "#lib/db/testing.ts";
import { seedCast, type Cast } from "#lib/db/testing-cast.ts";
import { liftOptOut } from "./lift-opt-out.ts";
import { optOutContact } from "./opt-out-contact.ts";

let cast: Cast;
let ana: { accountId: string; contactId: string };
beforeAll(async () => {
  await freshDatabase();
  cast = await seedCast("none");
});
afterAll(disconnect);
beforeEach(async () => {
  await pool().query("truncate contact, audit_event cascade");
  const { rows } = await pool().query<{ id: string }>("insert into contact (account_id, phone, name) values ($1, '+4930230201001', 'Ana') returning id", [cast.accounts.live]);
  ana = { accountId: cast.accounts.live, contactId: rows[0]?.id ?? "" };
});

const seen = () => findContact(pool(), ana, true);
const audits = async () => (await pool().query("select action, actor_id, subject_id, detail from audit_event order by id")).rows;

test("somebody who asks to be left alone is, with the words and one audit row", async () => {
  expect(await optOutContact(cast.people.omar, ana, "asked on the phone")).toEqual({ kind: "opted-out" });
  expect(await optOutContact(cast.people.omar, ana, "asked again")).toEqual({ kind: "opted-out-before" });
  expect(await seen()).toMatchObject({ optedOutAt: expect.any(Date), optOuts: [{ reason: "asked on the phone", source: "person", liftedAt: null }] });
  expect(await audits()).toEqual([{ action: "contact.opted-out", actor_id: cast.people.omar, subject_id: ana.contactId, detail: {} }]);
});

test("somebody who asks to be written to again is, and the history keeps both", async () => {
  expect(await liftOptOut(cast.people.omar, ana)).toEqual({ kind: "not-opted-out" });
  await optOutContact(cast.people.omar, ana, "asked");
  expect(await liftOptOut(cast.people.ana, ana)).toEqual({ kind: "lifted" });
  expect(await seen()).toMatchObject({ optedOutAt: null, optOuts: [{ liftedAt: expect.any(Date) }] });
  await optOutContact(cast.people.omar, ana, "asked once more");
  expect((await seen())?.optOuts.map(({ reason, liftedAt }) => [reason, liftedAt === null])).toEqual([["asked once more", true], ["asked", false]]);
  expect((await audits()).map(({ action }) => action)).toEqual(["contact.opted-out", "contact.opt-out-lifted", "contact.opted-out"]);
});

test("another account cannot speak for them", async () => {
  const foreign = { ...ana, accountId: cast.accounts.foreign };
  expect(await optOutContact(cast.people.fritz, foreign, "x")).toEqual({ kind: "no-such-contact" });
  expect(await liftOptOut(cast.people.fritz, foreign)).toEqual({ kind: "no-such-contact" });
  expect(await audits()).toEqual([]);
});
