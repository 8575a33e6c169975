/** Takes messages for sent of which nobody can tell: they are not sent again. */
import { inTransaction } from "#lib/db/connection.ts";
import { assumeSent as writeAssumed, type AssumeObstacle } from "#lib/db/resolve-unconfirmed.ts";
import { resolveChosen, type ChosenAttempts, type ResolveResult } from "./chosen-attempts.ts";

/** A late report from Twilio still says what became of them. */
export async function assumeSent(actorId: string, chosen: ChosenAttempts): Promise<ResolveResult<AssumeObstacle>> {
  return inTransaction((tx) =>
    resolveChosen(tx, chosen, {
      actorId,
      action: "message.assumed-sent",
      reason: "Nobody could tell whether it was sent. A person took it for sent.",
      write: (attempts) => writeAssumed(tx, chosen.accountId, attempts, "A person took it for sent."),
    }),
  );
}
