/** The secrets that are made up when the database is our own, kept beside it. */
import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { z } from "zod";
import { inData, shown } from "./places.ts";
import { Problem } from "./problem.ts";

const SECRET_BYTES = 32;
const secret = z.string().min(1);
const Secrets = z.object({ NEXTAUTH_SECRET: secret, ENCRYPTION_KEY: secret, WORKER_SECRET: secret, POSTGRES_PASSWORD: secret });
export type Secrets = z.infer<typeof Secrets>;

/** The secrets in the data folder, or null when there are none yet. */
export function readSecrets(): Secrets | null {
  const file = inData("secrets.json");
  if (!existsSync(file)) return null;
  try {
    return Secrets.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    throw new Problem(`${shown(file)} cannot be read as it was written: put it back from a copy. Without it the credentials in the database are lost.`);
  }
}

/** Makes secrets for a new database. Refuses when there is a database already, whose secrets these would not be. */
export function makeSecrets(): Secrets {
  const database = inData("postgres");
  if (existsSync(`${database}.port`)) throw new Problem(`${shown(inData("secrets.json"))} is missing, and the database in ${shown(database)} cannot be opened without it: put it back, or delete ${shown(inData())} to begin anew.`);
  const make = () => randomBytes(SECRET_BYTES).toString("hex");
  const made = { NEXTAUTH_SECRET: make(), ENCRYPTION_KEY: make(), WORKER_SECRET: make(), POSTGRES_PASSWORD: make() };
  writePrivately(inData("secrets.json"), `${JSON.stringify(made, null, 2)}\n`);
  return made;
}

/** Writes a file that only this user may read, whole or not at all. */
export function writePrivately(file: string, content: string): void {
  const partial = `${file}.new`;
  writeFileSync(partial, content, { mode: 0o600 });
  renameSync(partial, file);
}
