/** Sends again what may have been sent before: a person has said that twice is better than not at all. */
import { inTransaction } from "#lib/db/connection.ts";
import { releaseUnconfirmed, type ReleaseObstacle } from "#lib/db/resolve-unconfirmed.ts";
import { resolveChosen, type ChosenAttempts, type ResolveResult } from "./chosen-attempts.ts";

/** Those that can be go back into the queue; of the others it says why not. Pressed twice, it queues once. */
export async function retryUnconfirmed(actorId: string, chosen: ChosenAttempts): Promise<ResolveResult<ReleaseObstacle>> {
  return inTransaction((tx) =>
    resolveChosen(tx, chosen, {
      actorId,
      action: "message.released",
      reason: "Nobody could tell whether it was sent. A person decided to send it again.",
      write: (attempts) => releaseUnconfirmed(tx, chosen.accountId, attempts, "A person decided to send it again."),
    }),
  );
}
