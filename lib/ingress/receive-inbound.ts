/** A message from a person: recorded, the 24-hour window opened, and an opt-out obeyed, before it is answered. */
import { crashpoint } from "#lib/crashpoint.ts";
import { recordAudit } from "#lib/db/audit.ts";
import { inTransaction, type Tx } from "#lib/db/connection.ts";
import { liftOptOuts, optOutAll } from "#lib/db/opt-out.ts";
import { openWindow, recordInbound, type InboundMessage } from "#lib/db/record-inbound.ts";
import { untilTaken } from "#lib/db/until-taken.ts";
import { type KeywordMeaning, meaningOf } from "#lib/domain/opt-out-words.ts";
import { readInbound, type InboundRequest } from "#lib/twilio/inbound-message.ts";
import type { IngressWorld } from "./open-ingress.ts";
import { refused, type Receipt } from "./receive-status.ts";
import { bounded, proveGenuine, type Webhook } from "./webhook.ts";

/** Twilio waits 15 s for an answer, and a message of a person comes once: nobody asks for it again. */
const TRY_FOR_MS = 10_000;

/** Receives one inbound message. One that comes again changes nothing. */
export async function receiveInbound(world: IngressWorld, webhook: Webhook): Promise<Receipt> {
  const proof = await proveGenuine(world.publicBaseUrl, webhook);
  if (proof.kind === "refused") return refused(world, proof.reason);
  const request = readInbound(proof.parameters);
  if (typeof request === "string") return refused(world, request);
  const { messageSid, to, from, phones, body, kind, details } = request;
  const message: InboundMessage = { accountId: webhook.accountId, messageSid, senderPhone: to, address: from, phones, body, kind, details, parameters: bounded(proof.parameters) };
  await world.inboundRoom.enter(() => untilTaken(TRY_FOR_MS, () => inTransaction((tx) => recordAndObey(tx, message, request), world.db)));
  crashpoint("O2");
  return "recorded";
}

async function recordAndObey(tx: Tx, message: InboundMessage, request: InboundRequest): Promise<void> {
  const isNew = await recordInbound(tx, message);
  const { phones } = request;
  // Somebody without a number cannot be among the contacts.
  if (!isNew || phones.length === 0) return;
  const { accountId, messageSid } = message;
  const meaning = meant(request);
  // The opt-out first: a claim waits for the person's row, and so does the window.
  const changed = meaning === "stop" ? await optOutAll(tx, { accountId, phones, reason: STOP_WORD, source: "inbound" }) : meaning === "start" ? await liftOptOuts(tx, { accountId, phones, onlyFor: STOP_WORD }) : [];
  await openWindow(tx, message);
  if (changed.length === 0) return;
  const action = meaning === "stop" ? "contact.opted-out" : "contact.opt-out-lifted";
  crashpoint("O1");
  await recordAudit(tx, { accountId, actorId: null, action, subjectKind: "inbound", subjectId: messageSid, detail: { source: "inbound" } });
}

/** A start lifts what a word of theirs has set, and nothing else: not what they asked of a person here, and not what Meta or Twilio told us of them. */
const STOP_WORD = "stop-word";

/** Twilio's own opt-out management stops whatever else was said; its start, which a tap brings about too, counts beside what was typed. */
function meant({ said, optOutType }: InboundRequest): KeywordMeaning {
  if (optOutType === "stop") return "stop";
  const own = meaningOf(said);
  return own === "none" && said.tapped.length === 0 ? optOutType : own;
}
