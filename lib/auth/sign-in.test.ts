import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { disconnect, pool } from "#lib/db/connection.ts";
import { freshDatabase } from "#lib/db/testing.ts";
import { seedCast, type Cast } from "#lib/db/testing-cast.ts";
import { personOfSession } from "./access.ts";
import { hashPassword } from "./password.ts";
import { signIn, signOut } from "./sign-in.ts";

const PASSWORD = "correct horse battery staple";
let cast: Cast;

beforeAll(async () => {
  await freshDatabase();
  cast = await seedCast(await hashPassword(PASSWORD));
});
afterAll(disconnect);
beforeEach(async () => {
  await pool().query("delete from audit_event");
  await pool().query("update person set disabled_at = null");
});

const attempt = (email: string, password: string) => signIn({ email, password, userAgent: "test" });
const audit = async () => (await pool().query<{ action: string; actor_id: string | null }>("select action, actor_id from audit_event order by id")).rows;

test("whoever knows the password gets a session that is theirs, whatever the case of the address", async () => {
  const result = await attempt("  ANA@Harbour.example ", PASSWORD);
  if (result.kind !== "signed-in") throw new Error(result.kind);
  expect(await personOfSession(result.sessionId)).toEqual({ id: cast.people.ana, name: "Ana", email: "ana@harbour.example" });
  expect(await audit()).toEqual([
    { action: "sign-in.tried", actor_id: null },
    { action: "sign-in.succeeded", actor_id: cast.people.ana },
  ]);
});

test("a wrong password, an unknown address and a disabled person are refused alike, and each try is in the audit", async () => {
  await pool().query("update person set disabled_at = now() where id = $1", [cast.people.omar]);
  expect(await attempt("ana@harbour.example", "wrong")).toEqual({ kind: "refused" });
  expect(await attempt("stranger@harbour.example", PASSWORD)).toEqual({ kind: "refused" });
  expect(await attempt("omar@harbour.example", PASSWORD)).toEqual({ kind: "refused" });
  expect(await attempt("", "")).toEqual({ kind: "refused" });
  expect(await attempt("nul\u0000@harbour.example", "nul\u0000")).toEqual({ kind: "refused" });
  expect((await audit()).map((row) => row.action)).toEqual(Array(5).fill("sign-in.tried"));
});

test("the audit of a try holds neither the address nor the password", async () => {
  await attempt("ana@harbour.example", "my-secret-guess");
  const { rows } = await pool().query<{ row: string }>("select audit_event::text as row from audit_event");
  expect(rows.map((row) => row.row).join()).not.toMatch(/ana@|my-secret-guess/);
});

test("after ten tries an address waits, also for the right password, and others do not", async () => {
  for (let guess = 0; guess < 10; guess++) expect((await attempt("vera@harbour.example", `guess ${guess}`)).kind).toBe("refused");
  expect(await attempt("vera@harbour.example", PASSWORD)).toEqual({ kind: "braked", waitMinutes: 15 });
  expect((await attempt("VERA@harbour.example ", PASSWORD)).kind).toBe("braked");
  expect((await attempt("ana@harbour.example", PASSWORD)).kind).toBe("signed-in");
});

test("guesses that come together are counted one by one", async () => {
  const results = await Promise.all(Array.from({ length: 25 }, (_, guess) => attempt("vera@harbour.example", `guess ${guess}`)));
  expect(results.filter((result) => result.kind === "refused")).toHaveLength(10);
  expect(results.filter((result) => result.kind === "braked")).toHaveLength(15);
});

test("the wait ends by itself, and a success clears the count", async () => {
  for (let guess = 0; guess < 9; guess++) await attempt("vera@harbour.example", "wrong");
  expect((await attempt("vera@harbour.example", PASSWORD)).kind).toBe("signed-in");
  for (let guess = 0; guess < 10; guess++) expect((await attempt("vera@harbour.example", "wrong")).kind).toBe("refused");
  expect((await attempt("vera@harbour.example", PASSWORD)).kind).toBe("braked");
  await pool().query("update audit_event set at = at - interval '15 minutes'");
  expect((await attempt("vera@harbour.example", PASSWORD)).kind).toBe("signed-in");
});

test("signing out ends the session for every copy of its cookie, once", async () => {
  const first = await attempt("ana@harbour.example", PASSWORD);
  const second = await attempt("ana@harbour.example", PASSWORD);
  if (first.kind !== "signed-in" || second.kind !== "signed-in") throw new Error("not signed in");
  await signOut(first.sessionId);
  await signOut(first.sessionId);
  await signOut("not a session");
  expect(await personOfSession(first.sessionId)).toBeNull();
  expect(await personOfSession(second.sessionId)).not.toBeNull();
  expect((await audit()).filter((row) => row.action === "session.ended")).toEqual([{ action: "session.ended", actor_id: cast.people.ana }]);
});
