/** Holds a campaign, or senders of it, when more of its messages fail than arrive for reasons that are no person's own. */
import { PERSONAL_CODES, STORM_WINDOW_SECONDS, tripOf, type SenderReports, type Trip } from "#lib/domain/circuit.ts";
import { knownError } from "#lib/domain/error-codes.ts";
import type { CampaignRef } from "./campaign-writes.ts";
import { inTransaction, type Pool, type Tx } from "./connection.ts";
import { holdCampaign, holdSender } from "./hold.ts";

/** The senders of one campaign, at most. */
const SENDERS_MAX = 400;
/** Failures looked at to find the code that most of them have. */
const FAILURES_MAX = 1_000;

/**
 * What was held; null when nothing was. Reads the counters of the last minute and no message. Only when they are bad it is asked
 * since when a person has let the campaign or a sender go on: they knew what was before.
 */
export async function breakCircuit(db: Pool, ref: CampaignRef): Promise<Trip | null> {
  if (tripOf(await listReports(db, ref, REPORTS)) === null) return null;
  const trip = tripOf(await listReports(db, ref, REPORTS_SINCE_LET_GO));
  if (trip === null) return null;
  return inTransaction(async (tx) => ((await hold(tx, ref, trip)) ? trip : null), db);
}

async function listReports(db: Pool, { accountId, campaignId }: CampaignRef, text: string): Promise<SenderReports[]> {
  const { rows } = await db.query<SenderReports>(text, [accountId, campaignId, STORM_WINDOW_SECONDS]);
  return rows;
}

const reportsWhere = (counts: string) => `
  select t.sender_id as "senderId", sum(t.arrived)::int as arrived, sum(t.failed)::int as failed
  from sender_tally t
  where t.account_id = $1 and t.campaign_id = $2 and t.bucket_at > app_now_stable() - make_interval(secs => $3) and ${counts}
  group by t.sender_id order by t.sender_id limit ${SENDERS_MAX}`;

const REPORTS = reportsWhere("true");
const REPORTS_SINCE_LET_GO = `
  with let_go as materialized (
    select subject_id, max(at) as at from audit_event
    where account_id = $1 and at > app_now_stable() - make_interval(secs => $3) and action in ('campaign.resumed', 'sender.hold-lifted')
    group by subject_id
  ) ${reportsWhere("not exists (select 1 from let_go g where g.subject_id in (t.campaign_id::text, t.sender_id::text) and t.bucket_at <= g.at)")}`;

async function hold(tx: Tx, ref: CampaignRef, trip: Trip): Promise<boolean> {
  const code = await commonestCode(tx, ref);
  const held = trip.kind === "campaign" ? [await holdCampaign(tx, ref, { code, reason: reasonOf(trip, code) })] : [];
  for (const each of trip.kind === "senders" ? trip.senders : []) {
    held.push(await holdSender(tx, { accountId: ref.accountId, senderId: each.senderId }, { code, reason: reasonOf(each, code) }));
  }
  return held.includes(true);
}

/** The code that most of its failed messages have, of those that count. */
async function commonestCode(tx: Tx, { accountId, campaignId }: CampaignRef): Promise<number | null> {
  const { rows } = await tx.query<{ code: number }>(
    `
    select code from (
      select error_code as code from message
      where campaign_id = $2 and error_code is not null and account_id = $1 and error_code <> all($3::int[]) limit ${FAILURES_MAX}
    ) as failed
    group by code order by count(*) desc, code limit 1
    `,
    [accountId, campaignId, PERSONAL_CODES],
  );
  return rows[0]?.code ?? null;
}

function reasonOf({ arrived, failed }: { arrived: number; failed: number }, code: number | null): string {
  const most = code === null ? "Twilio gives no code for it." : `Most often: ${knownError(code)?.meaning ?? "a code that the catalogue does not have"} (${code})`;
  return `In the last minute ${failed} messages failed and ${Math.max(0, arrived)} arrived, for reasons that are not the people’s own. ${most}`;
}
