/** Brings a database to the shape of this version, by the hand-readable migrations in prisma/migrations. */
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import type { HistoryDiagnostic, MigrationList } from "@prisma/schema-engine-wasm";
import type { ClientBase } from "pg";
import { withSchemaEngine } from "./schema-engine.ts";

export type Migrated =
  | { kind: "migrated"; applied: string[] }
  /** The database holds migrations that this version does not know: a newer version made them. Nothing was changed. */
  | { kind: "newer"; unknown: string[] };

const MIGRATIONS = path.join(import.meta.dirname, "../../prisma/migrations");
const NOTHING_EXTERNAL = { externalTables: [], externalEnums: [] };

/** Applies what is missing, in order, and keeps Prisma's ordinary `_prisma_migrations`. Throws when the database cannot be reached or a migration fails. */
export async function migrate(databaseUrl: string, folder: string = MIGRATIONS): Promise<Migrated> {
  const migrationsList = await readMigrations(folder);
  return withSchemaEngine(databaseUrl, async (engine, database) => {
    const found = await engine.diagnoseMigrationHistory({ migrationsList, optInToShadowDatabase: false, filters: NOTHING_EXTERNAL });
    const unknown = unknownIn(found.history);
    if (unknown.length > 0) return { kind: "newer", unknown };
    // A migration is one transaction, so one that broke off left nothing behind and can be tried again: but for an index that was being built CONCURRENTLY.
    if (found.failedMigrationNames.length > 0) await dropHalfBuilt(database);
    for (const migrationName of found.failedMigrationNames) await engine.markMigrationRolledBack({ migrationName });
    const { appliedMigrationNames } = await engine.applyMigrations({ migrationsList, filters: NOTHING_EXTERNAL });
    return { kind: "migrated", applied: appliedMigrationNames };
  });
}

/** The SQL that would bring the database to the schema file. Empty when they agree. */
export async function schemaDrift(databaseUrl: string, schemaFile: string): Promise<string> {
  const files = [{ path: path.basename(schemaFile), content: await readFile(schemaFile, "utf8") }];
  const { stdout } = await withSchemaEngine(databaseUrl, (engine) =>
    engine.diff({
      from: { tag: "schemaDatasource", files, configDir: path.dirname(schemaFile) },
      to: { tag: "schemaDatamodel", files },
      script: true,
      exitCode: null,
      filters: NOTHING_EXTERNAL,
    }),
  );
  return (stdout ?? "").replace("-- This is an empty migration.", "").trim();
}

/** An index that was not built to its end is none: nothing reads it, and it stands in the way of the next try. */
async function dropHalfBuilt(database: ClientBase): Promise<void> {
  const { rows } = await database.query<{ name: string }>(
    `select format('%I.%I', n.nspname, c.relname) as name
     from pg_index i join pg_class c on c.oid = i.indexrelid join pg_namespace n on n.oid = c.relnamespace
     where not i.indisvalid and n.nspname = 'public' and c.relkind = 'i'`,
  );
  for (const { name } of rows) await database.query(`drop index concurrently ${name}`);
}

function unknownIn(history: HistoryDiagnostic | null): string[] {
  return history !== null && "unpersistedMigrationNames" in history ? history.unpersistedMigrationNames : [];
}

async function readMigrations(folder: string): Promise<MigrationList> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return {
    baseDir: folder,
    lockfile: { path: "migration_lock.toml", content: await readFile(path.join(folder, "migration_lock.toml"), "utf8") },
    shadowDbInitScript: "",
    migrationDirectories: await Promise.all(
      names.toSorted().map(async (name) => ({
        path: name,
        migrationFile: { path: "migration.sql", content: { tag: "ok" as const, value: await readFile(path.join(folder, name, "migration.sql"), "utf8") } },
      })),
    ),
  };
}
