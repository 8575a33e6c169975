/** A message from a person: recorded, the 24-hour window opened, and an opt-out obeyed, before it is answered. */
import { recordAudit } from "#lib/db/audit.ts";
import { inTransaction } from "#lib/db/connection.ts";
import { liftOptOut, optOut } from "#lib/db/opt-out.ts";
import { openWindow, recordInbound } from "#lib/db/record-inbound.ts";
import { keywordMeaning } from "#lib/domain/opt-out-words.ts";
import { genuineParameters, type IngressWorld, type Receipt, type Webhook } from "./receive-status.ts";

const MESSAGE_SID = /^(SM|MM)[0-9a-fA-F]{32}$/;
const CHANNEL = /^whatsapp:(.{1,160})$/;
const E164 = /^\+[1-9][0-9]{6,14}$/;
/** WhatsApp texts end at 4,096 characters. */
const BODY_LENGTH_MAX = 4_096;

/** Receives one inbound message. One that comes again changes nothing. */
export async function receiveInbound(world: Pick<IngressWorld, "publicBaseUrl">, webhook: Webhook): Promise<Receipt> {
  const parameters = await genuineParameters(world, webhook);
  if (!parameters) return "refused";
  const { MessageSid = "", Body = "" } = parameters;
  const to = CHANNEL.exec(parameters.To ?? "")?.[1];
  // WhatsApp may name a person by an id instead of a number; such an id is kept as it is and never made into a number.
  const address = CHANNEL.exec(parameters.From ?? "")?.[1];
  if (!MESSAGE_SID.test(MessageSid) || !to || !address) return "refused";
  const { accountId } = webhook;
  await inTransaction(async (tx) => {
    const message = { accountId, messageSid: MessageSid, senderPhone: to, address, body: Body.slice(0, BODY_LENGTH_MAX), parameters };
    const isNew = await recordInbound(tx, message);
    if (!isNew || !E164.test(address)) return;
    await openWindow(tx, message);
    const meaning = keywordMeaning(Body);
    const entry = { accountId, phone: address, reason: "stop-word", source: "inbound" };
    const changed = meaning === "stop" ? await optOut(tx, entry) : meaning === "start" && (await liftOptOut(tx, entry));
    if (!changed) return;
    const action = meaning === "stop" ? "contact.opted-out" : "contact.opt-out-lifted";
    await recordAudit(tx, { accountId, actorId: null, action, subjectKind: "inbound", subjectId: MessageSid, detail: { source: "inbound" } });
  });
  return "recorded";
}
