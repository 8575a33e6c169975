/** When any worker last looked for work. What is late because none did is held for a person: it may not be wanted any more. */
import { recordAudits } from "./audit.ts";
import { inTransaction, poolOf, type Queryable, type Tx } from "./connection.ts";
import { recordDecisions } from "./record-decisions.ts";

/** More campaigns than run at a time. */
const CAMPAIGNS_MAX = 1_000;

/**
 * Says that a worker looks for work now. When none did for longer than the grace, campaigns with messages that were due before
 * it are held in the same transaction: whoever asks at the same moment waits for that, and finds them held. Returns how many.
 */
export async function pulse(db: Queryable, graceMinutes: number): Promise<number> {
  return inTransaction(async (tx) => {
    const { rows } = await tx.query<{ before: Date | null; now: Date; silent: boolean }>(
      `
      insert into engine_pulse as p (one, at) values (true, app_now())
      on conflict (one) do update set at = excluded.at
      returning old.at as before, new.at as now, coalesce(new.at - old.at > make_interval(mins => $1), false) as silent
      `,
      [graceMinutes],
    );
    const [beat] = rows;
    return beat?.silent && beat.before ? holdLate(tx, { silentFrom: beat.before, now: beat.now, graceMinutes }) : 0;
  }, poolOf(db));
}

type Silence = { silentFrom: Date; now: Date; graceMinutes: number };

async function holdLate(tx: Tx, { silentFrom, now, graceMinutes }: Silence): Promise<number> {
  const { rows } = await tx.query<{ accountId: string; id: string }>(
    `
    with late as materialized (
      select c.account_id, c.id from campaign c
      where c.state = 'running' and exists (
        select 1 from campaign_sender cs
        join message m on m.sender_id = cs.sender_id and m.campaign_id = c.id
        where cs.account_id = c.account_id and cs.campaign_id = c.id
          and m.state = 'queued' and m.due_at <= $1::timestamptz - make_interval(mins => $2) and m.expires_at > $1 and (m.closes_at is null or m.closes_at > $1)
      )
      order by c.id limit ${CAMPAIGNS_MAX}
      for no key update of c
    )
    update campaign c set state = 'held', updated_at = app_now() from late
    where c.account_id = late.account_id and c.id = late.id
    returning c.account_id as "accountId", c.id
    `,
    [now, graceMinutes],
  );
  const reason = `No worker ran from ${inUtc(silentFrom)} to ${inUtc(now)}, and its messages are more than ${graceMinutes} minutes late. Resume it to send them now, or cancel it.`;
  await recordAudits(tx, rows.map(({ accountId, id }) => ({ accountId, actorId: null, action: "campaign.held", subjectKind: "campaign", subjectId: id, detail: { from: "running", to: "held", reason } })));
  await recordDecisions(tx, rows.map(({ accountId, id }) => ({ accountId, kind: "held", campaignId: id, messages: 0, reason })));
  return rows.length;
}

/** “14:02 on 28 November (UTC)”. */
function inUtc(at: Date): string {
  const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: "UTC" }).format(at);
  return `${clock} on ${new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", timeZone: "UTC" }).format(at)} (UTC)`;
}
