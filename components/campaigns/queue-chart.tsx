/** Before a launch: how many messages wait, from the first to the last, sender by sender. */
import { LineOverTime } from "#components/charts/over-time.tsx";
import type { Series } from "#components/charts/series.ts";
import { formatDuration } from "#components/ui/number-format.ts";
import { queueCurves } from "#lib/domain/horizon.ts";
import type { LaunchForecast } from "#lib/domain/launch-forecast.ts";
import { peopleText, type DraftSender } from "./draft.ts";

/** More lines cannot be told apart: then they are one. */
const LINES_MAX = 4;
const LOOKS = [{ color: "chart-1" }, { color: "chart-2", dash: "dashed" }, { color: "chart-3", dash: "dotted" }, { color: "chart-4" }] as const;

type QueueChartProps = { forecast: LaunchForecast; senders: Pick<DraftSender, "id" | "name">[]; startAt: Date; /** How long after its launch a message is wanted. */ lifeHours: number };

export function QueueChart({ forecast, senders, startAt, lifeHours }: QueueChartProps) {
  const sending = senders.filter(({ id }) => (forecast.shares.find((share) => share.id === id)?.messages ?? 0) > 0);
  const curves = queueCurves(forecast.horizon);
  const atOf = (seconds: number) => startAt.getTime() + seconds * 1000;
  const inOne = sending.length > LINES_MAX;
  const series: Series[] = inOne ? [{ key: "all", name: "All senders", ...LOOKS[0] }] : sending.map(({ id, name }, index) => ({ key: id, name, ...(LOOKS[index] ?? LOOKS[0]) }));
  const points = curves.map(({ atSeconds, queued }) => ({ at: atOf(atSeconds), values: inOne ? { all: Object.values(queued).reduce((sum, each) => sum + each, 0) } : queued }));
  return (
    <LineOverTime
      title="What waits, from the launch to the last message"
      finding={findingOf(forecast, lifeHours)}
      series={series}
      points={points}
      unit="messages"
      height={180}
      emptyText="Nothing would wait."
    />
  );
}

function findingOf({ seconds, late }: LaunchForecast, lifeHours: number): string {
  const spare = lifeHours * 3600 - seconds;
  const inTime = spare >= 0 ? `The last message leaves ${formatDuration(Math.max(1, spare))} before it would come too late, ${lifeHours} hours after the launch.` : `${peopleText(Math.ceil(late))} would be too late: a message is wanted for ${lifeHours} hours.`;
  return `${inTime} They wait here: nothing is handed over faster than a sender’s rate, so Twilio’s own queue of four hours cannot fill.`;
}
