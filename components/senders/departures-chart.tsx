/** What a sender achieved, second by second, against what it is set to. */
import { RateChart } from "#components/charts/over-time.tsx";
import { formatNumber } from "#components/ui/number-format.ts";

export type Departures = { at: Date; departed: number };

/** Below this rate a second is too short to see one in: each step is then an average over `SLOW_STEP_SECONDS`. */
const SLOW_MPS = 5;
const SLOW_STEP_SECONDS = 15;

export function DeparturesChart({ departures, mps, minutes }: { departures: Departures[]; mps: number; minutes: number }) {
  const total = departures.reduce((sum, { departed }) => sum + departed, 0);
  const step = mps < SLOW_MPS ? SLOW_STEP_SECONDS : 1;
  const points = averages(departures, step);
  const most = points.reduce((highest, point) => Math.max(highest, point.accepted), 0);
  return (
    <RateChart
      title={`Sent per second, last ${minutes} minutes`}
      finding={total === 0 ? `Nothing left in the last ${minutes} minutes.` : `${formatNumber(total)} sent, at most ${formatNumber(most, 2)} ${step === 1 ? "in one second" : `per second over any ${step} s`}, of ${formatNumber(mps, 2)} configured.`}
      points={total === 0 ? [] : points}
      configured={mps}
      emptyText={`Nothing was sent in the last ${minutes} minutes. A running campaign shows here second by second.`}
    />
  );
}

/** Averages over steps of so many seconds; a last step that is not complete is left out. */
function averages(departures: Departures[], step: number): { at: Date; accepted: number }[] {
  const points: { at: Date; accepted: number }[] = [];
  for (let first = departures.length % step; first + step <= departures.length; first += step) {
    const part = departures.slice(first, first + step);
    const [start] = part;
    if (start) points.push({ at: start.at, accepted: part.reduce((sum, { departed }) => sum + departed, 0) / step });
  }
  return points;
}
