/** The messages that somebody ticked among those of which nobody can tell: a page of them at most, whatever a form says. */
import { recordAudits } from "#lib/db/audit.ts";
import type { Tx } from "#lib/db/connection.ts";
import { UNRESOLVED_PAGE_SIZE } from "#lib/db/list-unresolved.ts";
import { recordDecisions } from "#lib/db/record-decisions.ts";
import type { AttemptRef, Resolution, Resolved } from "#lib/db/resolve-unconfirmed.ts";

export type ChosenAttempts = { accountId: string; attempts: AttemptRef[] };

/** `changed` of those that were found; why the others stayed as they were. */
export type ResolveResult<Obstacle> = { kind: "done"; changed: number; refused: Map<Obstacle, number> } | { kind: "nothing-chosen" } | { kind: "too-many"; max: number };

type Deed<Obstacle> = {
  actorId: string;
  action: string;
  /** For the log of decisions. */
  reason: string;
  write: (attempts: AttemptRef[]) => Promise<Resolution<Obstacle>>;
};

/** Writes the change in the transaction of the caller, with one audit row and one decision for each that it changed. */
export async function resolveChosen<Obstacle>(tx: Tx, { accountId, attempts }: ChosenAttempts, { actorId, action, reason, write }: Deed<Obstacle>): Promise<ResolveResult<Obstacle>> {
  if (attempts.length === 0) return { kind: "nothing-chosen" };
  if (attempts.length > UNRESOLVED_PAGE_SIZE) return { kind: "too-many", max: UNRESOLVED_PAGE_SIZE };
  const { done, refused } = await write(attempts);
  await recordAudits(tx, done.map((each) => ({ accountId, actorId, action, subjectKind: "message", subjectId: each.messageId, detail: { campaignId: each.campaignId, attempt: each.n } })));
  await recordDecisions(tx, done.map((each) => decisionOn(each, accountId, reason)));
  return { kind: "done", changed: done.length, refused };
}

function decisionOn({ campaignId, senderId, contactId }: Resolved, accountId: string, reason: string) {
  return { accountId, kind: "resolved" as const, campaignId, senderId, contactId, messages: 1, reason };
}
