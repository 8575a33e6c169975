import { beforeEach, expect, test } from "vitest";
import { pool } from "#lib/db/connection.ts";
import { openSession } from "#lib/db/sessions.ts";
import { freshDatabase } from "#lib/db/testing.ts";
import { seedCast, type Cast } from "#lib/db/testing-cast.ts";
import { personOfSession } from "./access.ts";
import { changePassword } from "./change-password.ts";
import { endOwnSessions, ownSessions } from "./own-sessions.ts";
import { hashPassword } from "./password.ts";
import { signIn } from "./sign-in.ts";

const PASSWORD = "correct horse battery staple";
const NEXT = "boat lamp river nine";
let cast: Cast;
let ana: { id: string; name: string; email: string };

beforeEach(async () => {
  await freshDatabase();
  cast = await seedCast(await hashPassword(PASSWORD));
  ana = { id: cast.people.ana, name: "Ana", email: "ana@harbour.example" };
});

const open = (personId: string, userAgent = "test") => openSession(pool(), { personId, userAgent, absoluteSeconds: 43_200 });
const lives = async (sessionId: string) => (await personOfSession(sessionId)) !== null;

test("somebody sees where they are signed in, and nothing that has ended or is another's", async () => {
  const [here, there, over, theirs] = [await open(ana.id, "here"), await open(ana.id, "there"), await open(ana.id, "over"), await open(cast.people.omar, "theirs")];
  await pool().query(`update session set ended_at = now() where id = $1`, [over]);
  await pool().query(`update session set last_seen_at = now() - interval '1 hour' where id = $1`, [here]);
  expect((await ownSessions(ana.id)).map(({ id, userAgent }) => [id, userAgent])).toEqual([[there, "there"], [here, "here"]]);
  await pool().query(`update session set last_seen_at = now() - interval '9 hours' where id = $1`, [here]);
  expect((await ownSessions(ana.id)).map(({ id }) => id)).toEqual([there]);
  expect((await ownSessions(cast.people.omar)).map(({ id }) => id)).toEqual([theirs]);
});

test("a session that is ended from elsewhere opens nothing from its next request on; nobody ends another's", async () => {
  const [here, there, theirs] = [await open(ana.id), await open(ana.id), await open(cast.people.omar)];
  expect(await endOwnSessions(ana.id, { only: there })).toBe(1);
  expect([await lives(here), await lives(there)]).toEqual([true, false]);
  expect(await endOwnSessions(ana.id, { only: there })).toBe(0);
  for (const other of [theirs, "", "1", "'; drop table session"]) expect(await endOwnSessions(ana.id, { only: other })).toBe(0);
  expect(await lives(theirs)).toBe(true);
  await open(ana.id);
  await open(ana.id);
  expect(await endOwnSessions(ana.id, { allBut: here })).toBe(2);
  expect([await lives(here), await lives(theirs)]).toEqual([true, true]);
  const { rows } = await pool().query(`select actor_id as "actorId", detail from audit_event where action = 'sessions.ended' order by id`);
  expect(rows).toEqual([{ actorId: ana.id, detail: { ended: 1 } }, { actorId: ana.id, detail: { ended: 2 } }]);
});

test("a new password takes the place of the old one, and ends every other session", async () => {
  const [here, there] = [await open(ana.id), await open(ana.id)];
  expect(await changePassword(ana, { current: PASSWORD, next: NEXT, sessionId: here })).toEqual({ kind: "changed", ended: 1 });
  expect([await lives(here), await lives(there)]).toEqual([true, false]);
  expect((await signIn({ email: ana.email, password: PASSWORD, userAgent: "" })).kind).toBe("refused");
  expect((await signIn({ email: ana.email, password: NEXT, userAgent: "" })).kind).toBe("signed-in");
  const { rows } = await pool().query<{ text: string }>(`select string_agg(a::text, ' ') as text from audit_event a`);
  for (const secret of [PASSWORD, NEXT]) expect(rows[0]?.text).not.toContain(secret);
});

test("whoever does not know the old one changes nothing, and has no more guesses than at the sign-in", async () => {
  const here = await open(ana.id);
  for (let tries = 0; tries < 10; tries += 1) expect(await changePassword(ana, { current: `guess ${tries}`, next: NEXT, sessionId: here })).toEqual({ kind: "wrong" });
  expect(await changePassword(ana, { current: PASSWORD, next: NEXT, sessionId: here })).toMatchObject({ kind: "braked" });
  expect(await signIn({ email: ana.email, password: PASSWORD, userAgent: "" })).toMatchObject({ kind: "braked" });
});

test("a weak one, the same one and one of two that come at once are refused", async () => {
  const here = await open(ana.id);
  expect(await changePassword(ana, { current: PASSWORD, next: "short", sessionId: here })).toEqual({ kind: "weak", problem: "too-short" });
  expect(await changePassword(ana, { current: PASSWORD, next: PASSWORD, sessionId: here })).toEqual({ kind: "the-same" });
  const both = await Promise.all([NEXT, `${NEXT} and ten`].map((next) => changePassword(ana, { current: PASSWORD, next, sessionId: here })));
  expect(both.map(({ kind }) => kind).toSorted()).toEqual(["changed", "wrong"]);
});
