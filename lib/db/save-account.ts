/** An account and what it has at Twilio, written as it was found. */
import type { AccountKind } from "#lib/domain/states.ts";
import type { ReadSender, ReadTemplate } from "#lib/domain/sync-change.ts";
import type { Queryable } from "./connection.ts";
import { secondaryTokenFor } from "./secondary-token.ts";
import { seal } from "./secret-box.ts";

export type AccountToSave = {
  slug: string;
  name: string;
  kind: AccountKind;
  simulated: boolean;
  twilioSid: string;
  authToken: string;
  /** The other token while Twilio has two. Left out, the one that this replaces proves webhooks for another day. */
  secondaryAuthToken?: string | null;
  apiKey: { sid: string; secret: string } | null;
  sandboxJoinWords: string | null;
};

/** Adds the account or replaces its credentials; its kind never changes. Returns its id, or null when the slug or the kind belongs to another. */
export async function saveAccount(db: Queryable, account: AccountToSave): Promise<string | null> {
  const { slug, name, kind, simulated, twilioSid, apiKey } = account;
  const secondary = await secondaryTokenFor(db, account);
  const { rows } = await db.query<{ id: string }>(
    `
    insert into account (slug, name, kind, simulated, twilio_sid, auth_token_cipher, api_key_sid, api_key_cipher, sandbox_join_words,
                         secondary_token_cipher, secondary_until)
    select $1, $2, $3::account_kind, $4, $5, $6, $7, $8, $9, $10, $11::timestamptz
    where not exists (select 1 from account where slug = $1 and twilio_sid <> $5)
    on conflict (twilio_sid) do update
    set name = excluded.name, auth_token_cipher = excluded.auth_token_cipher, api_key_sid = excluded.api_key_sid,
        api_key_cipher = excluded.api_key_cipher, sandbox_join_words = excluded.sandbox_join_words,
        secondary_token_cipher = excluded.secondary_token_cipher,
        secondary_until = excluded.secondary_until
    where account.kind = excluded.kind
    returning id
    `,
    [
      slug,
      name,
      kind,
      simulated,
      twilioSid,
      seal(account.authToken, `${twilioSid}/auth_token`),
      apiKey?.sid ?? null,
      apiKey ? seal(apiKey.secret, `${twilioSid}/api_key`) : null,
      account.sandboxJoinWords,
      secondary.cipher,
      secondary.until,
    ],
  );
  return rows[0]?.id ?? null;
}

/** Adds senders or writes them anew, all in one statement. A new one gets a gate at `mps`; the rate of a known one is the admin's and stays. Returns the ids by phone. */
export async function saveSenders(db: Queryable, save: { accountId: string; senders: ReadSender[]; mps: number }): Promise<Map<string, string>> {
  const { rows } = await db.query<{ id: string; phone: string }>(
    `
    with saved as (
      insert into sender (account_id, twilio_sid, phone, name, status, quality, messaging_limit, business_account, offline_reason, offline_reasons, synced_at)
      select $1, s."twilioSid", s.phone, s.name, s.status, s.quality, s."messagingLimit", s."businessAccount", s."offlineReason", s."offlineReasons", app_now()
      from jsonb_to_recordset($2::jsonb) as s("twilioSid" text, phone text, name text, status sender_status, quality text, "messagingLimit" text, "businessAccount" text, "offlineReason" text, "offlineReasons" jsonb)
      on conflict (account_id, phone) do update
      set twilio_sid = excluded.twilio_sid, name = excluded.name, status = excluded.status, quality = excluded.quality, messaging_limit = excluded.messaging_limit,
          business_account = excluded.business_account, offline_reason = excluded.offline_reason, offline_reasons = excluded.offline_reasons, synced_at = excluded.synced_at, gone_at = null
      returning id, phone
    )
    select id, phone from saved
    `,
    [save.accountId, JSON.stringify(save.senders)],
  );
  await db.query(`insert into sender_gate (sender_id, account_id, mps) select unnest($2::uuid[]), $1, $3 on conflict (sender_id) do nothing`, [save.accountId, rows.map((row) => row.id), save.mps]);
  return new Map(rows.map((row) => [row.phone, row.id]));
}

/** Adds templates or writes them anew, all in one statement. Returns the ids by Content SID. */
export async function saveTemplates(db: Queryable, accountId: string, templates: ReadTemplate[]): Promise<Map<string, string>> {
  const { rows } = await db.query<{ id: string; contentSid: string }>(
    `
    insert into template (account_id, content_sid, name, language, category, status, rejection_reason, content, variables, synced_at)
    select $1, t."contentSid", t.name, t.language, t.category, t.status, t."rejectionReason", t.content, t.variables, app_now()
    from jsonb_to_recordset($2::jsonb) as t("contentSid" text, name text, language text, category template_category, status template_status, "rejectionReason" text, content jsonb, variables jsonb)
    on conflict (account_id, content_sid) do update
    set name = excluded.name, language = excluded.language, category = excluded.category, status = excluded.status,
        rejection_reason = excluded.rejection_reason, content = excluded.content, variables = excluded.variables, synced_at = excluded.synced_at, gone_at = null
    returning id, content_sid as "contentSid"
    `,
    [accountId, JSON.stringify(templates)],
  );
  return new Map(rows.map((row) => [row.contentSid, row.id]));
}

/** How long somebody stays joined to the sandbox: three days (Twilio, WhatsApp sandbox). */
const SANDBOX_MEMBERSHIP = "72 hours";

/** Records that these numbers have joined the sandbox now. */
export async function saveSandboxMembers(db: Queryable, accountId: string, phones: string[]): Promise<void> {
  await db.query(
    `
    insert into sandbox_member (account_id, phone, joined_at, expires_at)
    select $1, phone, app_now(), app_now() + interval '${SANDBOX_MEMBERSHIP}' from unnest($2::text[]) as phone
    on conflict (account_id, phone) do update set joined_at = excluded.joined_at, expires_at = excluded.expires_at
    `,
    [accountId, phones],
  );
}
