/** What goes wrong around a scenario's campaigns: senders, templates and sandbox members as Twilio and Meta may leave them. */
import type { TemplateStatus } from "#lib/domain/states.ts";
import { pool } from "./connection.ts";

export type SenderTrouble = { status?: "online" | "offline"; quality?: string; messagingLimit?: string; offlineReason?: string; holdReason?: string };

/** Leaves a sender, by its name, in trouble. What is left out stays as it is. */
export async function troubleSender(accountId: string, name: string, trouble: SenderTrouble): Promise<void> {
  const { rowCount } = await pool().query(
    `
    with troubled as (
      update sender
      set status = coalesce($3::sender_status, status), quality = coalesce($4, quality), messaging_limit = coalesce($5, messaging_limit), offline_reason = coalesce($6, offline_reason), synced_at = app_now()
      where account_id = $1 and name = $2 returning id
    )
    update sender_gate g set hold_reason = coalesce(g.hold_reason, $7) from troubled where g.sender_id = troubled.id
    `,
    [accountId, name, trouble.status ?? null, trouble.quality ?? null, trouble.messagingLimit ?? null, trouble.offlineReason ?? null, trouble.holdReason ?? null],
  );
  if (rowCount !== 1) throw new Error(`The scenario knows no sender "${name}".`);
}

/** Puts a template, by its name, in another status. */
export async function troubleTemplate(accountId: string, name: string, trouble: { status: TemplateStatus; reason?: string }): Promise<void> {
  const { rowCount } = await pool().query(`update template set status = $3::template_status, rejection_reason = $4, synced_at = app_now(), gone_at = case when $3 = 'gone' then app_now() end where account_id = $1 and name = $2`, [
    accountId,
    name,
    trouble.status,
    trouble.reason ?? null,
  ]);
  if (rowCount !== 1) throw new Error(`The scenario knows no template "${name}".`);
}

/** The membership of these numbers in the sandbox ended so many minutes ago. */
export async function endSandboxMemberships(accountId: string, phones: string[], minutesAgo: number): Promise<void> {
  await pool().query(
    `
    update sandbox_member set joined_at = app_now() - make_interval(hours => 72, mins => $3), expires_at = app_now() - make_interval(mins => $3)
    where account_id = $1 and phone = any($2::text[])
    `,
    [accountId, phones, minutesAgo],
  );
}

/** The id of a sender by its name. */
export async function findSenderId(accountId: string, name: string): Promise<string> {
  const { rows } = await pool().query<{ id: string }>(`select id from sender where account_id = $1 and name = $2`, [accountId, name]);
  const [row] = rows;
  if (!row) throw new Error(`The scenario knows no sender "${name}".`);
  return row.id;
}
