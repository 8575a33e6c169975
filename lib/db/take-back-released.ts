/** Messages that were ordered sent once more, taken back from that because the first try is proved to have been taken after all. */
import type { Queryable } from "./connection.ts";
import { decided } from "./record-decisions.ts";

const NOTED = "It was to be sent once more, and then Twilio reported on the first try: it had been sent, and does not go a second time.";
const WITHDRAWN = "The first try was proved sent before this one could leave.";

/**
 * Takes messages back whose attempt was released and is reported on: they stand as if nobody had ordered them again, so that
 * the report applies to them like any other. Returns their ids. `values` are the reports by column (account, message, n, SID,
 * delivery), and the shard of the counters.
 *
 * A message that waits is taken out of the queue under its row lock, which a claim passes over. One that is claimed already
 * is taken back as long as its departure is not marked: its new attempt is withdrawn under the attempt's lock, and then
 * the mark is refused. Both ask for the row that they lock, and only for what stands in it: what somebody changes meanwhile
 * is seen by the next statement, so a message that moves between queue and claim is looked for in both.
 * Once the mark stands the second may have left, which is what the person wanted; then only the SID is kept: nobody takes it for
 * another's, and should the second not have been sent after all, it is the proof that the message must not go again. The SID
 * is noted first, so that whoever gives the second back at the same moment either sees it or has given back what is then looked for.
 */
export async function takeBackReleased(db: Queryable, values: unknown[]): Promise<Set<string>> {
  const back = new Set<string>();
  await db.query({ name: "note-released-sids", text: NOTE_SIDS, values: values.slice(0, 4) });
  for (const statement of [FROM_QUEUE, FROM_CLAIM, FROM_QUEUE]) {
    const { rows } = await db.query<{ messageId: string }>({ ...statement, values });
    for (const { messageId } of rows) back.add(messageId);
  }
  return back;
}

const takeBack = ({ where, second }: { where: string; second: boolean }) => `
with told as materialized (
  -- One report for a message: that it arrived, or else the one on its last attempt.
  select distinct on (account_id, message_id) * from unnest($1::uuid[], $2::bigint[], $3::smallint[], $4::text[], $5::delivery_state[])
    as t(account_id, message_id, n, message_sid, delivery)
  order by account_id, message_id, delivery in ('delivered', 'read') desc, n desc
),
back as materialized (
  select a.account_id, a.message_id, a.n, m.state as state_before${second ? ", o.n as second_n" : ""}
  from told
  join attempt a on a.account_id = told.account_id and a.message_id = told.message_id and a.n = told.n
  join message m on m.account_id = told.account_id and m.id = told.message_id
  ${second ? "join attempt o on o.account_id = told.account_id and o.message_id = told.message_id and o.n > told.n" : ""}
  where a.outcome = 'released_by_person' and a.departed_at is not null
    and coalesce(a.message_sid, told.message_sid) = told.message_sid
    and (a.message_sid is not null or (select x.message_id from attempt x where x.message_sid = told.message_sid limit 1) is null)
    and ${where}
  order by told.message_id
  for update of ${second ? "o, a, m" : "a, m"}
),
${
  second
    ? `withdrawn as (
  update attempt o set outcome = 'not_sent', settled_at = app_now(), detail = '${WITHDRAWN}'
  from back where o.account_id = back.account_id and o.message_id = back.message_id and o.n = back.second_n
  returning o.account_id, o.message_id, back.n, back.state_before
),`
    : "withdrawn as (select account_id, message_id, n, state_before from back),"
}
-- Read from the withdrawal, so that the second has left the index of live attempts before the first comes back into it.
restored as (
  update attempt a set outcome = 'unconfirmed'
  from withdrawn where a.account_id = withdrawn.account_id and a.message_id = withdrawn.message_id and a.n = withdrawn.n
),
moved as (
  update message m set state = 'unknown', suppression = null
  from withdrawn where m.account_id = withdrawn.account_id and m.id = withdrawn.message_id
  returning m.account_id, m.id, m.campaign_id, m.sender_id, m.contact_id, withdrawn.state_before
),
counted as (
  insert into campaign_tally as t (account_id, campaign_id, bucket_at, shard, unknown, suppressed, cancelled, expired, rejected)
  select account_id, campaign_id, date_bin('10 seconds', app_now_stable(), 'epoch'), $6, count(*),
         -count(*) filter (where state_before = 'suppressed'), -count(*) filter (where state_before = 'cancelled'),
         -count(*) filter (where state_before = 'expired'), -count(*) filter (where state_before = 'rejected')
  from moved group by account_id, campaign_id order by account_id, campaign_id
  on conflict (account_id, campaign_id, bucket_at, shard) do update
  set unknown = t.unknown + excluded.unknown, suppressed = t.suppressed + excluded.suppressed, cancelled = t.cancelled + excluded.cancelled,
      expired = t.expired + excluded.expired, rejected = t.rejected + excluded.rejected
),
noted as (${decided({ kind: "resolved", rows: "moved", reason: `'${NOTED}'`, each: true })})
select id::text as "messageId" from moved`;

const FROM_QUEUE = { name: "take-back-released", text: takeBack({ where: "m.state in ('queued', 'suppressed', 'cancelled', 'expired', 'rejected')", second: false }) };
const FROM_CLAIM = { name: "take-back-claimed", text: takeBack({ where: "m.state = 'sending' and o.outcome = 'open' and o.departed_at is null", second: true }) };

const NOTE_SIDS = `
update attempt a set message_sid = told.message_sid
from (
  select distinct on (message_sid) * from unnest($1::uuid[], $2::bigint[], $3::smallint[], $4::text[]) as t(account_id, message_id, n, message_sid)
  order by message_sid, account_id, message_id, n
) as told
where a.account_id = told.account_id and a.message_id = told.message_id and a.n = told.n and a.outcome = 'released_by_person' and a.departed_at is not null
  and a.message_sid is null and (select x.message_id from attempt x where x.message_sid = told.message_sid limit 1) is null`;
