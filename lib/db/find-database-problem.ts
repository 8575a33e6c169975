/** Whether the database of DATABASE_URL can be worked with, in words for whoever set it. */
import pg from "pg";

const CONNECT_TIMEOUT_MS = 5_000;
/** PostgreSQL 15.0, as the server numbers it. */
const VERSION_MIN = 150_000;
/** PostgreSQL's codes for what no waiting helps against: the user, the password, the database or what it allows has to be put right. */
const LASTING = ["28P01", "28000", "3D000", "42501"];

/** One sentence that says what is wrong and what to do, or null when all is well. */
export async function findDatabaseProblem(databaseUrl: string): Promise<string | null> {
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: CONNECT_TIMEOUT_MS });
  client.on("error", () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ number: number; version: string }>(
      "select current_setting('server_version_num')::int as number, current_setting('server_version') as version",
    );
    const [server] = rows;
    return server && server.number < VERSION_MIN ? `PostgreSQL ${server.version} is too old: Drumbeat needs version 15 or newer.` : null;
  } catch (error) {
    return knownProblem(error, databaseUrl) ?? otherProblem(error, databaseUrl);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Whether it stays as it is until somebody changes something. */
export function isLasting(error: unknown): boolean {
  return LASTING.includes(codeOf(error));
}

/** The same sentence for an error that was met at work; null for one that is not known. */
export function knownProblem(error: unknown, databaseUrl: string): string | null {
  const { host, pathname } = new URL(databaseUrl);
  const database = pathname.slice(1);
  switch (codeOf(error)) {
    case "ECONNREFUSED":
      return `No PostgreSQL answers at ${host}: start it, or correct DATABASE_URL.`;
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return `The host of DATABASE_URL, ${host}, is not known: correct it.`;
    case "28P01":
    case "28000":
      return `PostgreSQL at ${host} does not accept the user or the password in DATABASE_URL: correct them.`;
    case "3D000":
      return `PostgreSQL at ${host} has no database "${database}": create it, or correct DATABASE_URL.`;
    case "42501":
      return `PostgreSQL at ${host} does not let the user in DATABASE_URL do what Drumbeat needs: grant it that, or name another.`;
    case "53300":
      return `PostgreSQL at ${host} has no connection left: raise max_connections, or end what holds them.`;
    default:
      return null;
  }
}

function otherProblem(error: unknown, databaseUrl: string): string {
  return `PostgreSQL at ${new URL(databaseUrl).host} cannot be used (${error instanceof Error ? error.message : String(error)}): correct DATABASE_URL, or put the server right.`;
}

/** Several addresses of one host fail together as one error that holds them all. */
function codeOf(error: unknown): string {
  if (error instanceof AggregateError) return codeOf(error.errors[0]);
  return error instanceof Error && "code" in error ? String(error.code) : "";
}
