/** A database of its own for a test file: real PostgreSQL, migrated, empty. */
import { randomBytes } from "node:crypto";
import pg from "pg";
import { inject, vi } from "vitest";
import { disconnect, pool } from "./connection.ts";

/** Copies the migrated template into a new database and points the settings of this process at it. Everything goes when the run ends. */
export async function freshDatabase(): Promise<{ url: string }> {
  const { adminUrl, template } = inject("testServer");
  const name = `${template}_${randomBytes(6).toString("hex")}`;
  const admin = new pg.Client(adminUrl);
  await admin.connect();
  try {
    await admin.query(`create database ${name} template ${template}`);
  } finally {
    await admin.end();
  }
  const url = Object.assign(new URL(adminUrl), { pathname: `/${name}` }).toString();
  await useDatabase(url);
  return { url };
}

/** Copies a database of a test as it stands, as a restored dump or a clone would be, and points the settings of this process at the copy. */
export async function copyDatabase(url: string): Promise<{ url: string }> {
  const { adminUrl } = inject("testServer");
  const source = new URL(url).pathname.slice(1);
  const name = `${source}_copy`;
  await disconnect();
  const admin = new pg.Client(adminUrl);
  await admin.connect();
  try {
    // Whoever still has a connection to it keeps it from being copied.
    await admin.query(`select pg_terminate_backend(pid) from pg_stat_activity where datname = $1`, [source]);
    await admin.query(`create database ${name} template ${source}`);
  } finally {
    await admin.end();
  }
  const copy = Object.assign(new URL(url), { pathname: `/${name}` }).toString();
  await useDatabase(copy);
  return { url: copy };
}

/** Sets the clock of every connection to this database from now on so far ahead of the machine's, in milliseconds. */
export async function clockAhead(ms: number): Promise<void> {
  const { rows } = await pool().query<{ name: string }>(`select quote_ident(current_database()) as name`);
  await pool().query(`alter database ${rows[0]?.name ?? ""} set drumbeat.clock_offset = '${ms} milliseconds'`);
  await disconnect();
}

/** Test values for every setting that is required. They reach processes that a test starts, too. */
async function useDatabase(url: string): Promise<void> {
  await disconnect();
  vi.stubEnv("DATABASE_URL", url);
  vi.stubEnv("NEXTAUTH_SECRET", "test-only-nextauth-secret-0123456789abcdef");
  vi.stubEnv("ENCRYPTION_KEY", "test-only-encryption-key-0123456789abcdef");
  vi.stubEnv("WORKER_SECRET", "test-only-worker-secret-0123456789abcdef");
}
