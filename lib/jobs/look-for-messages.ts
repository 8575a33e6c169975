/** Looks at Twilio's list for messages whose answer was lost. */
import { randomUUID } from "node:crypto";
import { inTransaction, pool, type Tx } from "#lib/db/connection.ts";
import { countRivals, hasSid, holdLook, knownSids, recordLook, takeLooks, type LookedFor } from "#lib/db/looks.ts";
import { followEvents, recordAndObey } from "#lib/db/obey-events.ts";
import type { Say } from "#lib/db/react-to-events.ts";
import { recordDecisions } from "#lib/db/record-decisions.ts";
import type { RecordedEvents } from "#lib/db/record-status-events.ts";
import { releaseUnconfirmed } from "#lib/db/resolve-unconfirmed.ts";
import type { FoundMessage } from "#lib/domain/found-message.ts";
import { afterFailure, LOOKED_BACK_SECONDS, verdictOf, type LookAnswer, type LookFinding } from "#lib/domain/look.ts";
import type { AccountClient } from "#lib/twilio/account-client.ts";
import { listMessages } from "#lib/twilio/list-messages.ts";
import type { PacedQuestions } from "./paced-questions.ts";

/** Taken at a time: few enough to be looked for within the lease, however slowly Twilio answers. */
const BATCH_MAX = 5;
/** Chores count in a share of the counters of their own. */
export const CHORES_SHARD = 0;

export type LookCounts = { looked: number; found: number; unconfirmed: number };

export type Seen = { answer: LookAnswer; messages: FoundMessage[] };

export type LookHands = { client: AccountClient; questions: PacedQuestions; say: Say };

/** Looks for what is due until nothing is, or enough was asked. */
export async function lookForMessages({ client, questions, say }: LookHands, accountId: string): Promise<LookCounts> {
  const counts = { looked: 0, found: 0, unconfirmed: 0 };
  while (!questions.isOver) {
    const token = randomUUID();
    const looks = await takeLooks(pool(), { accountId, token, max: BATCH_MAX });
    if (looks.length === 0) break;
    for (const look of looks) {
      if (questions.isOver) break;
      const outcome = await writeDown(look, token, await seenFor(client, questions, look), say);
      counts.looked += 1;
      if (outcome === "found" || outcome === "unconfirmed") counts[outcome] += 1;
    }
  }
  return counts;
}

/** What the list shows between the two numbers since the request began, less what we know. */
async function seenFor(client: AccountClient, questions: PacedQuestions, look: LookedFor): Promise<Seen> {
  // Twilio's times are whole seconds: one of the same second lies up to a second before.
  const createdSince = new Date(Math.floor(look.departedAt.getTime() / 1000) * 1000 - LOOKED_BACK_SECONDS * 1000);
  const listed = await questions.ask(() => listMessages(client, { from: look.from, to: look.to, createdSince }));
  if (listed.kind === "failed") return { answer: { kind: "failed" }, messages: [] };
  const { messages, isWhole } = listed.value;
  const known = await knownSids(pool(), messages.map(({ messageSid }) => messageSid));
  const candidates = messages.map(({ messageSid }) => messageSid).filter((sid) => !known.has(sid));
  const rivals = candidates.length === 0 ? 0 : await countRivals(pool(), look);
  return { answer: { kind: "listed", isWhole, candidates, rivals }, messages };
}

type Written = "found" | "again" | "unconfirmed" | "superseded";

/** Writes the verdict, unless a callback said it first or another looks now: whichever comes first holds. Exported for the test of that. */
export async function writeDown(look: LookedFor, token: string, seen: Seen, say: Say = () => undefined): Promise<Written> {
  const { written, recorded } = await inTransaction((tx) => writeVerdict(tx, { look, token, seen }));
  if (recorded) await followEvents({ db: pool(), say }, recorded);
  return written;
}

/** `recorded`: of what more is to follow after the commit. */
async function writeVerdict(tx: Tx, { look, token, seen: { answer, messages } }: { look: LookedFor; token: string; seen: Seen }): Promise<{ written: Written; recorded?: RecordedEvents }> {
  const now = await holdLook(tx, look, token);
  if (now === null) return { written: "superseded" };
  const verdict = verdictOf(look, answer, now);
  if (verdict.kind === "found") {
    const message = messages.find(({ messageSid }) => messageSid === verdict.messageSid);
    const recorded = message && (await accept(tx, look, message));
    if (recorded) return { written: "found", recorded };
    // The SID became another attempt's in this moment: the list is looked at anew.
    await recordLook(tx, look, afterFailure(look, now));
    return { written: "again" };
  }
  await recordLook(tx, look, verdict);
  if (verdict.kind === "unconfirmed") await tellUnconfirmed(tx, look, verdict);
  return { written: verdict.kind };
}

/** As a callback would: the same fences, counters, join of states and consequences. Undefined when it is not this attempt's after all. */
async function accept(tx: Tx, look: LookedFor, message: FoundMessage): Promise<RecordedEvents | undefined> {
  const { accountId, messageId, n } = look;
  const { messageSid, errorCode } = message;
  const recorded = await recordAndObey(tx, [{ accountId, messageId, n, messageSid, delivery: message.state ?? "queued", errorCode, body: { SeenIn: "list" }, asked: true }], CHORES_SHARD);
  if (!(await hasSid(tx, look, messageSid))) return undefined;
  await decide(tx, look, "resolved", "Its answer was lost. Twilio’s list shows it, so it was sent.");
  return recorded;
}

const UNCONFIRMED: Record<LookFinding, string> = {
  none: "Its answer was lost, and three whole lists of Twilio did not show it. A person decides.",
  several: "Its answer was lost, and Twilio’s list shows more than one message that it may be. A person decides.",
  unreadable: "Its answer was lost, and Twilio’s list could not be read again and again. A person decides.",
};

async function tellUnconfirmed(tx: Tx, look: LookedFor, { finding }: { finding: LookFinding }): Promise<void> {
  await decide(tx, look, "resolved", UNCONFIRMED[finding]);
  if (!look.retries || finding !== "none") return;
  const { done } = await releaseUnconfirmed(tx, look.accountId, [look], "Three whole lists of Twilio did not show it. By the account’s setting it is sent once more.");
  if (done.length > 0) await decide(tx, look, "retried", "Three whole lists of Twilio did not show it, and this account’s setting is to send such a message once more.");
}

async function decide(tx: Tx, { accountId, campaignId, senderId, contactId }: LookedFor, kind: "resolved" | "retried", reason: string): Promise<void> {
  await recordDecisions(tx, [{ accountId, kind, campaignId, senderId, contactId, messages: 1, reason }]);
}
