/** The first person who can sign in. */
import { randomInt } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { hashPassword, verifyPassword } from "#lib/auth/password.ts";
import { saveAdmin } from "#lib/commands/save-admin.ts";
import { pool } from "#lib/db/connection.ts";
import { findPersonToSignIn } from "#lib/db/people.ts";
import { hasPeople } from "#lib/db/save-person.ts";
import { firstSignIn, firstSignInText } from "./first-sign-in.ts";
import { inData } from "./places.ts";
import { writePrivately } from "./secrets.ts";

export const FIRST_EMAIL = "admin@drumbeat.localhost";
/** Without letters and digits that look alike. */
const ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789";
const GROUPS = 4;
const GROUP_LENGTH = 5;

export const firstSignInFile = () => inData("first-sign-in.txt");

/** Makes the first admin when nobody can sign in yet, and leaves the password in the data folder. */
export async function makeFirstAdmin(): Promise<{ email: string; password: string } | null> {
  if (await hasPeople(pool())) return null;
  const password = makePassword();
  await saveAdmin({ email: FIRST_EMAIL, name: "Admin", passwordHash: await hashPassword(password) });
  writePrivately(firstSignInFile(), firstSignInText({ email: FIRST_EMAIL, password }));
  return { email: FIRST_EMAIL, password };
}

/** Whether the password that was left in the data folder still lets its owner in. */
export async function firstPasswordStillHolds(): Promise<boolean> {
  if (!existsSync(firstSignInFile())) return false;
  const { email, password } = firstSignIn(readFileSync(firstSignInFile(), "utf8"));
  const person = await findPersonToSignIn(pool(), email);
  return person !== null && !person.disabled && (await verifyPassword(person.passwordHash, password));
}

/** About 99 bits, in groups that can be read out: "k3m9q-…". */
export function makePassword(): string {
  const group = () => Array.from({ length: GROUP_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");
  return Array.from({ length: GROUPS }, group).join("-");
}
