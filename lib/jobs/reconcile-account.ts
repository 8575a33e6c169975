/** Finds out what became of messages of one account of which nobody told us. May be done at any time, as often as wanted, by any number of workers. */
import { inTransaction } from "#lib/db/connection.ts";
import { recordDecisions } from "#lib/db/record-decisions.ts";
import { assumeSent, listOverdue } from "#lib/db/resolve-unconfirmed.ts";
import { TwilioLine } from "#lib/twilio/account-client.ts";
import { auditSenders, sealAudits, type AuditRun, type AuditWay } from "./audit-senders.ts";
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
} & AuditWay;

export type ReconcileResult = ({ kind: "reconciled"; fetched: number; assumed: number } & LookCounts & AuditRun) | { kind: "sealed"; assumed: number };

/** Questions of one run that serve the comparison of both books. */
const AUDIT_QUESTIONS_MAX = 120;
/** Put to an end in one transaction. */
const ASSUMED_MAX = 500;

/** What waits for an answer comes before what waits for a report, and both before the books are compared, which have questions of their own: they are never crowded out. Throws what the database throws. */
export async function reconcileAccount(accountId: string, way: ReconcileWay): Promise<ReconcileResult> {
  const assumed = await assumeOverdue(accountId);
  const credentials = await openedCredentials(accountId);
  if (!credentials) {
    await sealAudits(accountId);
    return { kind: "sealed", assumed };
  }
  const pace = { everyMs: way.questionEveryMs, signal: way.signal };
  const questions = new PacedQuestions(pace);
  const line = new TwilioLine(way.twilioApiBaseUrl);
  try {
    const client = line.clientFor(credentials);
    const hands = { client, questions, say: way.say ?? (() => undefined) };
    const looks = await lookForMessages(hands, accountId);
    const fetched = await fetchReports(hands, accountId);
    return { kind: "reconciled", ...looks, ...(await auditSenders(client, new PacedQuestions({ ...pace, max: AUDIT_QUESTIONS_MAX }), accountId, way)), fetched, assumed };
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
