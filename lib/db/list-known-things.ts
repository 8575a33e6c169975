/** What is kept of an account and not gone: a reading asks Twilio for what of it is missing from the lists. */
import type { KnownThings } from "#lib/domain/sync-change.ts";
import type { Queryable } from "./connection.ts";

/** By the account's SID at Twilio, because an account is read before it is kept. Nothing of an account that is not there. */
export async function listKnownThings(db: Queryable, accountSid: string): Promise<KnownThings> {
  const templates = await db.query<{ contentSid: string }>(
    `select t.content_sid as "contentSid" from template t join account a on a.id = t.account_id where a.twilio_sid = $1 and t.status <> 'gone'`,
    [accountSid],
  );
  const senders = await db.query<{ twilioSid: string; phone: string }>(
    `select coalesce(s.twilio_sid, '') as "twilioSid", s.phone from sender s join account a on a.id = s.account_id where a.twilio_sid = $1 and s.status <> 'gone'`,
    [accountSid],
  );
  return { templates: templates.rows.map(({ contentSid }) => contentSid), senders: senders.rows };
}
