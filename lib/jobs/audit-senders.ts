/** Compares both books of each sender and day: what Twilio lists, and what we say it took. */
import { randomUUID } from "node:crypto";
import { crashpoint } from "#lib/crashpoint.ts";
import { nextPiece, storePiece, type OurPiece, type Unlisted } from "#lib/db/audit-ours.ts";
import { listKnownAttempts, listNamelessAttempts, storePage, type ReadPage } from "#lib/db/audit-theirs.ts";
import { inTransaction, pool } from "#lib/db/connection.ts";
import { finishAudit } from "#lib/db/finish-audit.ts";
import { followEvents } from "#lib/db/obey-events.ts";
import type { Say } from "#lib/db/react-to-events.ts";
import { failAudit, leaveAudit, takeAudit, type TakenAudit } from "#lib/db/take-audit.ts";
import { ASKED_MAX, comparePage, PAGES_MAX, unknownIn, type AuditProblem } from "#lib/domain/sender-audit.ts";
import type { AccountClient } from "#lib/twilio/account-client.ts";
import { hasMessage } from "#lib/twilio/has-message.ts";
import { listSenderPage, type SenderPage } from "#lib/twilio/list-sender-page.ts";
import { CHORES_SHARD } from "./look-for-messages.ts";
import type { PacedQuestions } from "./paced-questions.ts";

/** Steps of all audits of an account in one run: pages of the list, and pieces of our attempts. The next run is a minute later. */
const STEPS_MAX = 100;
/** Days of senders that are given back in one run when the account cannot be asked at all. */
const SEALED_MAX = 100;

/** `differences`: messages that only one side has. */
export type AuditRun = { audits: number; differences: number; mended: number; failed: number };

export type AuditWay = {
  /** Entries of one page, where not as many as is usual. */
  pageSize?: number | undefined;
  /** Steps of one run, where not as many as is usual. */
  stepsMax?: number | undefined;
  /** Takes what the log should know of what follows: codes and counts. */
  say?: Say;
};

/** `moved`: go on with what it became · `ended`: compared, with what was found · `lost`: somebody else has it now. */
type Step = { kind: "moved"; audit: TakenAudit } | { kind: "ended"; differences: number; mended: number } | { kind: "failed"; problem: AuditProblem } | { kind: "over" } | { kind: "lost" };

/** Goes on with what is due until nothing is, or enough was done. Any number of workers may do it at once; each day of a sender has one of them. */
export async function auditSenders(client: AccountClient, questions: PacedQuestions, accountId: string, { pageSize, stepsMax = STEPS_MAX, say = () => undefined }: AuditWay = {}): Promise<AuditRun> {
  const run: AuditRun = { audits: 0, differences: 0, mended: 0, failed: 0 };
  const asking = { client, questions, pageSize, say };
  for (let steps = 0; steps < stepsMax && !questions.isOver; ) {
    let audit = await takeAudit(pool(), accountId, randomUUID());
    if (!audit) break;
    let step: Step = { kind: "moved", audit };
    for (; step.kind === "moved" && steps < stepsMax; steps += 1) {
      audit = step.audit;
      step = audit.stage === "theirs" ? await readPage(asking, audit) : await walkPiece(asking, audit);
    }
    if (step.kind === "moved") audit = step.audit;
    await close(run, audit, step);
  }
  return run;
}

/** Says of each that is due that this account cannot be asked. Returns of how many. */
export async function sealAudits(accountId: string): Promise<number> {
  for (let sealed = 0; sealed < SEALED_MAX; sealed += 1) {
    const audit = await takeAudit(pool(), accountId, randomUUID());
    if (!audit) return sealed;
    await failAudit(pool(), audit, "sealed");
  }
  return SEALED_MAX;
}

async function close(run: AuditRun, audit: TakenAudit, step: Step): Promise<void> {
  switch (step.kind) {
    case "moved":
    case "over":
      return leaveAudit(pool(), audit);
    case "failed":
      run.failed += 1;
      return failAudit(pool(), audit, step.problem);
    case "ended":
      run.audits += 1;
      run.differences += step.differences;
      run.mended += step.mended;
      return;
    case "lost":
      return;
  }
}

type Asking = { client: AccountClient; questions: PacedQuestions; pageSize: number | undefined; say: Say };

/** One page of Twilio's list, against our attempts. */
async function readPage({ client, questions, pageSize, say }: Asking, audit: TakenAudit): Promise<Step> {
  if (questions.isOver) return { kind: "over" };
  if (audit.pages >= PAGES_MAX) return { kind: "failed", problem: "endless" };
  crashpoint("Q1");
  const answer = await questions.ask(() => listSenderPage(client, { from: audit.phone, cursor: audit.cursor, ...(pageSize !== undefined && { pageSize }) }));
  if (answer.kind === "failed") return { kind: "failed", problem: answer.isEndless ? "endless" : answer.failure };
  const read = await compared(audit, answer.value);
  crashpoint("Q2");
  const news = await inTransaction((tx) => storePage(tx, audit, read, CHORES_SHARD));
  crashpoint("Q3");
  if (news === null) return { kind: "lost" };
  await followEvents({ db: pool(), say }, news);
  return { kind: "moved", audit: { ...audit, stage: read.next === null ? "ours" : "theirs", cursor: read.next, pages: audit.pages + 1 } };
}

async function compared(audit: TakenAudit, { messages, unreadable, next }: SenderPage): Promise<ReadPage> {
  const known = await listKnownAttempts(pool(), audit.accountId, messages.map(({ messageSid }) => messageSid));
  const nameless = await listNamelessAttempts(pool(), audit, unknownIn(messages, known, audit.window));
  const comparison = comparePage(messages, { known, nameless }, audit.window);
  return { comparison, unreadable, next: comparison.isPast ? null : next };
}

/** One piece of our attempts, against what the list has shown; at their end, the end of the audit. */
async function walkPiece(asking: Asking, audit: TakenAudit): Promise<Step> {
  const piece = await nextPiece(pool(), audit);
  if (piece === null) {
    const finished = await inTransaction((tx) => finishAudit(tx, audit, CHORES_SHARD));
    if (finished === null) return { kind: "lost" };
    await followEvents({ db: pool(), say: asking.say }, finished.news);
    const { theirsUnmatched, oursUnmatched, mended } = finished.counts;
    return { kind: "ended", differences: theirsUnmatched + oursUnmatched, mended };
  }
  const confirmed = await missingOf(asking, audit, piece);
  if (confirmed.kind !== "confirmed") return confirmed;
  const { asked, missing } = confirmed;
  const isStored = await inTransaction((tx) => storePiece(tx, audit, { ...piece, asked, missing }));
  return isStored ? { kind: "moved", audit: { ...audit, ...piece.place, asked: audit.asked + asked } } : { kind: "lost" };
}

/** A list may be late, or in another order than it should be: Twilio is asked for each that it did not show, up to a measure. */
async function missingOf({ client, questions }: Asking, audit: TakenAudit, { unlisted }: OurPiece): Promise<{ kind: "confirmed"; asked: number; missing: Unlisted[] } | Extract<Step, { kind: "failed" | "over" }>> {
  const missing: Unlisted[] = [];
  let asked = 0;
  for (const attempt of unlisted) {
    if (audit.asked + asked >= ASKED_MAX) {
      missing.push(attempt);
      continue;
    }
    if (questions.isOver) return { kind: "over" };
    const answer = await questions.ask(() => hasMessage(client, attempt.messageSid));
    if (answer.kind === "failed") return { kind: "failed", problem: answer.failure };
    asked += 1;
    if (!answer.value) missing.push(attempt);
  }
  return { kind: "confirmed", asked, missing };
}
