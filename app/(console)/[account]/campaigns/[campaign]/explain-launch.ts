/** Why a launch did not happen, in one or two sentences: from the review, and for one that waits for its start. */
import { peopleText } from "#components/campaigns/draft.ts";
import type { LaunchResult } from "#lib/commands/launch-campaign.ts";
import { problemSentence } from "#lib/domain/problem-sentence.ts";

export const GONE = "This draft is gone: somebody discarded it.";

type Barred = { kind: "above-your-limit"; most: number } | { kind: "needs-second-person"; above: number };

/** Why somebody cannot launch to so many alone. */
export function barredSentence(barred: Barred): string {
  switch (barred.kind) {
    case "above-your-limit":
      return `You may launch to at most ${peopleText(barred.most)} at once here.`;
    case "needs-second-person":
      return `To more than ${peopleText(barred.above)}, this account launches nothing on the word of one person.`;
  }
}

export function explainLaunch(result: Exclude<LaunchResult, { kind: "launched" | "not-launchable" }>): string {
  switch (result.kind) {
    case "not-found":
      return GONE;
    case "incomplete":
      return problemSentence(result.problem);
    case "no-recipients":
      return "Nobody on this list would get it. The review says why; add people, or choose another list.";
    case "changed-since":
      return "Nothing was sent: the draft was changed after this page was shown. Load the page again, look, and launch anew.";
    case "more-than-confirmed":
      return `Nothing was sent: the list has grown. ${result.queued} people would get it now, and you agreed to ${result.confirmed}. Load the page again, look, and launch anew.`;
    case "above-your-limit":
    case "needs-second-person":
      return `Nothing was sent: ${peopleText(result.queued)} would get it. ${barredSentence(result)} Load the page again, and ask for approval.`;
    case "takes-too-long":
      return `At these rates, and with what its senders have to send before, it would take ${Math.ceil(result.hours)} hours, and a message is not wanted any more after ${result.lifeHours}: ${peopleText(result.late)} would not get it. Add senders, or split the list.`;
  }
}
