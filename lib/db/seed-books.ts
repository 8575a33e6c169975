/** Comparisons of both books for scenarios: of the last day that was settled, as the nightly comparison leaves them. */
import { auditSentence } from "#lib/domain/audit-words.ts";
import { DIFFERENCE_KINDS, SETTLED_HOURS } from "#lib/domain/sender-audit.ts";
import type { DeliveryState } from "#lib/domain/states.ts";
import { type Difference, keepDifferences } from "./audit-differences.ts";
import type { Tx } from "./connection.ts";
import { recordDecisions } from "./record-decisions.ts";
import { inThePast } from "./seed-clock.ts";
import { findSenderId } from "./seed-trouble.ts";

export type ToldBooks = {
  accountId: string;
  /** The name of the sender. */
  sender: string;
  comparedMinutesAgo: number;
  /** What somebody else sent with it, in the order of the day. */
  foreign: { delivery: DeliveryState; errorCode: number | null }[];
  /** How many of our messages Twilio has no more, and how many reports were made up for. */
  missing: number;
  reports: number;
};

type Ours = { messageId: string; n: number; messageSid: string; at: Date; delivery: DeliveryState };

/** Writes a comparison and what it found. Does nothing when that day of the sender is there. */
export async function writeBooks(told: ToldBooks): Promise<void> {
  const { accountId } = told;
  const senderId = await findSenderId(accountId, told.sender);
  await inThePast(told.comparedMinutesAgo, async (tx) => {
    const day = await settledDay(tx);
    const ours = await oursOf(tx, { accountId, senderId, day });
    const differences = differencesOf(told, { day, ours });
    const count = (kind: Difference["kind"]) => differences.filter((each) => each.kind === kind).length;
    const [theirsUnmatched, oursUnmatched, mended] = [count("foreign"), count("missing"), count("report")];
    const counts = { theirs: ours.length - oursUnmatched + theirsUnmatched, ours: ours.length, theirsUnmatched, oursUnmatched, mended, unreadable: 0 };
    const { rowCount } = await tx.query(
      `
      insert into sender_audit (account_id, sender_id, day, stage, compared_at, is_whole, theirs, ours, theirs_unmatched, ours_unmatched, mended)
      values ($1, $2, $3::date, 'done', app_now(), true, $4, $5, $6, $7, $8) on conflict do nothing
      `,
      [accountId, senderId, day, counts.theirs, counts.ours, theirsUnmatched, oursUnmatched, mended],
    );
    if (rowCount === 0 || differences.length === 0) return;
    for (const kind of DIFFERENCE_KINDS) await keepDifferences(tx, { accountId, senderId, day }, differences.filter((each) => each.kind === kind));
    await recordDecisions(tx, [{ accountId, kind: "differs", senderId, messages: differences.length, reason: `Both books of ${day} were compared. ${auditSentence(counts)}` }]);
  });
}

async function settledDay(tx: Tx): Promise<string> {
  const { rows } = await tx.query<{ day: string }>(`select ((app_now() - interval '${SETTLED_HOURS} hours') at time zone 'UTC')::date - 1 || '' as day`);
  return rows[0]?.day ?? "";
}

/** What Twilio took of the sender on that day, in the order in which it left. */
async function oursOf(tx: Tx, { accountId, senderId, day }: { accountId: string; senderId: string; day: string }): Promise<Ours[]> {
  const { rows } = await tx.query<Ours>(
    `
    select a.message_id::text as "messageId", a.n, a.message_sid as "messageSid", a.departed_at as at, m.delivery
    from message m join attempt a on a.account_id = m.account_id and a.message_id = m.id
    where m.account_id = $1 and m.sender_id = $2 and a.outcome = 'accepted' and (a.departed_at at time zone 'UTC')::date = $3::date
    order by a.departed_at, a.message_id
    `,
    [accountId, senderId, day],
  );
  return rows;
}

/** Of what is ours, the silent ones are those that Twilio lost, and the read ones those whose report had not come. */
function differencesOf({ sender, foreign, missing, reports }: ToldBooks, { day, ours }: { day: string; ours: Ours[] }): Difference[] {
  const of = (kind: "missing" | "report", found: Ours[]) => found.map(({ messageId, n, messageSid, at, delivery }): Difference => ({ kind, messageSid, at, delivery: kind === "report" ? delivery : null, errorCode: null, attempt: { messageId, n } }));
  return [
    ...foreign.map((each, index): Difference => ({ kind: "foreign", messageSid: `SM${foreignSid(sender, index)}`, at: new Date(Date.parse(`${day}T09:12:07Z`) + index * FOREIGN_EVERY_MS), ...each, attempt: null })),
    ...of("missing", ours.filter(({ delivery }) => delivery === "sent").slice(0, missing)),
    ...of("report", ours.filter(({ delivery }) => delivery === "read").slice(0, reports)),
  ];
}

const FOREIGN_EVERY_MS = 47_000;
const SID_DIGITS = 32;

/** The same on every machine, and nobody's. */
function foreignSid(sender: string, index: number): string {
  return Buffer.from(`${index} with ${sender}`.padEnd(SID_DIGITS / 2)).toString("hex").slice(0, SID_DIGITS);
}
