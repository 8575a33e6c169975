/** Prisma's own schema engine, as WebAssembly over an ordinary connection: nothing is fetched from another host. */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import * as glue from "@prisma/schema-engine-wasm/schema_engine_bg";
import pg from "pg";
import { engineAdapter } from "./engine-adapter.ts";

export type SchemaEngine = glue.SchemaEngine;

const CONNECT_TIMEOUT_MS = 5_000;
/** Longest wait for whoever else migrates this database, and how often it is looked, in milliseconds. */
const TURN_MAX_MS = 3_600_000;
const LOOK_EVERY_MS = 250;
/** Longest wait of a statement for somebody's lock or transaction to end, in milliseconds, where a migration does not say less. */
const LOCK_TIMEOUT_MS = 600_000;

let loading: Promise<void> | undefined;

/** Runs `work` with an engine on the database of `databaseUrl` and a session of its own there, one caller at a time in the whole database. */
export async function withSchemaEngine<T>(databaseUrl: string, work: (engine: SchemaEngine, database: pg.ClientBase) => Promise<T>): Promise<T> {
  loading ??= load();
  await loading;
  // One connection: the engine's session settings must hold for the script that follows them.
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 1, connectionTimeoutMillis: CONNECT_TIMEOUT_MS, lock_timeout: LOCK_TIMEOUT_MS });
  const lock = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: CONNECT_TIMEOUT_MS, lock_timeout: LOCK_TIMEOUT_MS });
  try {
    await lock.connect();
    await takeTurn(lock);
    const engine = await glue.SchemaEngine.new({ datamodels: undefined }, () => undefined, bindMigrationAwareSqlAdapterFactory(engineAdapter(pool)));
    try {
      return await work(engine, lock);
    } finally {
      engine.free();
    }
  } finally {
    await Promise.all([lock.end(), pool.end()]);
  }
}

/**
 * Looks again and again rather than stand in PostgreSQL's queue: a session that waits there is in a transaction, for whose
 * end an index that is built CONCURRENTLY waits, while it waits for the builder.
 */
async function takeTurn(lock: pg.Client): Promise<void> {
  const givenUpAt = performance.now() + TURN_MAX_MS;
  while (performance.now() < givenUpAt) {
    const { rows } = await lock.query<{ taken: boolean }>("select pg_try_advisory_lock(hashtext('drumbeat.migrate')) as taken");
    if (rows[0]?.taken) return;
    await sleep(LOOK_EVERY_MS);
  }
  throw new Error("Another process has been changing this database for an hour. End it, or wait until it is done, then start again.");
}

/** The package's entry imports its .wasm as a module, which Node 24 still calls experimental and warns of. */
async function load(): Promise<void> {
  const entry = createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm");
  const bytes = await readFile(path.join(path.dirname(entry), "schema_engine_bg.wasm"));
  const { instance } = await WebAssembly.instantiate(bytes, { "./schema_engine_bg.js": { ...glue, ...unreferencedTimers() } });
  glue.__wbg_set_wasm(instance.exports);
  const start = instance.exports["__wbindgen_start"];
  if (typeof start !== "function") throw new Error("The schema engine does not have the shape that is expected.");
  start();
}

/** The engine leaves the timer of its lock running for ten seconds; it must not keep the process alive. */
function unreferencedTimers(): Record<string, (handler: () => void, delayMs: number) => NodeJS.Timeout> {
  const names = Object.keys(glue).filter((name) => name.startsWith("__wbg_setTimeout_"));
  return Object.fromEntries(names.map((name) => [name, (handler: () => void, delayMs: number) => setTimeout(handler, delayMs).unref()]));
}
