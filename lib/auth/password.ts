/** Passwords: kept as argon2id, compared without telling anyone whether the address was known. */
import { hash, verify } from "@node-rs/argon2";
import { randomBytes } from "node:crypto";

/** Longest password that is taken, in characters: longer is somebody measuring us. */
const PASSWORD_LENGTH_MAX = 1_024;
/** Argon2id with 19 MiB and two passes. The number is the library's `Algorithm.Argon2id`, which is a const enum. */
const COST = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

let decoy: Promise<string> | undefined;

/** The hash to keep, about 97 characters. Throws a RangeError for a password that is empty or longer than 1,024 characters. */
export async function hashPassword(password: string): Promise<string> {
  if (password.length === 0 || password.length > PASSWORD_LENGTH_MAX) throw new RangeError(`a password has 1 to ${PASSWORD_LENGTH_MAX} characters`);
  return hash(password, COST);
}

/** Whether the password is the one that was hashed. With `null` (nobody has this address) it takes as long and is false. */
export async function verifyPassword(passwordHash: string | null, password: string): Promise<boolean> {
  // Made on the first call of either kind, so that no call stands out later.
  decoy ??= hashPassword(randomBytes(24).toString("base64"));
  const other = await decoy;
  const matches = await verify(passwordHash ?? other, password.slice(0, PASSWORD_LENGTH_MAX + 1));
  return matches && passwordHash !== null;
}
