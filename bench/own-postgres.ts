/** A PostgreSQL for one bench: started in a folder of its own, migrated, and gone without a trace when the bench ends. */
import { randomBytes } from "node:crypto";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { disconnect, pool } from "#lib/db/connection.ts";
import { type EmbeddedServer, endAbandoned, startEmbedded } from "#lib/db/embedded-postgres.ts";
import { migrate } from "#lib/db/migrate.ts";
import { closing } from "./closing.ts";

export type OwnPostgres = {
  /** The migrated database, to which the settings of this process point. */
  url: string;
  urlOf: (database: string) => string;
  /** The process whose children serve the connections. */
  pid: number;
  close: () => Promise<void>;
};

/** The settings of the server are those of `npm start` as far as they cost anything: PostgreSQL's own. */
const SETTINGS = { max_connections: "200", track_commit_timestamp: "on" };

/** Starts the server, with `more` settings than the usual, and points the settings of this process, and of those it starts, at it. */
export async function openOwnPostgres(more: Record<string, string> = {}): Promise<OwnPostgres> {
  const folder = await mkdtemp(path.join(tmpdir(), "drumbeat-bench-"));
  const cluster = { folder: path.join(folder, "postgres"), password: randomBytes(8).toString("hex"), settings: { ...SETTINGS, ...more } };
  const started: EmbeddedServer[] = [];
  const close = closing(async () => {
    await disconnect();
    // Whoever presses Ctrl-C while it starts leaves one that nobody has got hold of yet.
    await (started[0] ? started[0].stop() : endAbandoned(cluster.folder));
    await rm(folder, { recursive: true, force: true });
  });
  await chmod(folder, 0o755);
  const server = await startEmbedded(cluster);
  started.push(server);
  const url = server.urlOf("postgres");
  const secret = "bench".repeat(8);
  Object.assign(process.env, { DATABASE_URL: url, NEXTAUTH_SECRET: secret, ENCRYPTION_KEY: secret, WORKER_SECRET: secret });
  await migrate(url);
  const { rows } = await pool().query<{ pid: number }>(`select split_part(pg_read_file('postmaster.pid'), chr(10), 1)::int as pid`);
  return { url, urlOf: (database) => server.urlOf(database), pid: rows[0]?.pid ?? 0, close };
}
