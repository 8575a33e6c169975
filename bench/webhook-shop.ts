/** An account whose messages have all left and wait for what Twilio says of them, written straight into the tables. */
import { pool } from "#lib/db/connection.ts";
import { saveAccount } from "#lib/db/save-account.ts";
import { seedCampaign } from "#lib/db/testing-campaign.ts";
import { statusCallbackPath } from "#lib/twilio/callback-address.ts";
import { settings } from "#lib/env.ts";
import { type Form, formEncoded, signatureOf } from "#simulator/signature.ts";

export type WebhookShop = {
  accountId: string;
  accountSid: string;
  authToken: string;
  /** Where Twilio believes to post. */
  publicBaseUrl: string;
  /** Ids of the messages, in order; every one has departed, and nobody has settled it. */
  messageIds: string[];
};

export type StatusTold = { status: string; code: number | null; eventType: string | null };
export type SignedWebhook = { target: string; form: Form; signature: string };

const SENDER = "whatsapp:+4930230012345";
const SID_DIGITS = 32;

/** Seeds an account with `messages` messages. Needs an empty or used, migrated database. */
export async function openWebhookShop(shop: { messages: number; publicBaseUrl: string; authToken: string }): Promise<WebhookShop> {
  const { accountId } = await seedCampaign(pool(), { people: shop.messages, mps: 80 });
  const { rows } = await pool().query<{ slug: string; sid: string }>(`select slug, twilio_sid as sid from account where id = $1`, [accountId]);
  const [account] = rows;
  if (!account) throw new Error("The seed wrote no account.");
  await saveAccount(pool(), { slug: account.slug, name: "Webhooks", kind: "live", simulated: true, twilioSid: account.sid, authToken: shop.authToken, apiKey: null, sandboxJoinWords: null });
  await pool().query(`update message set state = 'sending' where account_id = $1`, [accountId]);
  const attempts = await pool().query<{ id: string }>(
    `insert into attempt (account_id, message_id, n, claim_token, worker, slot_at, departed_at)
     select account_id, id, 1, gen_random_uuid(), 'bench', now(), now() from message where account_id = $1 order by id returning message_id as id`,
    [accountId],
  );
  await pool().query("analyze");
  return { accountId, accountSid: account.sid, authToken: shop.authToken, publicBaseUrl: shop.publicBaseUrl, messageIds: attempts.rows.map(({ id }) => id) };
}

/** The SID that Twilio gave the message at this place: the same whenever it is asked. */
export function sidOf(shop: WebhookShop, place: number): string {
  return `SM${shop.accountSid.slice(-8)}${String(place).padStart(SID_DIGITS - 8, "0")}`;
}

/** A genuine status callback of the message at this place. */
export function statusWebhook(shop: WebhookShop, place: number, told: StatusTold): SignedWebhook {
  const messageId = shop.messageIds[place];
  if (messageId === undefined) throw new RangeError(`There is no message ${place}.`);
  const sid = sidOf(shop, place);
  const target = statusCallbackPath({ accountId: shop.accountId, messageId, n: 1 }, settings().encryptionKey);
  const form: [string, string][] = [
    ["ChannelPrefix", "whatsapp"],
    ["ApiVersion", "2010-04-01"],
    ["MessageStatus", told.status],
    ["SmsSid", sid],
    ["SmsStatus", told.status],
    ["ChannelInstallSid", `XE${"1".repeat(SID_DIGITS)}`],
    ["To", "whatsapp:+4930230200000"],
    ["From", SENDER],
    ["MessageSid", sid],
    ["AccountSid", shop.accountSid],
    ["StructuredMessage", "true"],
    ["ChannelToAddress", "+493023020XXXX"],
  ];
  if (told.eventType !== null) form.push(["EventType", told.eventType]);
  if (told.code !== null) form.push(["ErrorCode", String(told.code)], ["ChannelStatusMessage", "The channel could not deliver it."]);
  return signed(shop, target, form);
}

/** What a person wrote to us. */
export function inboundWebhook(shop: WebhookShop, inbound: { sid: string; from: string; body: string }): SignedWebhook {
  const form: [string, string][] = [
    ["AccountSid", shop.accountSid],
    ["Body", inbound.body],
    ["From", `whatsapp:${inbound.from}`],
    ["MessageSid", inbound.sid],
    ["NumMedia", "0"],
    ["SmsStatus", "received"],
    ["To", SENDER],
  ];
  return signed(shop, `/api/twilio/inbound/${shop.accountId}`, form);
}

function signed({ publicBaseUrl, authToken }: WebhookShop, target: string, form: Form): SignedWebhook {
  return { target, form, signature: signatureOf(authToken, publicBaseUrl + target, form) };
}

/** The bytes of a request, as they go over the wire. */
export function requestBytes({ target, form, signature }: SignedWebhook): Buffer {
  const body = formEncoded(form);
  return Buffer.from(
    `POST ${target} HTTP/1.1\r\nhost: 127.0.0.1\r\nuser-agent: TwilioProxy/1.1\r\naccept: */*\r\nconnection: keep-alive\r\n` +
      `content-type: application/x-www-form-urlencoded; charset=UTF-8\r\nx-twilio-signature: ${signature}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}
