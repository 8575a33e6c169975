/** The press at the end of the review: it launches, schedules, or asks somebody who may. */
import { LaunchButton } from "#components/campaigns/launch-button.tsx";
import { ScheduleButton } from "#components/campaigns/schedule-button.tsx";
import { AskButton } from "#components/campaigns/second-person.tsx";
import type { ComposerAccount } from "#components/campaigns/composer-panel.tsx";
import type { Draft } from "#components/campaigns/draft.ts";
import { Button } from "#components/ui/button.tsx";
import { launch, schedule } from "../actions.ts";
import { ask } from "./actions.ts";

type LaunchBarProps = { account: ComposerAccount; draft: Draft; messages: number; seconds: number; doneAt: Date | null; offers: "launch" | "ask" | "nothing" };

export function LaunchBar({ account, draft, messages, seconds, doneAt, offers }: LaunchBarProps) {
  if (offers === "ask") return <AskButton account={account} draft={draft} messages={messages} ask={ask} />;
  if (offers === "launch" && draft.start) return <ScheduleButton account={account} draft={draft} start={draft.start} messages={messages} schedule={schedule} />;
  if (offers === "launch" && doneAt) return <LaunchButton account={account} draft={draft} messages={messages} seconds={seconds} doneAt={doneAt} launch={launch} />;
  return (
    <Button variant="primary" disabled aria-describedby="not-ready">
      Send
    </Button>
  );
}
