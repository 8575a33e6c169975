import { cp, mkdtemp, mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { PgBoss } from "pg-boss";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
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
afterEach(async () => {
  await rm(folder, { recursive: true });
  await rm(`${folder}-before`, { recursive: true, force: true });
});

async function addMigration(name: string, sql: string): Promise<void> {
  await mkdir(path.join(folder, name), { recursive: true });
  await writeFile(path.join(folder, name, "migration.sql"), sql);
}

test("the schema file and the migrations agree", async () => {
  expect(await schemaDrift(url, SCHEMA)).toBe("");
});

test("every check holds for old rows too", async () => {
  expect((await pool().query("select conname from pg_constraint where not convalidated")).rows).toEqual([]);
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

test("an index that is built beside the writers keeps two who migrate at once from nothing", async () => {
  await addMigration("29990101000000_index", "-- alone\ncreate index concurrently if not exists late_idx on message (delivery);");
  const both = await Promise.all([migrate(url, folder), migrate(url, folder)]);
  expect(both.flatMap((result) => (result.kind === "migrated" ? result.applied : []))).toEqual(["29990101000000_index"]);
  expect(await validityOf("late_idx")).toEqual([{ valid: true }]);
});

test("an index that was left half built is built when what stood in its way is gone", async () => {
  await pool().query("create table twice (n int); insert into twice values (1), (1)");
  await addMigration("29990101000000_index", "create unique index concurrently if not exists twice_idx on twice (n);");
  await expect(migrate(url, folder)).rejects.toThrow("Unique constraint failed");
  expect(await validityOf("twice_idx")).toEqual([{ valid: false }]);
  await pool().query("delete from twice");
  expect(await migrate(url, folder)).toEqual({ kind: "migrated", applied: ["29990101000000_index"] });
  expect(await validityOf("twice_idx")).toEqual([{ valid: true }]);
});

const validityOf = async (index: string) => (await pool().query("select indisvalid as valid from pg_index where indexrelid = to_regclass($1)", [index])).rows;

test("messages are written while the index of codes waits for somebody's transaction", async () => {
  const old = await emptyDatabase();
  const { before, since } = await splitAt("20261125001400");
  await migrate(old, before);
  const [holder, writer] = [new pg.Client(old), new pg.Client({ connectionString: old, lock_timeout: 3_000 })];
  await Promise.all([holder.connect(), writer.connect()]);
  await holder.query("begin; update message set error_code = null where false");
  const migrated = migrate(old, folder);
  await vi.waitFor(async () => expect((await writer.query("select 1 from pg_stat_activity where datname = current_database() and query ilike '%create index%' and wait_event_type = 'Lock' and pid <> pg_backend_pid()")).rowCount).toBe(1), 10_000);
  await writer.query("update message set error_code = null where false");
  await holder.query("commit");
  expect(await migrated).toEqual({ kind: "migrated", applied: since });
  await Promise.all([holder.end(), writer.end()]);
});

test.each([
  ["20261125001100", "template"],
  ["20261125001200", "account"],
])("migration %s ends before it keeps the doors waiting when somebody holds %s, and the next start does it", async (first, table) => {
  const old = await emptyDatabase();
  const { before, since } = await splitAt(first);
  await migrate(old, before);
  const holder = new pg.Client(old);
  await holder.connect();
  await holder.query(`begin; select from ${table}`);
  await expect(migrate(old, folder)).rejects.toThrow("Start again when it has ended.");
  await holder.query("commit");
  expect(await migrate(old, folder)).toEqual({ kind: "migrated", applied: since });
  await holder.end();
});

/** A database that has nothing in it. */
async function emptyDatabase(): Promise<string> {
  const name = `${new URL(url).pathname.slice(1)}_empty`;
  await pool().query(`create database ${name}`);
  return Object.assign(new URL(url), { pathname: `/${name}` }).toString();
}

/** A folder with the migrations before `first` alone, and the names of the others. */
async function splitAt(first: string): Promise<{ before: string; since: string[] }> {
  const before = `${folder}-before`;
  const names = (await readdir(path.join(ROOT, "prisma/migrations"))).toSorted();
  await mkdir(before);
  for (const name of names) if (name < first || name.endsWith(".toml")) await cp(path.join(ROOT, "prisma/migrations", name), path.join(before, name), { recursive: true });
  return { before, since: names.filter((name) => name >= first && !name.endsWith(".toml")) };
}

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
