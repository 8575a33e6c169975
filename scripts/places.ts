/** Where things lie on this machine. */
import { mkdirSync } from "node:fs";
import path from "node:path";

export const ROOT = path.join(import.meta.dirname, "..");

/** The folder with everything that is not code: database, secrets, logs. */
export function dataFolder(): string {
  const folder = path.resolve(ROOT, process.env["DRUMBEAT_DATA_DIR"]?.trim() || ".data");
  mkdirSync(folder, { recursive: true });
  return folder;
}

export function inData(...names: string[]): string {
  return path.join(dataFolder(), ...names);
}

/** As a person in the project's folder would type it. */
export function shown(file: string): string {
  const relative = path.relative(ROOT, file);
  return relative.startsWith("..") ? file : relative;
}
