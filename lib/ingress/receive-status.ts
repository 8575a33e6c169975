/** A status callback: proved genuine, recorded, applied, and only then answered. */
import { findCredentials } from "#lib/db/credentials.ts";
import type { GroupCommit } from "#lib/db/group-commit.ts";
import type { StatusEvent } from "#lib/db/record-status-events.ts";
import { isUuid } from "#lib/domain/ids.ts";
import { deliveryFrom } from "#lib/domain/status-word.ts";
import { readAttemptToken } from "#lib/twilio/callback-address.ts";
import { readSignedForm, type FormParameters } from "#lib/twilio/signature.ts";

export type IngressWorld = {
  /** Where Twilio reaches us; signatures are over addresses below it. */
  publicBaseUrl: string;
  /** Key of the MAC in callback addresses. */
  callbackKey: string;
  /** Takes a genuine event; resolves when it is committed. */
  statusEvents: GroupCommit<StatusEvent>;
};

export type Webhook = {
  /** Account id as the path names it. */
  accountId: string;
  /** Path and query as they were received, undecoded. */
  target: string;
  signature: string;
  contentType: string;
  body: string;
};

/** `recorded`: committed, answer 2xx · `refused`: answer 403 and say no more, whatever the reason was. */
export type Receipt = "recorded" | "refused";

const MESSAGE_SID = /^(SM|MM)[0-9a-fA-F]{32}$/;
const ERROR_CODE = /^[0-9]{1,6}$/;

/** Receives a status callback for the attempt that `token` names. Rejects only when the database does not take it: Twilio then tries again. */
export async function receiveStatus(world: IngressWorld, webhook: Webhook, token: string): Promise<Receipt> {
  const parameters = await genuineParameters(world, webhook);
  const attempt = readAttemptToken(webhook.accountId, token, world.callbackKey);
  if (!parameters || !attempt) return "refused";
  const { MessageSid = "", MessageStatus = "", ErrorCode } = parameters;
  const delivery = deliveryFrom(MessageStatus, parameters.EventType);
  if (!MESSAGE_SID.test(MessageSid) || delivery === null) return "refused";
  const errorCode = ErrorCode && ERROR_CODE.test(ErrorCode) && ErrorCode !== "0" ? Number(ErrorCode) : null;
  await world.statusEvents.add({ ...attempt, messageSid: MessageSid, delivery, errorCode, body: parameters });
  return "recorded";
}

/** The parameters of a webhook that Twilio signed for the account in its path, or null. */
export async function genuineParameters(world: Pick<IngressWorld, "publicBaseUrl">, webhook: Webhook): Promise<FormParameters | null> {
  const credentials = isUuid(webhook.accountId) ? await findCredentials(webhook.accountId) : null;
  const { signature, contentType, body } = webhook;
  const parameters = readSignedForm({ url: world.publicBaseUrl + webhook.target, signature, contentType, body }, [credentials?.authToken ?? ""]);
  // The token could be shared by two accounts; what the body says must still be this one.
  return parameters?.AccountSid === credentials?.accountSid ? parameters : null;
}
