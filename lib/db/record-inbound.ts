/** What people write to our senders. */
import type { InboundContent } from "#lib/domain/inbound-content.ts";
import { spellingsOf } from "#lib/domain/same-address.ts";
import type { Tx } from "./connection.ts";

export type InboundMessage = InboundContent & {
  accountId: string;
  messageSid: string;
  /** Our sender, E.164 with plus. */
  senderPhone: string;
  /** Who wrote: E.164 with plus, or WhatsApp's id. */
  address: string;
  /** The numbers under which the writer may be a contact; none for somebody without a number. */
  phones: string[];
  body: string;
  /** The parameters as they came, cut to a measure. */
  parameters: Record<string, string>;
};

/** Records an inbound message; false when it was recorded before. One to a sender that this account does not know is an event without a conversation. */
export async function recordInbound(tx: Tx, message: InboundMessage): Promise<boolean> {
  const { accountId, messageSid, senderPhone, address, body, kind, details } = message;
  const event = await tx.query(
    `insert into provider_event (account_id, kind, dedupe_key, message_sid, body, received_at) values ($1, 'inbound', $2, $2, $3, app_now())
     on conflict (account_id, dedupe_key) do nothing`,
    [accountId, messageSid, JSON.stringify(message.parameters)],
  );
  if (event.rowCount === 0) return false;
  await tx.query(
    `insert into inbound_message (account_id, message_sid, sender_id, address, body, kind, details, received_at)
     select $1, $2, s.id, $4, $5, $6, $7, app_now() from sender s where s.account_id = $1 and s.phone = $3
     on conflict (account_id, message_sid) do nothing`,
    [accountId, messageSid, senderPhone, address, body, kind, JSON.stringify(details)],
  );
  return true;
}

/** Opens or renews the 24-hour window between a sender and a known contact. */
export async function openWindow(tx: Tx, message: InboundMessage): Promise<void> {
  await tx.query(
    `insert into service_window (account_id, sender_id, contact_id, last_inbound_at)
     select $1, s.id, r.id, app_now() from sender s join contact r on r.account_id = s.account_id and r.phone = any($3::text[])
     where s.account_id = $1 and s.phone = $2 order by r.id
     on conflict (account_id, sender_id, contact_id) do update set last_inbound_at = excluded.last_inbound_at`,
    [message.accountId, message.senderPhone, message.phones.flatMap(spellingsOf)],
  );
}
