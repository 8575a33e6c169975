/** Asks Twilio what became of messages whose reports did not come, so that a report is right without any callback. */
import { randomUUID } from "node:crypto";
import { inTransaction, pool } from "#lib/db/connection.ts";
import { followEvents, recordAndObey } from "#lib/db/obey-events.ts";
import type { Say } from "#lib/db/react-to-events.ts";
import type { StatusEvent } from "#lib/db/record-status-events.ts";
import { listUnreported, storeReportCheck, takeReportCheck, type ReportCheck, type Unreported } from "#lib/db/report-checks.ts";
import { nextReportCheck } from "#lib/domain/report-check.ts";
import type { AccountClient } from "#lib/twilio/account-client.ts";
import { fetchMessage } from "#lib/twilio/fetch-message.ts";
import { CHORES_SHARD } from "./look-for-messages.ts";
import type { PacedQuestions } from "./paced-questions.ts";

/** Asked about before it is noted how far the campaign was walked. */
const PIECE_MAX = 20;

export type FetchHands = { client: AccountClient; questions: PacedQuestions; say: Say };

/** Walks through campaigns that are due until none is, or enough was asked. Returns how many states were fetched. */
export async function fetchReports(hands: FetchHands, accountId: string): Promise<number> {
  const { questions } = hands;
  let fetched = 0;
  while (!questions.isOver) {
    const token = randomUUID();
    const check = await takeReportCheck(pool(), accountId, token);
    if (!check) break;
    const { messages, through } = await listUnreported(pool(), check, PIECE_MAX);
    const asked = await fetchEach(hands, { check, messages });
    fetched += asked.fetched;
    if (asked.stoppedAfter !== null) await storeReportCheck(pool(), check, token, { contactId: asked.stoppedAfter, dueAt: check.now });
    else await storeReportCheck(pool(), check, token, through === null ? { contactId: "0", dueAt: nextReportCheck(check.finishedAt, check.now) } : { contactId: through, dueAt: check.now });
  }
  return fetched;
}

/** `stoppedAfter`: where the next run goes on when not all were asked about; null when all were. One that Twilio does not show stays as it is. */
async function fetchEach({ client, questions, say }: FetchHands, { check, messages }: { check: ReportCheck; messages: Unreported[] }): Promise<{ fetched: number; stoppedAfter: string | null }> {
  let [fetched, last] = [0, check.contactId];
  for (const { messageId, n, messageSid, contactId } of messages) {
    if (questions.isOver) return { fetched, stoppedAfter: last };
    const answer = await questions.ask(() => fetchMessage(client, messageSid));
    if (answer.kind === "answered" && answer.value?.state) {
      const { state: delivery, errorCode } = answer.value;
      await recordAsked({ accountId: check.accountId, messageId, n, messageSid, delivery, errorCode, body: { SeenIn: "message" }, asked: true }, say);
      fetched += 1;
    }
    last = contactId;
  }
  return { fetched, stoppedAfter: null };
}

/** What was asked for has the consequences of a callback that says the same. */
async function recordAsked(event: StatusEvent, say: Say): Promise<void> {
  const recorded = await inTransaction((tx) => recordAndObey(tx, [event], CHORES_SHARD));
  await followEvents({ db: pool(), say }, recorded);
}
