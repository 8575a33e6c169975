import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { disconnect, pool } from "#lib/db/connection.ts";
import { openSession } from "#lib/db/sessions.ts";
import { freshDatabase } from "#lib/db/testing.ts";
import { seedCast, type Cast } from "#lib/db/testing-cast.ts";
import { RIGHTS, type Right } from "#lib/domain/rights.ts";
import type { Role } from "#lib/domain/states.ts";
import { decideAccess, personOfSession } from "./access.ts";

let cast: Cast;

beforeAll(async () => {
  await freshDatabase();
  cast = await seedCast("no password is checked here");
});
afterAll(disconnect);

const session = (person: keyof Cast["people"]) => openSession(pool(), { personId: cast.people[person], userAgent: "test", absoluteSeconds: 43_200 });
const decide = async (sessionId: string | null, account: string, right: Right) => (await decideAccess(await personOfSession(sessionId), account, right)).kind;
const change = (sql: string, values: unknown[]) => pool().query(sql, values);

describe("a session", () => {
  test("names its person until it is ended", async () => {
    const id = await session("ana");
    expect(await personOfSession(id)).toMatchObject({ email: "ana@harbour.example" });
    await change("update session set ended_at = now() where id = $1", [id]);
    expect(await personOfSession(id)).toBeNull();
  });

  test("ends after twelve hours, however busy", async () => {
    const id = await session("ana");
    await change("update session set expires_at = now() where id = $1", [id]);
    expect(await personOfSession(id)).toBeNull();
  });

  test("ends after eight hours without a visit, and lives a second before", async () => {
    const id = await session("ana");
    await change("update session set last_seen_at = now() - interval '7 hours 59 minutes 59 seconds' where id = $1", [id]);
    expect(await personOfSession(id)).not.toBeNull();
    await change("update session set last_seen_at = now() - interval '8 hours 1 second' where id = $1", [id]);
    expect(await personOfSession(id)).toBeNull();
  });

  test("notes a visit at most once a minute", async () => {
    const id = await session("ana");
    const seen = async () => (await pool().query<{ age: number }>("select extract(epoch from now() - last_seen_at)::float8 as age from session where id = $1", [id])).rows[0]?.age ?? NaN;
    await change("update session set last_seen_at = now() - interval '50 seconds' where id = $1", [id]);
    await personOfSession(id);
    expect(await seen()).toBeGreaterThanOrEqual(50);
    await change("update session set last_seen_at = now() - interval '70 seconds' where id = $1", [id]);
    await personOfSession(id);
    expect(await seen()).toBeLessThan(50);
  });

  test("ends when its person is disabled, and nothing that is not a session opens anything", async () => {
    const id = await session("vera");
    await change("update person set disabled_at = now() where id = $1", [cast.people.vera]);
    expect(await personOfSession(id)).toBeNull();
    await change("update person set disabled_at = null where id = $1", [cast.people.vera]);
    for (const other of [null, "", "1", cast.people.ana, "00000000-0000-0000-0000-000000000000", "'; drop table session"]) expect(await personOfSession(other)).toBeNull();
  });
});

/** Said once more, in words of its own: what each role may not do. */
const BEYOND: Record<Role, readonly Right[]> = {
  admin: [],
  marketer: ["campaign.approve", "sender.change", "account.change", "access.change", "record.see", "catalogue.change"],
  analyst: RIGHTS.filter((right) => right !== "account.see"),
};

describe("a right in an account", () => {
  const MAY: Record<keyof Cast["people"], Record<"live" | "sandbox" | "foreign", Role | null>> = {
    ana: { live: "admin", sandbox: "admin", foreign: null },
    omar: { live: "marketer", sandbox: "marketer", foreign: null },
    vera: { live: "analyst", sandbox: null, foreign: null },
    nils: { live: null, sandbox: null, foreign: null },
    fritz: { live: null, sandbox: null, foreign: "admin" },
  };

  test("is granted to exactly those whose role brings it, in exactly that account", async () => {
    for (const person of ["ana", "omar", "vera", "nils", "fritz"] as const) {
      const id = await session(person);
      for (const account of ["live", "sandbox", "foreign"] as const) {
        const has = MAY[person][account];
        for (const right of RIGHTS) {
          const wanted = has !== null && !BEYOND[has].includes(right) ? "granted" : "missing";
          expect(await decide(id, account, right), `${person} and ${right} in ${account}`).toBe(wanted);
        }
      }
    }
  });

  test("comes with all the others that the person has there, so that a page offers no more than its actions take", async () => {
    const person = await personOfSession(await session("omar"));
    const decision = await decideAccess(person, "live", "account.see");
    expect(decision).toMatchObject({ kind: "granted", access: { role: "marketer", account: { slug: "live" } } });
    expect(decision.kind === "granted" && RIGHTS.filter((right) => !decision.access.rights.has(right))).toEqual(BEYOND.marketer);
  });

  test("is asked of nobody who is not signed in", async () => {
    for (const account of ["live", "sandbox", "foreign", "no-such-account"]) expect(await decide(null, account, "account.see")).toBe("anonymous");
  });

  test("looks the same for an account that does not exist and for a name that cannot be one", async () => {
    const id = await session("ana");
    for (const account of ["no-such-account", "", "Live", "live ", "live\u0000", "../live", "live'--", "a".repeat(2_000)]) expect(await decide(id, account, "account.see")).toBe("missing");
  });

  test("counts at the next request when it is lowered or taken away", async () => {
    const id = await session("omar");
    expect(await decide(id, "sandbox", "campaign.launch")).toBe("granted");
    await change("update membership set role = 'analyst' where person_id = $1 and account_id = $2", [cast.people.omar, cast.accounts.sandbox]);
    expect(await decide(id, "sandbox", "campaign.launch")).toBe("missing");
    expect(await decide(id, "sandbox", "account.see")).toBe("granted");
    await change("delete from membership where person_id = $1 and account_id = $2", [cast.people.omar, cast.accounts.sandbox]);
    expect(await decide(id, "sandbox", "account.see")).toBe("missing");
  });
});
