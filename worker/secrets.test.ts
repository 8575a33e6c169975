import { spawn } from "node:child_process";
import { createServer, type RequestListener, type Server, type ServerResponse } from "node:http";
import path from "node:path";
import { inspect } from "node:util";
import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { connectAccount } from "#lib/commands/connect-account.ts";
import { pool } from "#lib/db/connection.ts";
import { saveAccount } from "#lib/db/save-account.ts";
import { seedCampaign } from "#lib/db/testing-campaign.ts";
import { freshDatabase } from "#lib/db/testing.ts";
import { TwilioLine } from "#lib/twilio/account-client.ts";
import { sendMessage } from "#lib/twilio/send-message.ts";
import { portOf } from "#lib/twilio/testing-unkind-server.ts";
import { until } from "./test-world.ts";

const ROOT = path.resolve(import.meta.dirname, "..");
const PEOPLE = 12;
const TIMEOUT_MS = 200;

/** In every place where a secret stands one that can be looked for, with signs that change when they are written into an address. */
const ACCOUNT = {
  slug: "canary",
  name: "Canary",
  kind: "live",
  simulated: false,
  twilioSid: `AC${"ca0a4ca0".repeat(4)}`,
  authToken: "canary/token+5f2e=",
  apiKey: { sid: `SK${"ca0a4ca0".repeat(4)}`, secret: "canary/key+77d1=" },
  sandboxJoinWords: null,
} as const;
const CREDENTIALS = { accountSid: ACCOUNT.twilioSid, authToken: ACCOUNT.authToken, apiKey: ACCOUNT.apiKey };
const SECRETS = [ACCOUNT.authToken, ACCOUNT.apiKey.secret].flatMap((secret) => [
  secret,
  encodeURIComponent(secret),
  ...[ACCOUNT.twilioSid, ACCOUNT.apiKey.sid].flatMap((name) => [Buffer.from(`${name}:${secret}`).toString("base64"), encodeURIComponent(Buffer.from(`${name}:${secret}`).toString("base64"))]),
]);
const NAMES = [ACCOUNT.twilioSid, ACCOUNT.apiKey.sid];
/** Everybody written to, and the sender, in the spellings of an address and of a query. */
const PHONES = ["4930230012345", ...Array.from({ length: PEOPLE }, (_, n) => `4930230${200_001 + n}`)];

type Harm = (response: ServerResponse, to: string) => void;

/** What the issue of a request can be; Twilio's words name the person and the account, as its own do. */
const HARMS: Record<string, Harm> = {
  reset: (response) => response.socket?.resetAndDestroy(),
  cut: (response) => void response.writeHead(201, { "content-length": "900" }).write(`{"sid": "SM`, () => response.socket?.destroy()),
  "an error of the server": (response, to) => tell(response, 500, to),
  "a web page": (response, to) => void response.writeHead(201, { "content-type": "text/html" }).end(`<html>${to} ${ACCOUNT.twilioSid}</html>`),
  "a refusal of the person": (response, to) => tell(response, 400, to, 21211),
  "no room": (response, to) => tell(response, 429, to, 20429),
  "a redirect": (response, to) => void response.writeHead(307, { location: `/${to}/${ACCOUNT.twilioSid}` }).end(),
  "a refusal of the credentials": (response, to) => tell(response, 401, to, 20003),
};

function tell(response: ServerResponse, status: number, to: string, code = 20500): void {
  const message = `The 'To' number ${to} (${encodeURIComponent(to)}) of /2010-04-01/Accounts/${ACCOUNT.twilioSid}/Messages.json and ${ACCOUNT.apiKey.sid} is refused.`;
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify({ code, message, more_info: to, status, details: { to } }));
}

const servers: Server[] = [];

beforeAll(async () => void (await freshDatabase()));
beforeEach(async () => void (await pool().query(`truncate account, heartbeat cascade`)));
afterEach(() => {
  vi.restoreAllMocks();
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});

/** Does to the n-th request what `harms` says, the last one for ever. */
async function serve(harms: Harm[]): Promise<string> {
  let requests = 0;
  const listener: RequestListener = (request, response) => {
    let body = "";
    request.on("data", (chunk) => (body += String(chunk)));
    request.on("end", () => {
      const harm = harms[Math.min(requests, harms.length - 1)];
      requests += 1;
      harm?.(response, new URLSearchParams(body).get("To") ?? "whatsapp:+4930230012345");
    });
  };
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${portOf(server)}`;
}

const found = (needles: string[], hay: string) => needles.filter((needle) => hay.includes(needle));

/** An error as a careless log would write it. */
function spelledOut(thrown: unknown): string {
  return [inspect(thrown, { depth: null, showHidden: true }), JSON.stringify(thrown), String(thrown), thrown instanceof Error ? (thrown.stack ?? "") : ""].join("\n");
}

test("the worker writes neither a secret nor a number, whatever Twilio does to its requests", async () => {
  await seedCampaign(pool(), { people: PEOPLE, mps: 80 });
  await pool().query(`update account set twilio_sid = $1, slug = $2`, [ACCOUNT.twilioSid, ACCOUNT.slug]);
  await saveAccount(pool(), ACCOUNT);
  const url = await serve(Object.values(HARMS));
  const worker = spawn(process.execPath, ["worker/main.ts"], { cwd: ROOT, env: { ...process.env, TWILIO_API_BASE_URL: url, TWILIO_LOG_LEVEL: "debug" }, stdio: ["ignore", "pipe", "pipe"] });
  let written = "";
  for (const stream of [worker.stdout, worker.stderr]) stream.on("data", (chunk) => (written += String(chunk)));
  const ended = new Promise((resolve) => worker.once("exit", resolve));
  const isHeld = async () => (await pool().query(`select 1 from sender_gate where hold_reason is not null`)).rowCount === 1;
  await until(isHeld, Boolean);
  worker.kill("SIGTERM");
  expect(await ended).toBe(0);

  const { rows: outcomes } = await pool().query<{ outcome: string }>(`select distinct outcome::text from attempt order by 1`);
  expect(outcomes.map(({ outcome }) => outcome)).toEqual(["ambiguous", "not_sent", "rejected"]);
  const { rows: kept } = await pool().query<{ text: string }>(`select detail as text from attempt where detail is not null union all select hold_reason from sender_gate where hold_reason is not null`);
  expect(kept.length).toBeGreaterThanOrEqual(Object.keys(HARMS).length);
  expect(written).toContain('"reaction":"stop-account"');
  const hay = [written, ...kept.map(({ text }) => text)].join("\n");
  expect(found([...SECRETS, ...NAMES, ...PHONES], hay)).toEqual([]);
});

test("what the client throws or tells holds no secret, spelled out to its depth", async () => {
  const silent: Harm = () => undefined;
  const consoles = (["log", "info", "warn", "error", "debug"] as const).map((method) => vi.spyOn(console, method));
  for (const [name, harm] of Object.entries({ ...HARMS, silence: silent })) {
    const line = new TwilioLine(await serve([harm]), { limits: { silenceMs: TIMEOUT_MS } });
    const client = line.clientFor(CREDENTIALS);
    const message = { from: "+4930230012345", to: "+4930230200001", contentSid: `HX${"b".repeat(32)}`, variables: {}, statusCallbackUrl: "http://127.0.0.1/status" };
    const told = JSON.stringify(await sendMessage(client, message));
    expect([name, found([...SECRETS, ...NAMES, ...PHONES], told)]).toEqual([name, []]);
    const calls = [() => client.messages(`SM${"c".repeat(32)}`).fetch(), () => client.messages.list({ limit: 1 }), () => client.content.v1.contentAndApprovals.list({ limit: 1 })];
    const thrown = await Promise.all(calls.map((call) => call().then(() => "", spelledOut)));
    expect([name, found(SECRETS, thrown.join("\n"))]).toEqual([name, []]);
    await line.close();
  }
  expect(consoles.flatMap(({ mock }) => mock.calls)).toEqual([]);
});

test("connecting says what went wrong without a secret", async () => {
  for (const [name, harm] of Object.entries(HARMS)) {
    const url = await serve([harm]);
    const said = await connectAccount({ ...ACCOUNT, sandboxMembers: [] }, url).then((result) => JSON.stringify(result), spelledOut);
    expect([name, found(SECRETS, said)]).toEqual([name, []]);
    expect(said).not.toBe("");
  }
});
