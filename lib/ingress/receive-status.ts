/** A status callback: proved genuine, recorded, applied, and only then answered. */
import { crashpoint } from "#lib/crashpoint.ts";
import type { StatusEvent } from "#lib/db/record-status-events.ts";
import type { RefusalReason } from "#lib/domain/refusal-counts.ts";
import { deliveryFrom } from "#lib/domain/status-word.ts";
import { readAttemptToken } from "#lib/twilio/callback-address.ts";
import type { FormParameters } from "#lib/twilio/webhook-parameters.ts";
import type { IngressWorld } from "./open-ingress.ts";
import { bounded, proveGenuine, type Webhook } from "./webhook.ts";

/** `recorded`: committed, answer 2xx · `refused`: answer 403 and say no more, whatever the reason was. */
export type Receipt = "recorded" | "refused";

const MESSAGE_SID = /^(SM|MM)[0-9a-fA-F]{32}$/;
const ERROR_CODE = /^[0-9]{1,6}$/;

/** Receives a status callback for the attempt that `token` names. Rejects only when the database does not take it: Twilio then tries again. */
export async function receiveStatus(world: IngressWorld, webhook: Webhook, token: string): Promise<Receipt> {
  // Both are looked at, so that neither tells by its time that the other was right.
  const attempt = readAttemptToken(webhook.accountId, token, world.callbackKey);
  const proof = await proveGenuine(world.publicBaseUrl, webhook);
  if (proof.kind === "refused") return refused(world, proof.reason);
  if (!attempt) return refused(world, "bad-token");
  const told = toldBy(proof.parameters);
  if (typeof told === "string") return refused(world, told);
  crashpoint("W1");
  await world.statusEvents.add({ ...attempt, ...told, body: bounded(proof.parameters) });
  return "recorded";
}

function toldBy({ MessageSid = "", MessageStatus = "", EventType, ErrorCode = "" }: FormParameters): Pick<StatusEvent, "messageSid" | "delivery" | "errorCode"> | RefusalReason {
  if (!MESSAGE_SID.test(MessageSid)) return "message-sid";
  const delivery = deliveryFrom(MessageStatus, EventType);
  // A read receipt may come without a status, but not beside a word that is none.
  if (delivery === null || (MessageStatus !== "" && deliveryFrom(MessageStatus, undefined) === null)) return "status-word";
  if (ErrorCode !== "" && !ERROR_CODE.test(ErrorCode)) return "error-code";
  return { messageSid: MessageSid, delivery, errorCode: Number(ErrorCode) || null };
}

/** Counted for us; the other side learns nothing. */
export function refused(world: Pick<IngressWorld, "refusals">, reason: RefusalReason): "refused" {
  world.refusals.add(reason);
  return "refused";
}
