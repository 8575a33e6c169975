/** Finds out what became of messages of one account of which nobody told us. May be done at any time, as often as wanted, by any number of workers. */
import { inTransaction } from "#lib/db/connection.ts";
import type { Say } from "#lib/db/react-to-events.ts";
import { recordDecisions } from "#lib/db/record-decisions.ts";
import { assumeSent, listOverdue } from "#lib/db/resolve-unconfirmed.ts";
import { TwilioLine } from "#lib/twilio/account-client.ts";
import { fetchReports } from "./fetch-reports.ts";
import { lookForMessages, type LookCounts } from "./look-for-messages.ts";
import { openedCredentials } from "./opened-credentials.ts";
import { PacedQuestions } from "./paced-questions.ts";

export type ReconcileWay = {
  /** Undefined means Twilio itself. */
  twilioApiBaseUrl: string | undefined;
  /** Says that the process ends: what was begun is begun again by another. */
  signal?: AbortSignal;
  /** Between two questions, where not as long as is usual, in milliseconds. */
  questionEveryMs?: number;
  /** Takes what the log should know of what follows: codes and counts. */
  say?: Say;
};

export type ReconcileResult = ({ kind: "reconciled"; fetched: number; assumed: number } & LookCounts) | { kind: "sealed"; assumed: number };

/** Put to an end in one transaction. */
const ASSUMED_MAX = 500;

/** What waits for an answer comes before what waits for a report. Throws what the database throws. */
export async function reconcileAccount(accountId: string, way: ReconcileWay): Promise<ReconcileResult> {
  const assumed = await assumeOverdue(accountId);
  const credentials = await openedCredentials(accountId);
  if (!credentials) return { kind: "sealed", assumed };
  const questions = new PacedQuestions({ everyMs: way.questionEveryMs, signal: way.signal });
  const line = new TwilioLine(way.twilioApiBaseUrl);
  try {
    const hands = { client: line.clientFor(credentials), questions, say: way.say ?? (() => undefined) };
    const looks = await lookForMessages(hands, accountId);
    return { kind: "reconciled", ...looks, fetched: await fetchReports(hands, accountId), assumed };
  } finally {
    await line.close();
  }
}

/** Nobody acted while the message was wanted: it is taken for sent, which can send nothing twice. */
async function assumeOverdue(accountId: string): Promise<number> {
  return inTransaction(async (tx) => {
    const overdue = await listOverdue(tx, accountId, ASSUMED_MAX);
    if (overdue.length === 0) return 0;
    const { done } = await assumeSent(tx, accountId, overdue, "Nobody decided about it before its time was over.");
    await recordDecisions(tx, done.map(({ campaignId, senderId, contactId }) => ({ accountId, kind: "resolved", campaignId, senderId, contactId, messages: 1, reason: "Nobody decided about it before its time was over: it is taken for sent, and not sent again." })));
    return done.length;
  });
}
