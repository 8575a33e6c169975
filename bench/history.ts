/** Whether ten million old messages make the next one dearer, a million queued the claim slower, or a long transaction either. */
import { randomUUID } from "node:crypto";
import pg from "pg";
import { claimDue, type ClaimedMessage } from "#lib/db/claim-due.ts";
import { disconnect, openEnginePool, type Pool, type Tx } from "#lib/db/connection.ts";
import { attemptId, markDeparted } from "#lib/db/mark-departed.ts";
import { recordStatusEvents } from "#lib/db/record-status-events.ts";
import { settleAttempts } from "#lib/db/settle-attempts.ts";
import { seedCampaign } from "#lib/db/testing-campaign.ts";
import { atMost, type Figure, observed } from "./figure.ts";
import { addContacts, addOldMessages, addQueue, type Old } from "./old-messages.ts";
import { openOwnPostgres, type OwnPostgres } from "./own-postgres.ts";
import { cpuSecondsOfProcess } from "./processes.ts";
import { numberIn } from "./sized.ts";

const OLD = 10_000_000;
const CONTACTS = 1_000_000;
const QUEUED = 1_000_000;
/** What a worker claims at once at 400 messages a second. */
const BATCH = 41;
const MPS = 400;
/** Both databases in turn, so that what else the machine does meets both alike. */
const ROUNDS = 12;
const BATCHES_A_ROUND = 25;
const WARM_UP_BATCHES = 50;
const CLAIMS = 2_000;
/** What moves on while a transaction keeps its snapshot: five minutes of one sender. */
const PINNED = 120_000;
const LAST_CLAIMS = 200;
/** A claim is granted slots so far ahead that this bench need not wait for its rate. */
const HORIZON_MS = 1e9;
const COST_AIM = 1.1;
const P99_AIM_MS = 35;
const PINNED_AIM = 2;
const SHARD = 1;
const MICROSECONDS = 1_000_000;
const STEPS = ["claim", "mark", "settle", "record"] as const;

type Ground = { name: string; url: string; tx: Tx; engine: Pool; backend: number; admin: pg.Client; old: Old };
type Spent = { sends: number; cpu: number; wallMs: Record<(typeof STEPS)[number], number>; claims: number[] };

/** `--old=N`, `--queued=N`, `--contacts=N`, `--claims=N` and `--pinned=N` change the sizes. */
export async function* historyFigures(args: string[]): AsyncGenerator<Figure> {
  const sizes = { old: numberIn(args, "old", OLD), queued: numberIn(args, "queued", QUEUED), contacts: numberIn(args, "contacts", CONTACTS), claims: numberIn(args, "claims", CLAIMS), pinned: numberIn(args, "pinned", PINNED) };
  const sent = sizes.claims * BATCH + 2 * LAST_CLAIMS * BATCH + sizes.pinned + BATCH;
  if (sent > Math.min(sizes.queued, sizes.contacts)) throw new RangeError(`--queued and --contacts must be at least ${sent}: so many are sent.`);
  const server = await openOwnPostgres();
  const grounds: Ground[] = [];
  try {
    const old = await prepare(server, sizes.contacts);
    for (const name of ["without", "with"]) grounds.push(await openGround(server, name, old));
    const [without, withOld] = grounds;
    if (!without || !withOld) throw new Error("There is no ground.");
    const startedMs = performance.now();
    await addOldMessages(withOld.admin, old, sizes.old, (done) => console.error(`${done.toLocaleString("en-US")} old messages`));
    yield observed("old messages written", (performance.now() - startedMs) / 1000, "s");
    yield* costs(without, withOld, sizes.old);
    await addQueue(withOld.admin, old, Math.min(sizes.queued, sizes.contacts));
    yield* claims(withOld, sizes);
  } finally {
    for (const ground of grounds) await closeGround(ground);
    await server.close();
  }
}

/** The database that both are copies of: an account, a sender, a template, and everybody. */
async function prepare(server: OwnPostgres, contacts: number): Promise<Old> {
  await disconnect();
  const admin = new pg.Client(server.url);
  await admin.connect();
  try {
    const { accountId, senderId } = await seedCampaign(admin, { people: 1, mps: MPS });
    await addContacts(admin, accountId, contacts);
    await admin.query(`vacuum (analyze)`);
    const { rows } = await admin.query<{ id: string }>(`select id from template limit 1`);
    return { accountId, senderId, templateId: rows[0]?.id ?? "", contacts };
  } finally {
    await admin.end();
  }
}

/** A copy, with one connection that is set as the engine's are. */
async function openGround(server: OwnPostgres, name: string, old: Old): Promise<Ground> {
  const maker = new pg.Client(server.urlOf("template1"));
  await maker.connect();
  await maker.query(`create database ${maker.escapeIdentifier(name)} template postgres`);
  await maker.end();
  process.env["DATABASE_URL"] = server.urlOf(name);
  const engine = openEnginePool();
  const tx = await engine.connect();
  const admin = new pg.Client(server.urlOf(name));
  await admin.connect();
  const { rows } = await tx.query<{ pid: number }>(`select pg_backend_pid() as pid`);
  return { name, url: server.urlOf(name), tx, engine, backend: rows[0]?.pid ?? 0, admin, old };
}

async function closeGround({ tx, engine, admin }: Ground): Promise<void> {
  tx.release(true);
  await Promise.all([engine.end(), admin.end()]).catch(() => undefined);
}

async function* costs(without: Ground, withOld: Ground, count: number): AsyncGenerator<Figure> {
  const spent = new Map<string, Spent>();
  for (const ground of [without, withOld]) {
    await addQueue(ground.admin, ground.old, (WARM_UP_BATCHES + ROUNDS * BATCHES_A_ROUND) * BATCH);
    await ground.admin.query(`checkpoint`);
    await send(ground, WARM_UP_BATCHES, nothingSpent());
    spent.set(ground.name, nothingSpent());
  }
  for (let round = 0; round < ROUNDS; round += 1) for (const ground of round % 2 === 0 ? [without, withOld] : [withOld, without]) await send(ground, BATCHES_A_ROUND, spent.get(ground.name) ?? nothingSpent());
  const [before, after] = [perSend(spent.get(without.name) ?? nothingSpent()), perSend(spent.get(withOld.name) ?? nothingSpent())];
  const behind = `behind ${count.toLocaleString("en-US")} old messages, of that with none`;
  yield atMost(`processor time of PostgreSQL a send ${behind}`, after.cpuUs / before.cpuUs, "times", COST_AIM);
  yield atMost(`time a send ${behind}`, after.wallUs / before.wallUs, "times", COST_AIM);
  for (const step of STEPS) yield observed(`${step}: time a send ${behind}`, after.stepsUs[step] / before.stepsUs[step], "times");
  yield observed("processor time of PostgreSQL a send, with none", before.cpuUs, "µs");
  yield observed("time a send, with none", before.wallUs, "µs");
}

async function* claims(ground: Ground, sizes: { queued: number; claims: number; pinned: number }): AsyncGenerator<Figure> {
  const free = nothingSpent();
  await send(ground, sizes.claims, free);
  yield atMost(`claim of ${BATCH} with ${sizes.queued.toLocaleString("en-US")} queued, p99`, percentile(free.claims, 0.99), "ms", P99_AIM_MS);
  yield observed("the same, p50", percentile(free.claims, 0.5), "ms");
  const holder = new pg.Client({ connectionString: ground.url, idle_in_transaction_session_timeout: 0 });
  await holder.connect();
  try {
    await holder.query(`begin isolation level repeatable read`);
    await holder.query(`select count(*) from sender`);
    const before = nothingSpent();
    await send(ground, LAST_CLAIMS, before);
    await send(ground, Math.ceil(sizes.pinned / BATCH), nothingSpent());
    const after = nothingSpent();
    await send(ground, LAST_CLAIMS, after);
    yield atMost(`claim behind a transaction that saw ${sizes.pinned.toLocaleString("en-US")} sends, of that at its beginning, p50`, percentile(after.claims, 0.5) / percentile(before.claims, 0.5), "times", PINNED_AIM);
    yield observed("the same, p50", percentile(after.claims, 0.5), "ms");
  } finally {
    await holder.end();
  }
}

/** Claims, marks, settles and records: what one process does for each message, one batch after the other, over one connection. */
async function send({ tx, backend, old }: Ground, batches: number, spent: Spent): Promise<void> {
  const cpuBefore = cpuSecondsOfProcess(backend) ?? 0;
  const timed = async <T>(step: (typeof STEPS)[number], work: Promise<T>): Promise<T> => {
    const startedMs = performance.now();
    const result = await work;
    const tookMs = performance.now() - startedMs;
    spent.wallMs[step] += tookMs;
    if (step === "claim") spent.claims.push(tookMs);
    return result;
  };
  for (let batch = 0; batch < batches; batch += 1) {
    const { messages } = await timed("claim", claimDue(tx, { senderId: old.senderId, claimToken: randomUUID(), worker: "bench", horizonMs: HORIZON_MS, batchMax: BATCH }));
    if (messages.length === 0) throw new Error("The queue is empty, or its rate does not let anything go.");
    const departed = await timed("mark", markDeparted(tx, messages));
    // On a machine that stood still for a moment some are too late to leave, and wait again.
    const [sent, late] = [true, false].map((left) => messages.filter((message) => departed.has(attemptId(message)) === left)) as [ClaimedMessage[], ClaimedMessage[]];
    const sids = sent.map(() => `SM${randomUUID().replaceAll("-", "")}`);
    await timed("settle", settleAttempts(tx, [...sent.map((message, place) => accepted(message, sids[place] ?? "")), ...late.map(notSent)], SHARD));
    for (const delivery of ["sent", "delivered", "read"] as const) {
      const events = sent.map(({ accountId, messageId, n }, place) => ({ accountId, messageId, n, messageSid: sids[place] ?? "", delivery, errorCode: null, body: { MessageStatus: delivery, ChannelPrefix: "whatsapp" } }));
      await timed("record", recordStatusEvents(tx, events, SHARD));
    }
    spent.sends += sent.length;
  }
  spent.cpu += (cpuSecondsOfProcess(backend) ?? 0) - cpuBefore;
}

function accepted({ accountId, messageId, n, claimToken }: ClaimedMessage, messageSid: string) {
  return { accountId, messageId, n, claimToken, outcome: "accepted" as const, messageSid, errorCode: null, detail: null, retryInMs: 0 };
}

function notSent({ accountId, messageId, n, claimToken }: ClaimedMessage) {
  return { accountId, messageId, n, claimToken, outcome: "not_sent" as const, messageSid: null, errorCode: null, detail: "It was too late.", retryInMs: 0 };
}

function nothingSpent(): Spent {
  return { sends: 0, cpu: 0, wallMs: { claim: 0, mark: 0, settle: 0, record: 0 }, claims: [] };
}

function perSend({ sends, cpu, wallMs }: Spent) {
  const stepsUs = { claim: 0, mark: 0, settle: 0, record: 0 };
  for (const step of STEPS) stepsUs[step] = (wallMs[step] * 1000) / sends;
  return { cpuUs: (cpu * MICROSECONDS) / sends, wallUs: STEPS.reduce((sum, step) => sum + stepsUs[step], 0), stepsUs };
}

function percentile(times: number[], share: number): number {
  return times.toSorted((one, other) => one - other)[Math.floor(times.length * share)] ?? 0;
}
