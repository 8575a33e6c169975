/** Who did what to a campaign, newest first. */
import { RelativeTime } from "#components/ui/time.tsx";
import { peopleText } from "./draft.ts";

export type AuditLine = { id: string; at: Date; actor: string | null; action: string; detail: Record<string, unknown> };

type Told = { line: AuditLine; times: number };

export function AuditTrail({ lines }: { lines: AuditLine[] }) {
  return (
    <ol aria-label="History" className="divide-y divide-line border-y border-line">
      {together(lines).map(({ line, times }) => (
        <li key={line.id} className="flex items-baseline justify-between gap-6 py-2">
          <span>
            <bdi className="text-ink">{line.actor ?? "Drumbeat"}</bdi> <span className="text-ink-soft">{deed(line, times)}</span>
          </span>
          <RelativeTime at={line.at} className="shrink-0 text-ink-soft" />
        </li>
      ))}
    </ol>
  );
}

/** Changes that follow one another by the same person are one line. */
function together(lines: AuditLine[]): Told[] {
  const told: Told[] = [];
  for (const line of lines) {
    const last = told.at(-1);
    if (last && line.action === "campaign.changed" && last.line.action === line.action && last.line.actor === line.actor) last.times += 1;
    else told.push({ line, times: 1 });
  }
  return told;
}

const DEEDS: Record<string, string> = {
  "campaign.created": "started the draft",
  "campaign.changed": "changed the draft",
  "campaign.launched": "launched it",
  "campaign.scheduled": "scheduled it",
  "campaign.unscheduled": "made it a draft again",
  "campaign.paused": "paused it",
  "campaign.resumed": "resumed it",
  "campaign.cancelled": "cancelled it",
  "campaign.held": "held it",
  "campaign.completed": "closed it",
  "launch.asked-for": "asked for approval",
  "launch.approved": "approved the launch",
  "launch.declined": "declined the launch",
  "launch.taken-back": "took the question back",
};

function deed({ action, detail }: AuditLine, times: number): string {
  const words = DEEDS[action] ?? action.replace(/^campaign\./, "");
  const people = action === "campaign.launched" && typeof detail.queued === "number" ? ` to ${peopleText(detail.queued)}` : "";
  return `${words}${people}${times > 1 ? `, ${times} times` : ""}`;
}
