import { beforeAll, expect, test } from "vitest";
import { findDatabaseProblem } from "./find-database-problem.ts";
import { freshDatabase } from "./testing.ts";

let url: string;

beforeAll(async () => void ({ url } = await freshDatabase()));

const changed = (change: Partial<URL>) => Object.assign(new URL(url), change).toString();

test("a database that answers has no problem", async () => {
  expect(await findDatabaseProblem(url)).toBeNull();
});

test("each thing that can be wrong with the address is a sentence of its own, without the password", async () => {
  expect(await findDatabaseProblem(changed({ port: "1" }))).toContain("No PostgreSQL answers at 127.0.0.1:1");
  expect(await findDatabaseProblem(changed({ hostname: "nowhere.invalid" }))).toContain("is not known");
  expect(await findDatabaseProblem(changed({ pathname: "/absent" }))).toContain('no database "absent"');
  const refused = await findDatabaseProblem(changed({ password: "guessed-wrong" }));
  expect(refused).toContain("does not accept the user or the password");
  expect(refused).not.toContain("guessed-wrong");
});
