/** Why a launch that was asked for did not happen, for the second person. */
import type { ApproveResult } from "#lib/commands/approve-launch.ts";
import { explainLaunch } from "../../../explain-launch.ts";

export function explainApproval(result: Exclude<ApproveResult, { kind: "launched" | "scheduled" | "no-such-request" }>): string {
  switch (result.kind) {
    case "your-own":
      return "You asked for it yourself. Somebody else has to approve it.";
    case "not-launchable":
    case "not-a-draft":
      return "This is no draft any more: it was launched or scheduled meanwhile.";
    case "no-start":
      return "It has no start any more. Load the page again and look.";
    case "changed-since":
      return "Nothing was sent: the draft was changed after it was asked for. It has to be asked for anew.";
    case "more-than-confirmed":
      return `Nothing was sent: the list has grown. ${result.queued} people would get it now, and ${result.confirmed} were asked for.`;
    default:
      return explainLaunch(result);
  }
}
