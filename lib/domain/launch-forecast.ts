/** What a launch would do to its senders: how many each gets and when all are done. */
import { horizon, laneRate, type Horizon, type HorizonPlan, type Lane, type Wave } from "./horizon.ts";
import { shareByLoad } from "./load-shares.ts";

export type ForecastSender = {
  id: string;
  /** Messages per second. */
  mps: number;
  /** Messages of other running campaigns that this sender has to send first, and how many of these carry media. */
  backlog: number;
  backlogMedia: number;
};

export type Forecast = {
  lane: Lane;
  senders: ForecastSender[];
  /** How many each sender gets, in the order of `senders`. */
  shares: number[];
  /** How long after the launch a message may still be sent. */
  lifeSeconds: number;
  /** When the messages become due, as parts of the whole; left out, all at once and now. */
  waves?: Wave[];
};

export type LaunchForecast = {
  shares: { id: string; messages: number; backlog: number }[];
  /** Seconds until the last message has left; Infinity when nobody can send. */
  seconds: number;
  /** Seconds of these that other campaigns take. */
  waitSeconds: number;
  /** Messages that would not leave in time. */
  late: number;
  horizon: Horizon;
};

/** What a sender has to do beside the campaign, as far as it is in the campaign's way. */
export function loadOf({ mps, backlog, backlogMedia }: ForecastSender, lane: Lane): { mps: number; load: number } {
  return { mps: laneRate(mps, lane), load: lane === "media" ? backlogMedia : backlog };
}

/** How many of `messages` each sender gets while nobody has to stay with one of them. */
export function freeShares(senders: ForecastSender[], messages: number, lane: Lane): number[] {
  return shareByLoad(senders.map((sender) => loadOf(sender, lane)), messages);
}

/** Plays the launch to its end: each sender first sends what is queued on it already. */
export function launchForecast({ lane, senders, shares, lifeSeconds, waves }: Forecast): LaunchForecast {
  const given = senders.map(({ id, backlog }, index) => ({ id, messages: shares[index] ?? 0, backlog }));
  if (senders.length === 0) return { shares: given, seconds: Infinity, waitSeconds: 0, late: 0, horizon: { seconds: Infinity, late: 0, senders: [] } };
  const plan: HorizonPlan = {
    lane,
    deadlineSeconds: lifeSeconds,
    senders: senders.map(({ id, mps, backlog, backlogMedia }, index) => ({
      id,
      mps,
      own: wavesOf(shares[index] ?? 0, waves),
      others: [{ atSeconds: 0, messages: backlogMedia, lane: "media" as const }, { atSeconds: 0, messages: backlog - backlogMedia, lane: "text" as const }],
    })),
  };
  const played = horizon(plan);
  const alone = horizon({ ...plan, senders: plan.senders.map((sender) => ({ ...sender, others: [] })) });
  const waitSeconds = Number.isFinite(played.seconds) ? played.seconds - alone.seconds : 0;
  return { shares: given, seconds: played.seconds, waitSeconds, late: played.late, horizon: played };
}

/** A sender's part of every wave, in proportion to its share of the whole. */
function wavesOf(messages: number, waves: Wave[] | undefined): Wave[] {
  if (!waves) return [{ atSeconds: 0, messages }];
  const total = waves.reduce((sum, wave) => sum + wave.messages, 0);
  return waves.map((wave) => ({ atSeconds: wave.atSeconds, messages: total === 0 ? 0 : (wave.messages * messages) / total }));
}
