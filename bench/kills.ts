/** The main job while its worker is killed, measured where the messages arrive: 5,000 people on the live account at 80 messages per second and sender. */
import { pool } from "#lib/db/connection.ts";
import { launchTo, statesOf, until } from "../worker/test-world.ts";
import { atLeast, atMost, exactly, observed, type Figure } from "./figure.ts";
import { openStage, type Stage } from "./stage.ts";

const PEOPLE = 5_000;
const MPS = 80;
const SENDERS = 2;
/** The rate that people may see at most in any second, and at least in the steady part. */
const WINDOW_AIM = Math.floor(MPS * 1.02 + 1);
const STEADY_AIM = 79;
/** Longer than this without a message of one sender is the outage that a kill made. */
const PAUSE_MS = 300;
/** So many leave nothing steady to measure. */
const STORM_KILLS = 20;
const FINISH_WITHIN_SECONDS = 180;
/** Ambiguous attempts are given up after 30 s; a callback settles them before. */
const SETTLE_WITHIN_SECONDS = 45;

/** When the worker was killed, in ms since 1970. */
type Kills = number[];
type Disturb = (stage: Stage, worker: ReturnType<Stage["startWorker"]>) => Promise<Kills>;

/** Yields the figures of one undisturbed run, of one whose worker is killed twice, and of one that is killed as soon as it sends again. */
export async function* killFigures(): AsyncGenerator<Figure> {
  yield* run("undisturbed", async () => []);
  yield* run("worker killed twice with kill -9", async (stage, first) => {
    const kills: Kills = [];
    let worker = first;
    for (const share of [0.3, 0.6]) {
      await until(async () => (await stage.stats()).totals.accepted, (accepted) => accepted >= PEOPLE * share, FINISH_WITHIN_SECONDS);
      kills.push(Date.now());
      await stage.kill(worker);
      worker = stage.startWorker();
    }
    return kills;
  });
  yield* run(`worker killed ${STORM_KILLS} times with kill -9`, async (stage, first) => {
    const kills: Kills = [];
    let worker = first;
    while (kills.length < STORM_KILLS) {
      const { accepted } = (await stage.stats()).totals;
      await until(async () => (await stage.stats()).totals.accepted, (now) => now >= accepted + PEOPLE / (2 * STORM_KILLS), FINISH_WITHIN_SECONDS);
      kills.push(Date.now());
      await stage.kill(worker);
      worker = stage.startWorker();
    }
    return kills;
  });
}

async function* run(name: string, disturb: Disturb): AsyncGenerator<Figure> {
  const stage = await openStage();
  try {
    const { campaignId, queued } = await launchTo(stage, { people: PEOPLE, mps: MPS, senders: SENDERS });
    const startedMs = performance.now();
    const kills = await disturb(stage, stage.startWorker());
    await until(() => finished(campaignId), Boolean, FINISH_WITHIN_SECONDS);
    const seconds = (performance.now() - startedMs) / 1000;
    await until(() => statesOf(campaignId), (states) => !states.unknown, SETTLE_WITHIN_SECONDS).catch(() => undefined);
    const { totals, recipients, senders } = await stage.stats();
    yield exactly(`${name}: accepted by the simulator, of ${queued} queued`, totals.accepted, "messages", queued);
    yield exactly(`${name}: recipients accepted more than once`, recipients.acceptedMoreThanOnce, "people", 0);
    yield exactly(`${name}: unknown`, (await statesOf(campaignId)).unknown ?? 0, "messages", 0);
    const times = await stage.acceptTimes();
    for (const { from, maxInAnyOneSecondWindow } of senders) {
      yield atMost(`${name}: most in any second, ${from.slice(-4)}`, maxInAnyOneSecondWindow, "messages", WINDOW_AIM);
      if (kills.length < STORM_KILLS) yield atLeast(`${name}: steady rate, ${from.slice(-4)}`, rateOutsideOutages(times.get(from) ?? [], kills), "per second", STEADY_AIM);
    }
    yield observed(`${name}: from launch to done`, seconds, "s");
  } finally {
    await stage.close();
  }
}

/** Messages per second between the first and the last second, leaving out the time from each kill to the first message after the pause that it made. */
function rateOutsideOutages(timesMs: number[], kills: Kills): number {
  const from = (timesMs[0] ?? 0) + 1000;
  const to = (timesMs.at(-1) ?? 0) - 1000;
  const outages = kills.map((killMs) => ({ from: killMs, to: timesMs.find((at, index) => at > killMs && at - (timesMs[index - 1] ?? at) > PAUSE_MS) ?? killMs }));
  const counted = timesMs.filter((at) => at >= from && at < to && !outages.some((outage) => at >= outage.from && at < outage.to));
  const seconds = (to - from - outages.reduce((sum, outage) => sum + outage.to - outage.from, 0)) / 1000;
  return counted.length / seconds;
}

async function finished(campaignId: string): Promise<boolean> {
  const { rows } = await pool().query<{ finished: boolean }>(`select finished_at is not null as finished from campaign where id = $1`, [campaignId]);
  return rows[0]?.finished ?? false;
}
