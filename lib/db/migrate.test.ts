import { cp, mkdtemp, mkdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { PgBoss } from "pg-boss";
import { afterEach, beforeEach, expect, test } from "vitest";
import { pool } from "./connection.ts";
import { migrate, schemaDrift } from "./migrate.ts";
import { freshDatabase } from "./testing.ts";

const ROOT = path.join(import.meta.dirname, "../..");
const SCHEMA = path.join(ROOT, "prisma/schema.prisma");

let url: string;
let folder: string;

beforeEach(async () => {
  ({ url } = await freshDatabase());
  folder = await mkdtemp(path.join(tmpdir(), "drumbeat-migrations-"));
  await cp(path.join(ROOT, "prisma/migrations"), folder, { recursive: true });
});
afterEach(() => rm(folder, { recursive: true }));

async function addMigration(name: string, sql: string): Promise<void> {
  await mkdir(path.join(folder, name), { recursive: true });
  await writeFile(path.join(folder, name, "migration.sql"), sql);
}

test("the schema file and the migrations agree", async () => {
  expect(await schemaDrift(url, SCHEMA)).toBe("");
});

test("a table that only the database has is a disagreement", async () => {
  await pool().query("create table stray (id int)");
  expect(await schemaDrift(url, SCHEMA)).toContain(`DROP TABLE "stray"`);
});

test("the tables of the chores queue disturb neither the comparison nor the migrations", async () => {
  const boss = new PgBoss({ connectionString: url, max: 2 });
  boss.on("error", () => undefined);
  await boss.start();
  await boss.stop({ graceful: false });
  expect(await schemaDrift(url, SCHEMA)).toBe("");
  expect(await migrate(url)).toEqual({ kind: "migrated", applied: [] });
});

test("a migration that is missing is applied once, also when its comments and functions hold semicolons", async () => {
  await addMigration("29990101000000_semicolons", "-- one; two\ncreate function three() returns int language plpgsql as $$ begin return 3; end $$;");
  const both = await Promise.all([migrate(url, folder), migrate(url, folder)]);
  expect(both.flatMap((result) => (result.kind === "migrated" ? result.applied : []))).toEqual(["29990101000000_semicolons"]);
  expect((await pool().query("select three() as three")).rows).toEqual([{ three: 3 }]);
});

test("a database with a migration that this version does not know is left alone", async () => {
  await addMigration("29990101000000_future", "create table future (id int)");
  await migrate(url, folder);
  expect(await migrate(url)).toEqual({ kind: "newer", unknown: ["29990101000000_future"] });
});

test("a migration that breaks off leaves nothing behind, says why, and is applied when it has been put right", async () => {
  await addMigration("29990101000000_wrong", "create table half (id int); select 1 / 0;");
  await expect(migrate(url, folder)).rejects.toThrow("division by zero");
  expect((await pool().query("select to_regclass('half') as half")).rows).toEqual([{ half: null }]);
  await addMigration("29990101000000_wrong", "create table half (id int);");
  expect(await migrate(url, folder)).toEqual({ kind: "migrated", applied: ["29990101000000_wrong"] });
});

test("a database that cannot be reached is an error that names the address", async () => {
  await expect(migrate("postgresql://postgres@127.0.0.1:1/nowhere")).rejects.toThrow("ECONNREFUSED 127.0.0.1:1");
});

test("every table of an account can only point at rows of the same account", async () => {
  const client = new pg.Client(url);
  await client.connect();
  const { rows } = await client.query(`
    select conrelid::regclass::text as child, confrelid::regclass::text as parent
    from pg_constraint
    where contype = 'f' and connamespace = 'public'::regnamespace
      and exists (select from pg_attribute where attrelid = conrelid and attname = 'account_id')
      and confrelid not in ('account'::regclass, 'person'::regclass)
      and not exists (select from pg_attribute where attrelid = conrelid and attname = 'account_id' and attnum = any (conkey))
  `);
  await client.end();
  expect(rows).toEqual([]);
});
