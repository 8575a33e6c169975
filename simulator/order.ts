/** Reads a Messages create and says whether Twilio would take it, before anything happens. */
import { type Order, OVERFLOW } from "./delivery.ts";
import { type KnownCode, refusedWith, type Refused } from "./error-body.ts";
import type { AccountState, SenderState } from "./world.ts";

export type MessageForm = {
  to: string;
  from: string;
  messagingServiceSid: string;
  body: string;
  mediaUrls: string[];
  contentSid: string;
  contentVariables: string;
  statusCallback: string;
  validityPeriod: string;
};

export type PlacedOrder = { ok: true; order: Order; values: Record<string, string> } | { ok: false; refused: Refused };
type Values = Record<string, string>;

const SECOND_MS = 1000;
const BODY_MAX = 1600;
const VALIDITY_MAX_SECONDS = 36_000;
const WHATSAPP = "whatsapp:";
const CHANNEL_ADDRESS = /^whatsapp:\+[1-9]\d{6,14}$/;
/** Line breaks, tabs and more than four spaces in a row do not fit into a template. */
const UNFIT_VALUE = /[\n\r\t]| {5,}/;

export function messageFormFrom(params: URLSearchParams): MessageForm {
  const text = (name: string) => params.get(name) ?? "";
  return {
    to: text("To"),
    from: text("From"),
    messagingServiceSid: text("MessagingServiceSid"),
    body: text("Body"),
    mediaUrls: params.getAll("MediaUrl"),
    contentSid: text("ContentSid"),
    contentVariables: text("ContentVariables"),
    statusCallback: text("StatusCallback"),
    validityPeriod: text("ValidityPeriod"),
  };
}

/** The order that a form places, or the first reason to refuse it. */
export function placeOrder(state: AccountState, form: MessageForm, queue: { now: number; lifeSeconds: number }): PlacedOrder {
  const addressed = addressProblem(form) ?? contentProblem(form) ?? optionProblem(form);
  if (addressed !== null) return refused(addressed);
  const sender = state.senders.get(form.from);
  if (sender?.sender.status !== "ONLINE") return refused(63007);
  const template = form.contentSid === "" ? null : (state.templates.get(form.contentSid) ?? undefined);
  if (template === undefined) return refused(21655);
  const values = valuesFrom(form.contentVariables);
  if (values === null) return refused(21656);
  const full = queueProblem(state, sender, queue);
  // A service takes what its sender's queue does not, and it fails there (error dictionary 30001).
  const overflows = full === 21611 && form.messagingServiceSid !== "";
  if (full !== null && !overflows) return refused(full);
  const validitySeconds = form.validityPeriod === "" ? VALIDITY_MAX_SECONDS : Number(form.validityPeriod);
  return { ok: true, order: { sender, to: form.to, template, validitySeconds, failsWith: overflows ? OVERFLOW : null }, values };
}

function refused(code: KnownCode): PlacedOrder {
  return { ok: false, refused: refusedWith(code) };
}

function addressProblem({ to, from, messagingServiceSid }: MessageForm): KnownCode | null {
  if (to === "") return 21604;
  if (from === "") return messagingServiceSid === "" ? 21603 : 21701;
  if (to.startsWith(WHATSAPP) !== from.startsWith(WHATSAPP)) return 21910;
  if (!CHANNEL_ADDRESS.test(to)) return 21211;
  if (!CHANNEL_ADDRESS.test(from)) return 21212;
  return to === from ? 63031 : null;
}

function contentProblem(form: MessageForm): KnownCode | null {
  if (form.contentVariables !== "" && form.contentSid === "") return 21654;
  if (form.contentSid === "" && form.body === "" && form.mediaUrls.length === 0) return 21619;
  return form.body.length > BODY_MAX ? 21617 : null;
}

function optionProblem({ statusCallback, validityPeriod }: MessageForm): KnownCode | null {
  if (statusCallback !== "" && !isWebhookUrl(statusCallback)) return 21609;
  if (validityPeriod === "") return null;
  const seconds = /^\d+$/.test(validityPeriod) ? Number(validityPeriod) : 0;
  return seconds >= 1 && seconds <= VALIDITY_MAX_SECONDS ? null : 21624;
}

/** Twilio refuses host names with an underscore. It refuses localhost too; here that is where everybody lives. */
function isWebhookUrl(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && /^https?:$/.test(url.protocol) && !url.hostname.includes("_");
}

/** The values of ContentVariables by key; null when they are not a JSON object of texts that fit into a template. */
function valuesFrom(json: string): Values | null {
  if (json === "") return {};
  const parsed = parsedJson(json);
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) return null;
  const values: Values = {};
  for (const [key, value] of Object.entries(parsed)) {
    if (typeof value !== "string" || value === "" || UNFIT_VALUE.test(value)) return null;
    values[key] = value;
  }
  return values;
}

function parsedJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}

/** A sandbox that is asked too fast refuses at once, a live sender when its queue is older than it may grow. One message ahead of the sandbox's pace is let through. */
function queueProblem(state: AccountState, sender: SenderState, { now, lifeSeconds }: { now: number; lifeSeconds: number }): KnownCode | null {
  if (state.account.kind === "sandbox" && sender.paceAt - now > SECOND_MS / sender.sender.mps) return 63018;
  return sender.freeAt - now > lifeSeconds * SECOND_MS ? 21611 : null;
}
