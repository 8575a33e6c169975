/** What a launch would do to its senders: how many each gets and when all are done. */
import { secondsToSend, shareByRate } from "./horizon.ts";

export type ForecastSender = {
  id: string;
  /** Messages per second. */
  mps: number;
  /** Messages of other running campaigns that this sender has to send first. */
  backlog: number;
};

export type LaunchForecast = {
  shares: { id: string; messages: number; backlog: number }[];
  /** Seconds until the last message has left; Infinity when nobody can send. */
  seconds: number;
  /** Seconds of these that other campaigns take. */
  waitSeconds: number;
};

/** Messages are shared in proportion to the rates, and each sender first sends what is queued on it already. */
export function launchForecast(senders: ForecastSender[], messages: number): LaunchForecast {
  if (messages > 0 && senders.length === 0) return { shares: [], seconds: Infinity, waitSeconds: 0 };
  const own = shareByRate(senders.map((sender) => sender.mps), messages);
  const shares = senders.map((sender, index) => ({ id: sender.id, messages: own[index] ?? 0, backlog: sender.backlog }));
  const loads = senders.map((sender, index) => ({ mps: sender.mps, own: own[index] ?? 0, backlog: sender.backlog })).filter((load) => load.own > 0);
  const seconds = secondsToSend(loads.map((load) => ({ mps: load.mps, queued: load.own + load.backlog })));
  const alone = secondsToSend(loads.map((load) => ({ mps: load.mps, queued: load.own })));
  return { shares, seconds, waitSeconds: seconds === Infinity ? 0 : seconds - alone };
}
