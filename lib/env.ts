/** The only reader of process.env: every setting, checked, with one sentence for each that is wrong. */
import { z } from "zod";

/** Shortest secret that is taken, in characters: 32 bytes of hex or base64. */
const SECRET_LENGTH_MIN = 32;
const PORT_MAX = 65_535;

const port = z.coerce
  .number({ error: "must be a port number, such as 3000" })
  .int("must be a whole number")
  .min(1, "must be between 1 and 65535")
  .max(PORT_MAX, "must be between 1 and 65535");
const secret = z.string("is required").min(SECRET_LENGTH_MIN, `must be at least ${SECRET_LENGTH_MIN} characters long`);
const httpUrl = z.url({ protocol: /^https?$/, error: "must be an address that starts with http:// or https://" }).transform((url) => url.replace(/\/+$/, ""));

const Settings = z.object({
  PORT: port.default(3000),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: "must look like postgresql://user:password@host:5432/name" }),
  NEXTAUTH_SECRET: secret,
  ENCRYPTION_KEY: secret,
  WORKER_SECRET: secret,
  /** Where Twilio reaches the webhooks: the worker's listener, or the web console on a host without a worker. */
  PUBLIC_BASE_URL: httpUrl.optional(),
  /** Unset means Twilio itself. */
  TWILIO_API_BASE_URL: httpUrl.optional(),
  /** Where the worker listens for webhooks. Unset means a free port. */
  LISTENER_PORT: port.optional(),
});

export type Settings = {
  port: number;
  databaseUrl: string;
  nextAuthSecret: string;
  encryptionKey: string;
  workerSecret: string;
  publicBaseUrl: string | undefined;
  twilioApiBaseUrl: string | undefined;
  listenerPort: number | undefined;
};

/** What is wrong with the settings, one sentence each. Empty means that `settings()` will not throw. */
export function settingProblems(): string[] {
  const parsed = Settings.safeParse(present());
  return parsed.success ? [] : parsed.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}.`);
}

/** The settings of this process. Throws with every sentence of `settingProblems` when one is wrong. */
export function settings(): Settings {
  const parsed = Settings.safeParse(present());
  if (!parsed.success) throw new Error(`The settings are not usable. ${settingProblems().join(" ")}`);
  const from = parsed.data;
  return {
    port: from.PORT,
    databaseUrl: from.DATABASE_URL,
    nextAuthSecret: from.NEXTAUTH_SECRET,
    encryptionKey: from.ENCRYPTION_KEY,
    workerSecret: from.WORKER_SECRET,
    publicBaseUrl: from.PUBLIC_BASE_URL,
    twilioApiBaseUrl: from.TWILIO_API_BASE_URL,
    listenerPort: from.LISTENER_PORT,
  };
}

/** A PostgreSQL server to run the tests on, with the right to create databases. Unset means one of their own. */
export function testServerUrl(): string | undefined {
  return process.env["TEST_DATABASE_URL"]?.trim() || undefined;
}

/** The one word that lets the three settings of the crash points be heard: left behind alone, none of them can end a process. */
const CRASHES_ALLOWED = "this-process-is-a-test";

/** Where this process is to die, sleep or stumble (lib/crashpoint.ts); null for every process that is not a test. */
export function crashSettings(): { crashAt: string; pauseAt: string; throwAt: string } | null {
  const { DRUMBEAT_CRASH_POINTS: allowed, CRASH_AT: crashAt = "", PAUSE_AT: pauseAt = "", THROW_AT: throwAt = "" } = process.env;
  return allowed === CRASHES_ALLOWED ? { crashAt, pauseAt, throwAt } : null;
}

/** An empty line in `.env` means unset, not empty. */
function present(): Record<string, string> {
  const entries = Object.keys(Settings.shape).flatMap((name) => {
    const value = process.env[name]?.trim();
    return value ? [[name, value] as const] : [];
  });
  return Object.fromEntries(entries);
}
