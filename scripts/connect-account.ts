/** `npm run connect -- --slug NAME --kind live`: connects a real Twilio account, whose credentials come from the environment. */
import { parseArgs } from "node:util";
import { z } from "zod";
import { connectAccount } from "#lib/commands/connect-account.ts";
import { disconnect, pool } from "#lib/db/connection.ts";
import { openToAdmins } from "#lib/db/save-person.ts";
import { settings } from "#lib/env.ts";
import { isSlug } from "#lib/domain/ids.ts";
import { Problem, run } from "./problem.ts";
import { settleForPart } from "./settings.ts";

const USAGE = `npm run connect -- --slug NAME [--name "Name"] [--kind live|sandbox] [--join-words "join …"]

TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN are required; TWILIO_API_KEY_SID and TWILIO_API_KEY_SECRET are used for sending when they are set.

While Twilio has two auth tokens, give the other one as TWILIO_SECONDARY_AUTH_TOKEN: webhooks signed with either are taken.
Left out, the token that this one replaces is taken for another 24 hours; to end it at once, give the new one as both.`;

const Credentials = z.object({
  TWILIO_ACCOUNT_SID: z.string("is required").regex(/^AC[0-9a-fA-F]{32}$/, "must be AC and 32 letters or digits"),
  TWILIO_AUTH_TOKEN: z.string("is required").min(1, "is required"),
  TWILIO_SECONDARY_AUTH_TOKEN: z.string().optional(),
  TWILIO_API_KEY_SID: z.string().regex(/^SK[0-9a-fA-F]{32}$/, "must be SK and 32 letters or digits").optional(),
  TWILIO_API_KEY_SECRET: z.string().optional(),
});
const Options = z.object({
  slug: z.string("is required").refine(isSlug, "must be 1 to 40 small letters, digits and hyphens, and not a word that an address begins with already, such as help or api: it is part of every address"),
  name: z.string().optional(),
  kind: z.enum(["live", "sandbox"], "must be live or sandbox").default("live"),
  "join-words": z.string().optional(),
});

await run(async () => {
  const options = parse(Options, given(), "--");
  await settleForPart();
  const credentials = parse(Credentials, process.env, "");
  const { TWILIO_API_KEY_SID: sid, TWILIO_API_KEY_SECRET: secret } = credentials;
  try {
    const result = await connectAccount(
      {
        slug: options.slug,
        name: options.name ?? options.slug,
        kind: options.kind,
        simulated: false,
        twilioSid: credentials.TWILIO_ACCOUNT_SID,
        authToken: credentials.TWILIO_AUTH_TOKEN,
        secondaryAuthToken: credentials.TWILIO_SECONDARY_AUTH_TOKEN || null,
        apiKey: sid && secret ? { sid, secret } : null,
        sandboxJoinWords: options["join-words"] ?? null,
        sandboxMembers: [],
      },
      // Twilio itself, also while `npm start` runs a simulator: only an address that somebody set is meant.
      settings().twilioApiBaseUrl,
    );
    if (result.kind === "refused") throw new Problem(result.sentence);
    await openToAdmins(pool(), result.accountId);
    console.log(`Connected: ${result.senders} senders and ${result.templates} templates were found.\nStart Drumbeat again to send over Twilio; PUBLIC_BASE_URL must then say where Twilio reaches the worker.`);
  } finally {
    await disconnect();
  }
});

function given(): Record<string, unknown> {
  const option = { type: "string" } as const;
  try {
    return parseArgs({ options: { slug: option, name: option, kind: option, "join-words": option } }).values;
  } catch {
    throw new Problem(USAGE);
  }
}

function parse<T>(schema: z.ZodType<T>, from: unknown, prefix: string): T {
  const parsed = schema.safeParse(from);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => `${prefix}${issue.path.join(".")} ${issue.message}.`);
  throw new Problem(`${lines.join("\n")}\n\n${USAGE}`);
}
