/** The connections of this process to PostgreSQL: Prisma for everyday reads, a pool of its own for statements and transactions. */
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { settings } from "../env.ts";
import { PrismaClient } from "./generated/client.ts";
import { isDeadlock } from "./violations.ts";

/** Anything that can run one statement: the pool, or the client that holds a transaction. */
export type Queryable = Pick<pg.Pool | pg.PoolClient, "query">;
/** Connections of one purpose, to run statements or transactions on. */
export type Pool = pg.Pool;
/** The client that holds an open transaction. */
export type Tx = pg.PoolClient;

const POOL_MAX = 12;
const PRISMA_POOL_MAX = 8;
const CONNECT_TIMEOUT_MS = 5_000;
const STATEMENT_TIMEOUT_MS = 30_000;
const IDLE_IN_TRANSACTION_TIMEOUT_MS = 10_000;
/** A connection that went silent is noticed after this, in milliseconds. */
const KEEP_ALIVE_AFTER_MS = 10_000;
/** The longest statement of all is the freezing of an audience, which has five minutes; what answers later than this comes from nowhere. */
const SILENCE_MAX_MS = 310_000;

type Connections = { pool: pg.Pool; prisma: PrismaClient };

/** Next.js loads server modules more than once in one process; the connections must not multiply with them. */
const shelf = globalThis as typeof globalThis & { drumbeatConnections?: Connections };

function connections(): Connections {
  shelf.drumbeatConnections ??= open(settings().databaseUrl);
  return shelf.drumbeatConnections;
}

function open(connectionString: string): Connections {
  const statements = new pg.Pool({
    connectionString,
    max: POOL_MAX,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    query_timeout: SILENCE_MAX_MS,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_TIMEOUT_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_AFTER_MS,
  });
  outliveConnections(statements);
  const adapter = new PrismaPg({ connectionString, max: PRISMA_POOL_MAX, statement_timeout: STATEMENT_TIMEOUT_MS });
  return { pool: statements, prisma: new PrismaClient({ adapter }) };
}

/** For everyday reads and single-row writes. No interactive transactions: they can end the process (see `inTransaction`). */
export function prisma(): PrismaClient {
  return connections().prisma;
}

/** For statements with a lock, a CTE or a window. */
export function pool(): pg.Pool {
  return connections().pool;
}

/** The pool that statements run on: itself, or the everyday one for whoever holds only a client. */
export function poolOf(db: Queryable): Pool {
  return db instanceof pg.Pool ? db : pool();
}

/** Most connections of one drain: a claim per sender at once, marks, settlements and upkeep. */
const ENGINE_POOL_MAX = 10;
const ENGINE_STATEMENT_TIMEOUT_MS = 5_000;
const ENGINE_LOCK_TIMEOUT_MS = 1_000;
/** When the server does not even end a statement that takes too long, the way to it is cut: the drain goes on over another connection. */
const ENGINE_SILENCE_MAX_MS = 8_000;
/**
 * The engine's statements are prepared once per connection, because planning one costs more than running it. A plan that was
 * made while the tables were empty must still be right for a million rows: everything the engine reads, it reads by index.
 */
const ENGINE_PLANS = ["plan_cache_mode=force_generic_plan", "enable_seqscan=off", "enable_bitmapscan=off", "enable_hashjoin=off", "enable_mergejoin=off", "enable_sort=off"];

/**
 * A pool that only the engine uses, so that slow reports cannot starve it. Every commit is durable before it is answered:
 * an intent that a crash forgets would be sent twice. The caller closes it.
 */
export function openEnginePool(): pg.Pool {
  const engine = new pg.Pool({
    connectionString: settings().databaseUrl,
    max: ENGINE_POOL_MAX,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: ENGINE_STATEMENT_TIMEOUT_MS,
    lock_timeout: ENGINE_LOCK_TIMEOUT_MS,
    query_timeout: ENGINE_SILENCE_MAX_MS,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_TIMEOUT_MS,
    options: ["synchronous_commit=on", ...ENGINE_PLANS].map((setting) => `-c ${setting}`).join(" "),
    application_name: "drumbeat engine",
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_AFTER_MS,
  });
  outliveConnections(engine);
  return engine;
}

/**
 * A connection that dies while idle is replaced by the next query, which reports the trouble if it lasts. One that dies in the moment of its first
 * answer belongs to nobody yet: without a listener of its own from the beginning it would end the process.
 */
function outliveConnections(opened: pg.Pool): void {
  opened.on("error", () => undefined);
  opened.on("connect", (client) => void client.on("error", () => undefined));
}

/** Most times that a transaction is begun: once, and again when PostgreSQL ended it to break a circle of waiting. */
const TRANSACTION_TRIES_MAX = 5;

/**
 * Runs `work` in one READ COMMITTED transaction and commits, or rolls back when it throws. `from` is the pool that the connection comes from.
 * One that PostgreSQL ends because it and another wait for each other is begun anew, so `work` must do nothing that a rollback does not undo.
 */
export async function inTransaction<T>(work: (tx: Tx) => Promise<T>, from: Pool = pool()): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await inOneTransaction(work, from);
    } catch (error) {
      if (!isDeadlock(error) || tries >= TRANSACTION_TRIES_MAX) throw error;
    }
  }
}

async function inOneTransaction<T>(work: (tx: Tx) => Promise<T>, from: Pool): Promise<T> {
  const client = await from.connect();
  let broken: Error | undefined;
  // A connection that ends while nobody waits for an answer must not end the process.
  const notice = (error: Error) => void (broken = error);
  client.on("error", notice);
  try {
    await client.query("begin");
    const result = await work(client);
    await client.query("commit");
    return result;
  } catch (error) {
    await client.query("rollback").catch((failure: Error) => (broken = failure));
    throw error;
  } finally {
    client.off("error", notice);
    client.release(broken);
  }
}

/** Closes every connection, so that the process can end. */
export async function disconnect(): Promise<void> {
  const opened = shelf.drumbeatConnections;
  delete shelf.drumbeatConnections;
  await Promise.all([opened?.pool.end(), opened?.prisma.$disconnect()]);
}
