/** Vitest's global set-up: one PostgreSQL for the whole run, with one migrated database that test files copy. */
import { mkdtempSync, readdirSync } from "node:fs";
import { chmod, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { testServerUrl } from "../env.ts";
import { type EmbeddedServer, endAbandoned, startEmbedded } from "./embedded-postgres.ts";
import { migrate } from "./migrate.ts";
import { runningCommand } from "./running-command.ts";

declare module "vitest" {
  interface ProvidedContext {
    testServer: { adminUrl: string; template: string };
  }
}

const FOLDER_PREFIX = "drumbeat-test-";
/** A crash of the machine may lose a test's data; a crash of a process may not, so commits stay synchronous. */
const SETTINGS = { fsync: "off", full_page_writes: "off", synchronous_commit: "on", track_commit_timestamp: "on", max_connections: "300" };

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const external = testServerUrl();
  const own = external === undefined ? await startOwnServer() : undefined;
  const adminUrl = external ?? own?.server.urlOf("postgres") ?? "";
  const template = `drumbeat_test_${process.pid}`;
  await administer(adminUrl, [`drop database if exists ${template}`, `create database ${template}`]);
  const migrated = await migrate(Object.assign(new URL(adminUrl), { pathname: `/${template}` }).toString());
  if (migrated.kind !== "migrated") throw new Error("An empty database cannot be newer than this version.");
  project.provide("testServer", { adminUrl, template });

  return async () => {
    if (!own) return dropAll(adminUrl, template);
    await own.server.stop();
    await rm(own.folder, { recursive: true, force: true });
  };
}

async function startOwnServer(): Promise<{ server: EmbeddedServer; folder: string }> {
  await removeAbandoned();
  const folder = mkdtempSync(path.join(tmpdir(), `${FOLDER_PREFIX}${process.pid}-`));
  await chmod(folder, 0o755);
  return { folder, server: await startEmbedded({ folder: path.join(folder, "postgres"), password: "test", settings: SETTINGS }) };
}

/** A run that was killed leaves its server behind; the next one clears up after it. */
async function removeAbandoned(): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(FOLDER_PREFIX))) {
    const owner = Number(name.slice(FOLDER_PREFIX.length).split("-")[0]);
    if (runningCommand(owner) !== "") continue;
    const folder = path.join(tmpdir(), name);
    await endAbandoned(path.join(folder, "postgres"));
    await rm(folder, { recursive: true, force: true });
  }
}

async function dropAll(adminUrl: string, template: string): Promise<void> {
  const admin = new pg.Client(adminUrl);
  await admin.connect();
  const { rows } = await admin.query<{ datname: string }>(`select datname from pg_database where datname = $1 or datname like $1 || '\\_%'`, [template]);
  await admin.end();
  await administer(adminUrl, rows.map(({ datname }) => `drop database if exists ${datname} with (force)`));
}

async function administer(adminUrl: string, statements: string[]): Promise<void> {
  const admin = new pg.Client(adminUrl);
  await admin.connect();
  try {
    for (const statement of statements) await admin.query(statement);
  } finally {
    await admin.end();
  }
}
