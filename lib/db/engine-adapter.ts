/** Prisma's PostgreSQL adapter with two gaps closed, into both of which the schema engine falls on this schema. */
import { PrismaPg } from "@prisma/adapter-pg";
import { ColumnTypeEnum, DriverAdapterError, type SqlDriverAdapter, type SqlMigrationAwareDriverAdapterFactory } from "@prisma/driver-adapter-utils";
import pg from "pg";

/** PostgreSQL's code for a lock that was waited for in vain. */
const LOCK_NOT_AVAILABLE = "55P03";
const HELD = "another program holds a table that has to be changed, such as a backup. Start again when it has ended.";

/** Makes the engine's adapter over a pool that the caller ends. */
export function engineAdapter(pool: pg.Pool): SqlMigrationAwareDriverAdapterFactory {
  const runScript = pool.query.bind(pool);
  const charColumns = readCharsAsText(pool);
  const factory = new PrismaPg(pool);
  const complete = async (connecting: Promise<SqlDriverAdapter>): Promise<SqlDriverAdapter> => {
    const adapter = await connecting;
    const queryRaw = adapter.queryRaw.bind(adapter);
    adapter.queryRaw = async (query) => {
      const result = await queryRaw(query);
      for (const column of charColumns.get(result.rows) ?? []) result.columnTypes[column] = ColumnTypeEnum.Character;
      return result;
    };
    // The adapter splits a script at every semicolon, also inside functions and comments. PostgreSQL takes it whole, in one transaction.
    adapter.executeScript = async (script) => {
      await runScript(script).catch(throwAsAdapterError);
    };
    return adapter;
  };
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    connect: () => complete(factory.connect()),
    connectToShadowDb: () => complete(factory.connectToShadowDb()),
  };
}

/**
 * The adapter refuses PostgreSQL's one-byte "char", in which the catalogue keeps the kind of a check, and the engine
 * insists on a character. So the pool calls it text, and remembers by the rows which columns they were.
 */
function readCharsAsText(pool: pg.Pool): WeakMap<object, number[]> {
  const charColumns = new WeakMap<object, number[]>();
  const query = pool.query.bind(pool);
  const readable = async (statement: pg.QueryArrayConfig) => {
    const result = await query(statement);
    const chars = (result.fields ?? []).flatMap((field, column) => (field.dataTypeID === pg.types.builtins.CHAR ? [column] : []));
    for (const field of result.fields ?? []) if (field.dataTypeID === pg.types.builtins.CHAR) field.dataTypeID = pg.types.builtins.TEXT;
    charColumns.set(result.rows, chars);
    return result;
  };
  Object.assign(pool, { query: readable });
  return charColumns;
}

/** The engine can only name the trouble when it comes in the adapter's own wrapping. */
function throwAsAdapterError(error: unknown): never {
  if (!(error instanceof pg.DatabaseError)) throw error;
  const { code = "", severity = "", message, detail, column, hint } = error;
  const said = code === LOCK_NOT_AVAILABLE ? `${message}: ${HELD}` : message;
  throw new DriverAdapterError({ kind: "postgres", code, severity, message: said, detail, column, hint });
}
