/** Which accounts have something that Twilio is to be asked about, books to be compared, or what nobody will tell any more. */
import { LOOK_AFTER_SECONDS } from "#lib/domain/look.ts";
import type { Queryable } from "./connection.ts";
import { REPORTS_DUE } from "./report-checks.ts";
import { AUDITS_DUE } from "./take-audit.ts";

/** Accounts whose turn it is, at most `max`; in another order each time, so that none waits behind others for ever. */
export async function listReconcilable(db: Queryable, max: number): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    `
    select a.id from account a
    where exists (select from attempt t where t.account_id = a.id and t.outcome = 'ambiguous' and t.look_at is null and t.slot_at <= app_now_stable() - make_interval(secs => $1))
       or exists (select from attempt t where t.account_id = a.id and t.outcome = 'ambiguous' and t.look_at <= app_now_stable())
       or exists (${REPORTS_DUE})
       or exists (${AUDITS_DUE})
       or exists (
         select from attempt t join message m on m.account_id = t.account_id and m.id = t.message_id
         where t.account_id = a.id and t.outcome in ('ambiguous', 'unconfirmed') and t.outcome <> 'ambiguous' and m.expires_at <= app_now_stable())
    order by random() limit $2
    `,
    [LOOK_AFTER_SECONDS[0], max],
  );
  return rows.map(({ id }) => id);
}
