/** What a scenario tells of Twilio: what changed there, and how the last reading went. */
import type { SyncDifference } from "#lib/domain/sync-change.ts";
import { pool } from "./connection.ts";

/** By the name of the template or sender as it is now. */
export type ToldChange = SyncDifference & { of: "template" | "sender"; name: string; minutesAgo: number };

/** Puts these changes, oldest first, in the place of all that are known. May be told again. */
export async function tellChanges(accountId: string, changes: ToldChange[]): Promise<void> {
  await pool().query(`delete from sync_change where account_id = $1`, [accountId]);
  const { rowCount } = await pool().query(
    `
    insert into sync_change (account_id, at, subject, subject_id, name, kind, before, after)
    select $1, app_now() - make_interval(mins => c."minutesAgo"), c.of, coalesce(t.id, s.id), c.name, c.kind, c.before, c.after
    from jsonb_to_recordset($2::jsonb) as c(of text, name text, kind text, before text, after text, "minutesAgo" int)
    left join template t on c.of = 'template' and t.account_id = $1 and t.name = c.name
    left join sender s on c.of = 'sender' and s.account_id = $1 and s.name = c.name
    where t.id is not null or s.id is not null
    order by c."minutesAgo" desc
    `,
    [accountId, JSON.stringify(changes)],
  );
  if (rowCount !== changes.length) throw new Error("The scenario tells of a template or sender that it does not know.");
}

/** A scenario is a picture: the account is not read again by itself, until somebody presses for it. `failure` is how the last reading ended, if it did not end well. */
export async function restReadings(accountId: string, last: { templatesChanged?: number; sendersChanged?: number; minutesAgo?: number; failure?: string } = {}): Promise<void> {
  await pool().query(
    `
    update sync_run
    set due_at = app_now() + interval '10 years', templates_changed = coalesce($2, templates_changed), senders_changed = coalesce($3, senders_changed), read_at = app_now() - make_interval(mins => coalesce($4, 0)),
        state = case when $5::text is null then 'done' else 'failed' end::sync_state, failure = $5, ended_at = app_now()
    where account_id = $1
    `,
    [accountId, last.templatesChanged ?? null, last.sendersChanged ?? null, last.minutesAgo ?? null, last.failure ?? null],
  );
}
