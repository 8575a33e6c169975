/** A hundred thousand sends of which one in ten meets a fault, then quiet: nobody twice, nothing lost, every doubt resolved or listed for a person. */
import { setTimeout } from "node:timers/promises";
import { parseArgs } from "node:util";
import { pool } from "#lib/db/connection.ts";
import { listRecipients } from "#lib/db/list-recipients.ts";
import type { Cursor } from "#lib/domain/keyset.ts";
import { everyFault } from "#simulator/faults.ts";
import { isCreate, type LogEntry } from "#simulator/request-log.ts";
import type { SimulatorStats } from "#simulator/stats.ts";
import { launchTo, statesOf, until } from "../worker/test-world.ts";
import { exactly, observed, type Figure } from "./figure.ts";
import { openStage, type Stage } from "./stage.ts";

const PEOPLE = 100_000;
const MPS = 400;
const SENDERS = 2;
/** The share of sends that meets a fault, every kind of it as often as any other. */
const FAULTY = 0.1;
/** Callbacks come up to five times, overtake each other, come before the answer; forgeries and reports of unknown messages come beside them. None is lost: that is for the reconciliation to mend. */
const UNKIND = ["--mps", String(MPS), "--slow-max-ms", "20000", "--duplicated-rate", "0.2", "--copies", "5", "--shuffled-rate", "0.2", "--before-answer-rate", "0.2", "--noise-rate", "0.02", "--forged-rate", "0.02"];
const SENDING_SECONDS_MAX = 1_800;
const QUIET_SECONDS_MAX = 600;
const QUIET_LOOK_EVERY_MS = 3_000;
const LIST_PAGES_MAX = 10_000;

/** `--people N` and `--seed N` make it smaller, or another one. */
export async function* faultFigures(args: string[]): AsyncGenerator<Figure> {
  const { people, seed } = sizeIn(args);
  yield observed("seed", seed, "");
  const stage = await openStage([...UNKIND, "--seed", String(seed)]);
  try {
    await stage.setFaults({ rates: everyFault(FAULTY) });
    const { campaignId, queued } = await launchTo(stage, { people, mps: MPS, senders: SENDERS });
    const startedMs = performance.now();
    stage.startWorker();
    stage.startWorker();
    await until(() => leftToSend(campaignId), (left) => left === 0, SENDING_SECONDS_MAX);
    yield observed("from launch to the last answer", (performance.now() - startedMs) / 1000, "s");
    await until(() => quiet(stage), Boolean, QUIET_SECONDS_MAX);
    yield* judged(stage, { campaignId, queued });
  } finally {
    await stage.close();
  }
}

function sizeIn(args: string[]): { people: number; seed: number } {
  const { values } = parseArgs({ args, options: { people: { type: "string" }, seed: { type: "string" }, json: { type: "boolean" } } });
  return { people: Number(values.people ?? PEOPLE), seed: Number(values.seed ?? Math.floor(performance.timeOrigin % 1e6)) };
}

async function* judged(stage: Stage, { campaignId, queued }: { campaignId: string; queued: number }): AsyncGenerator<Figure> {
  const { totals, recipients, senders, habits, callbacks } = await stage.stats();
  const entries = (await stage.log()).filter(isCreate);
  for (const [fate, count] of byFate(entries)) yield observed(`sends that met: ${fate}`, count, "requests");
  yield observed("status callbacks posted, copies and all", callbacks.posted, "requests");
  yield exactly(`forged and misdirected callbacks taken, of ${strays(habits, "posted")}`, strays(habits, "answered2xx"), "requests", 0);
  yield exactly("recipients accepted more than once", recipients.acceptedMoreThanOnce, "people", 0);
  const { orphans, ghosts } = await sidsApart(entries);
  yield observed("accepted by the simulator", totals.accepted, "messages");
  yield exactly("accepted by the simulator, without a row and SID of ours", orphans, "messages", 0);
  yield exactly("accepted as our rows say, unknown to the simulator", ghosts, "messages", 0);

  const states = await statesOf(campaignId);
  const ended = Object.entries(states).reduce((sum, [state, count]) => sum + (state === "queued" || state === "sending" ? 0 : count), 0);
  yield exactly(`ended in one state or another, of ${queued} queued`, ended, "messages", queued);
  const doubtful = await ambiguousAttempts(campaignId);
  yield observed("answers that left a doubt", entries.filter(leavesDoubt).length, "requests");
  yield observed("refused by the simulator for good", states["rejected"] ?? 0, "messages");
  yield exactly("in doubt and neither resolved nor listed for a person", doubtful - (await listedForAPerson(stage.accountId, campaignId)), "messages", 0);
  yield observed("in doubt and listed for a person", doubtful, "messages");
  yield exactly("in doubt although the simulator accepted them", await doubtedThoughAccepted(campaignId, entries), "messages", 0);
  for (const { from, maxInAnyOneSecondWindow } of senders) yield observed(`most in any second, ${from.slice(-4)}`, maxInAnyOneSecondWindow, "messages");
}

function strays({ strays: { noise, wrongToken, otherAccount } }: SimulatorStats["habits"], what: "posted" | "answered2xx"): number {
  return noise[what] + wrongToken[what] + otherAccount[what];
}

/** What the answer, or its absence, left open: everything but a readable refusal below 500 and a whole 201 that names a message. */
function leavesDoubt({ fate, status }: LogEntry): boolean {
  return fate !== "accept" && (status === null || status >= 500 || status < 400);
}

function byFate(entries: LogEntry[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const { fate } of entries) counts.set(fate ?? "none", (counts.get(fate ?? "none") ?? 0) + 1);
  return [...counts].toSorted(([one], [other]) => one.localeCompare(other));
}

/** SIDs that only one side knows. */
async function sidsApart(entries: LogEntry[]): Promise<{ orphans: number; ghosts: number }> {
  const theirs = new Set(entries.flatMap(({ sid }) => (sid === null ? [] : [sid])));
  const { rows } = await pool().query<{ sid: string }>(`select message_sid as sid from attempt where message_sid is not null and outcome = 'accepted'`);
  const ours = new Set(rows.map(({ sid }) => sid));
  const onlyIn = (one: Set<string>, other: Set<string>) => [...one].filter((sid) => !other.has(sid)).length;
  return { orphans: onlyIn(theirs, ours), ghosts: onlyIn(ours, theirs) };
}

async function leftToSend(campaignId: string): Promise<number> {
  const { rows } = await pool().query<{ left: number }>(`select count(*)::int as left from message where campaign_id = $1 and state in ('queued', 'sending')`, [campaignId]);
  return rows[0]?.left ?? 0;
}

/** No attempt is open, and nothing is under way to us. Counting a hundred thousand messages keeps the simulator from its work, so it is asked seldom. */
async function quiet(stage: Stage): Promise<boolean> {
  await setTimeout(QUIET_LOOK_EVERY_MS);
  const { rows } = await pool().query<{ open: number }>(`select count(*)::int as open from attempt where outcome = 'open'`);
  const { callbacks, movesToCome } = await stage.stats();
  return rows[0]?.open === 0 && callbacks.underWay === 0 && movesToCome === 0;
}

async function ambiguousAttempts(campaignId: string): Promise<number> {
  const { rows } = await pool().query<{ n: number }>(
    `select count(*)::int as n from attempt a join message m on m.account_id = a.account_id and m.id = a.message_id where m.campaign_id = $1 and a.outcome in ('ambiguous', 'unconfirmed')`,
    [campaignId],
  );
  return rows[0]?.n ?? 0;
}

/** The people on the report's list of those whose message nobody can tell of, page by page as a person would read it. */
async function listedForAPerson(accountId: string, campaignId: string): Promise<number> {
  let listed = 0;
  let cursor: Cursor = null;
  for (let pages = 0; pages < LIST_PAGES_MAX; pages += 1) {
    const page = await listRecipients(pool(), { accountId, campaignId, view: "unknown", reason: null, showNumbers: false, cursor });
    listed += page.rows.length;
    if (page.after === null) return listed;
    cursor = { direction: "after", key: page.after };
  }
  throw new Error("The list of the unknown does not end.");
}

async function doubtedThoughAccepted(campaignId: string, entries: LogEntry[]): Promise<number> {
  const accepted = new Set(entries.flatMap(({ sid, to }) => (sid === null || to === null ? [] : [to.replace("whatsapp:", "")])));
  const { rows } = await pool().query<{ phone: string }>(`select c.phone from message m join contact c on c.account_id = m.account_id and c.id = m.contact_id where m.campaign_id = $1 and m.state = 'unknown'`, [campaignId]);
  return rows.filter(({ phone }) => accepted.has(phone)).length;
}
