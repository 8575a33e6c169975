/** `npm run admin -- ana@example.com "Ana Souza"`: makes an admin of every account, or gives one a new password. */
import { z } from "zod";
import { hashPassword } from "#lib/auth/password.ts";
import { saveAdmin } from "#lib/commands/save-admin.ts";
import { disconnect } from "#lib/db/connection.ts";
import { FIRST_EMAIL, makePassword } from "./first-admin.ts";
import { Problem, run } from "./problem.ts";
import { settleForPart } from "./settings.ts";

await run(async () => {
  const [email = FIRST_EMAIL, name = email === FIRST_EMAIL ? "Admin" : (email.split("@")[0] ?? email)] = process.argv.slice(2);
  if (!z.email().safeParse(email).success && email !== FIRST_EMAIL) throw new Problem(`"${email}" is no e-mail address: npm run admin -- ana@example.com "Ana Souza"`);
  await settleForPart();
  const password = makePassword();
  try {
    await saveAdmin({ email, name, passwordHash: await hashPassword(password) });
  } finally {
    await disconnect();
  }
  console.log(`${name} is an admin of every account. Sessions from before have ended.\n\n  Sign in   ${email}\n  Password  ${password}\n`);
});
