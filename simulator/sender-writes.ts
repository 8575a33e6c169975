/** What changes senders: register, verify, update and delete one. Each order is taken at once and carried out later. */
import { z } from "zod";
import type { Call } from "./call.ts";
import { chanceFor } from "./chance.ts";
import { writeDown } from "./account-writes.ts";
import { type KnownCode, refusedWith } from "./error-body.ts";
import type { SimulatedSender, SimulatedSenderStatus } from "./fixtures.ts";
import { newSid } from "./new-sid.ts";
import { jsonBody } from "./json-body.ts";
import { json, NO_CONTENT, refusal, type Reply } from "./reply.ts";
import { senderBySid, senderResource } from "./senders.ts";
import type { AccountState, World } from "./world.ts";

const TAKEN = 202;
/** What a number that is new to WhatsApp begins with (Meta, messaging limits). */
const FRESH = { quality: "UNKNOWN", messagingLimit: "250 Customers/24hr", mps: 80 };
/** What comes after a state by itself. A number that was just created waits for its code. */
const FOLLOWS: Partial<Record<SimulatedSenderStatus, SimulatedSenderStatus>> = {
  CREATING: "PENDING_VERIFICATION",
  VERIFYING: "ONLINE",
  "ONLINE:UPDATING": "ONLINE",
};

const url = z.url({ protocol: /^https?$/ }).nullish();
const text = z.string().nullish();
const Order = z.object({
  sender_id: z.string().optional(),
  configuration: z
    .object({ waba_id: text, verification_method: z.enum(["sms", "voice"]).nullish(), verification_code: text, voice_application_sid: text, account_type: z.enum(["ISV", "ISVSubAccount"]).nullish() })
    .optional(),
  webhook: z
    .object({ callback_url: url, callback_method: z.enum(["POST", "PUT"]).nullish(), fallback_url: url, fallback_method: z.enum(["POST", "PUT"]).nullish(), status_callback_url: url, status_callback_method: text })
    .optional(),
  profile: z
    .object({
      name: text,
      about: text,
      address: text,
      description: text,
      logo_url: url,
      vertical: text,
      websites: z.array(z.object({ website: z.string(), label: z.string() })).nullish(),
      emails: z.array(z.object({ email: z.string(), label: z.string() })).nullish(),
    })
    .optional(),
});
type Order = z.infer<typeof Order>;

const ADDRESS = /^whatsapp:\+[1-9]\d{6,14}$/;

/** POST /v2/Channels/Senders. An account has one WABA (Twilio, error dictionary 63102), a number one account (63110). */
export function createSender({ world, state, body, base }: Call): Reply {
  const read = Order.safeParse(jsonBody(body));
  if (!read.success) return notTaken(read.error);
  const { sender_id: address, configuration, profile } = read.data;
  if (address === undefined || !profile?.name) return refused(63100);
  if (!ADDRESS.test(address)) return refused(63107);
  if (Array.from(world.accounts.values()).some(({ senders }) => senders.has(address))) return refused(63110);
  const [colleague] = state.senders.values();
  const wabaId = configuration?.waba_id ?? colleague?.sender.wabaId;
  if (!wabaId) return refused(63100);
  if (colleague && wabaId !== colleague.sender.wabaId) return refused(63102);
  const sender: SimulatedSender = {
    sid: newSid("XE"),
    phone: address.slice("whatsapp:".length),
    name: profile.name,
    about: profile.about ?? "",
    status: "CREATING",
    wabaId,
    ...FRESH,
    ...ordered(read.data),
  };
  return taken(world, state, { sender, base });
}

/** POST /v2/Channels/Senders/XE…: a code verifies a number that waits for one, anything else is an update. */
export function updateSender({ world, state, named: [sid = ""], body, base }: Call): Reply {
  const known = senderBySid(state, sid)?.sender;
  if (!known) return refused(20404);
  const read = Order.safeParse(jsonBody(body));
  if (!read.success) return notTaken(read.error);
  const verifies = known.status === "PENDING_VERIFICATION" && Boolean(read.data.configuration?.verification_code);
  const status = verifies ? "VERIFYING" : known.status === "ONLINE" ? "ONLINE:UPDATING" : known.status;
  const sender = { ...known, ...ordered(read.data, known), name: read.data.profile?.name ?? known.name, about: read.data.profile?.about ?? known.about, status };
  return taken(world, state, { sender, base });
}

/** DELETE /v2/Channels/Senders/XE… */
export function deleteSender({ world, state, named: [sid = ""] }: Call): Reply {
  if (!senderBySid(state, sid)) return refused(20404);
  writeDown(world, state, { what: "senderGone", sid });
  return NO_CONTENT;
}

/** Brings a sender from a state that does not last to the one that follows, at first or again after a restart. */
export function followUp(world: World, state: AccountState, { sid, status }: SimulatedSender): void {
  const next = FOLLOWS[status];
  if (next === undefined) return;
  const { seed, speed, delays } = world.settings;
  const [leastMs, mostMs] = delays.sender;
  const waitMs = (leastMs + (mostMs - leastMs) * chanceFor(seed, `sender ${sid} ${status}`)(0)) / speed;
  world.agenda.at(world.clock() + waitMs, () => {
    const sender = senderBySid(state, sid)?.sender;
    if (sender?.status === status) writeDown(world, state, { what: "sender", sender: { ...sender, status: next } });
  });
}

function taken(world: World, state: AccountState, { sender, base }: { sender: SimulatedSender; base: string }): Reply {
  writeDown(world, state, { what: "sender", sender });
  followUp(world, state, sender);
  const placed = senderBySid(state, sender.sid);
  return placed ? json(TAKEN, senderResource(state, placed, base)) : refused(20404);
}

/** The parts of an order that a sender keeps. Nobody is told a verification code again. */
function ordered({ configuration, webhook, profile }: Order, known?: SimulatedSender): Pick<SimulatedSender, "configuration" | "webhook" | "profile"> {
  return {
    configuration: { ...known?.configuration, ...configuration, verification_code: null },
    webhook: { ...known?.webhook, ...webhook },
    profile: { ...known?.profile, ...profile },
  };
}

function notTaken(error: z.ZodError): Reply {
  const [issue] = error.issues;
  return refusal({ ...refusedWith(63100), message: issue ? `${issue.path.join(".") || "body"}: ${issue.message}` : error.message });
}

function refused(code: KnownCode): Reply {
  return refusal(refusedWith(code));
}
