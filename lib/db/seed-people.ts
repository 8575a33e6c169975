/** What happened to a scenario's people before now: when they came, and what they wrote. */
import { createHash } from "node:crypto";
import { recordAudit } from "./audit.ts";
import { pool, type Tx } from "./connection.ts";
import type { ImportKey } from "./import-run.ts";
import { optOut } from "./opt-out.ts";
import { openWindow, recordInbound } from "./record-inbound.ts";
import { inThePast, moveClock } from "./seed-clock.ts";

/** Moves an import, the list that was made for it, the people who came with it and its audit into the past. */
export async function moveImportBack(tx: Tx, key: ImportKey, minutes: number): Promise<void> {
  await tx.query(
    `
    with moved as (
      update contact_import i
      set created_at = i.created_at - make_interval(mins => $3), started_at = i.started_at - make_interval(mins => $3), finished_at = i.finished_at - make_interval(mins => $3)
      from contact_import before where i.account_id = $1 and i.id = $2 and before.account_id = $1 and before.id = $2
      returning i.list_id, before.created_at as began_at
    ),
    list as (
      update contact_list l set created_at = l.created_at - make_interval(mins => $3) from moved
      where l.account_id = $1 and l.id = moved.list_id and l.created_at > moved.began_at - interval '1 minute'
    ),
    people as (
      update contact r set created_at = r.created_at - make_interval(mins => $3), updated_at = r.updated_at - make_interval(mins => $3)
      from moved, list_member m
      where m.account_id = $1 and m.list_id = moved.list_id and r.account_id = $1 and r.id = m.contact_id and r.created_at >= moved.began_at
    )
    update audit_event set at = at - make_interval(mins => $3) where account_id = $1 and subject_kind = 'import' and subject_id = $2::uuid::text
    `,
    [key.accountId, key.importId, minutes],
  );
}

/** Whether a file of this name was imported into the account before, or waits there. */
export async function hasImportOf(accountId: string, fileName: string): Promise<boolean> {
  const { rowCount } = await pool().query(`select 1 from contact_import where account_id = $1 and file_name = $2`, [accountId, fileName]);
  return rowCount !== 0;
}

export type Replies = {
  accountId: string;
  campaignId: string;
  /** What each of these people wrote back, one after the other. A text that is a word for stopping opts out. */
  texts: { text: string; stops: boolean }[];
  minutesAgo: number;
};

type Recipient = { phone: string; senderPhone: string };

/** Some of the people who read a campaign write back, a minute apart, the last one so many minutes ago; whoever says so is opted out. */
export async function writeReplies({ accountId, campaignId, texts, minutesAgo }: Replies): Promise<void> {
  const { rows } = await pool().query<Recipient>(READERS, [accountId, campaignId, texts.length]);
  await inThePast(minutesAgo, async (tx) => {
    for (const [index, { phone, senderPhone }] of rows.entries()) {
      await moveClock(tx, minutesAgo + rows.length - 1 - index);
      const { text = "", stops = false } = texts[index] ?? {};
      await reply(tx, { accountId, phone, senderPhone, text, stops, messageSid: `SM${createHash("md5").update(`${campaignId}/${phone}`).digest("hex")}` });
    }
  });
}

/** Those who read it and can still be written to, in an order that has nothing to do with when they came. */
const READERS = `
  select r.phone, s.phone as "senderPhone"
  from message m
  join contact r on r.account_id = m.account_id and r.id = m.contact_id
  join sender s on s.account_id = m.account_id and s.id = m.sender_id
  where m.account_id = $1 and m.campaign_id = $2 and m.delivery = 'read' and r.opted_out_at is null
  order by hashtextextended(r.phone, 1) limit $3`;

type Reply = { accountId: string; phone: string; senderPhone: string; text: string; stops: boolean; messageSid: string };

/** As lib/ingress receives it, less the signature. */
async function reply(tx: Tx, { accountId, phone, senderPhone, text, stops, messageSid }: Reply): Promise<void> {
  const parameters = { MessageSid: messageSid, From: `whatsapp:${phone}`, To: `whatsapp:${senderPhone}`, Body: text };
  const message = { accountId, messageSid, senderPhone, address: phone, phones: [phone], body: text, kind: "text" as const, details: {}, parameters };
  await recordInbound(tx, message);
  await openWindow(tx, message);
  if (!stops || !(await optOut(tx, { accountId, phone, reason: "stop-word", source: "inbound" }))) return;
  await recordAudit(tx, { accountId, actorId: null, action: "contact.opted-out", subjectKind: "inbound", subjectId: messageSid, detail: { source: "inbound" } });
}
