/** What Twilio checks in the parameters of a Messages create before anything else: each code is one of its error dictionary. */
import type { KnownCode } from "./error-body.ts";
import { jsonBody } from "./json-body.ts";
import { hasOptedOut } from "./opt-outs.ts";
import type { AccountState } from "./world.ts";

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
  scheduleType: string;
  sendAt: string;
};
type Values = Record<string, string>;

const SECOND_MS = 1000;
const DAY_MS = 86_400_000;
const BODY_MAX = 1600;
const MEDIA_MAX = 10;
export const VALIDITY_MAX_SECONDS = 36_000;
/** A message is scheduled for 900 seconds to 35 days from now, both included (Twilio, error dictionary 35114). */
const AHEAD_MIN_MS = 900 * SECOND_MS;
const AHEAD_MAX_MS = 35 * DAY_MS;
const WHATSAPP = "whatsapp:";
const CHANNEL_ADDRESS = /^whatsapp:\+[1-9]\d{6,14}$/;
const PHONE = /^\+[1-9]\d{6,14}$/;
const SERVICE_SID = /^MG[0-9a-fA-F]{32}$/;
const CONTENT_SID = /^HX[0-9a-fA-F]{32}$/;
const ISO_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/;
/** Line breaks, tabs and more than four spaces in a row do not fit into a template. */
const UNFIT_VALUE = /[\n\r\t]| {5,}/;

/** A From that is the SID of a Messaging Service names the service (Twilio, error dictionary 35118). */
export function messageFormFrom(params: URLSearchParams): MessageForm {
  const text = (name: string) => params.get(name) ?? "";
  const serviceAsFrom = SERVICE_SID.test(text("From"));
  return {
    to: text("To"),
    from: serviceAsFrom ? "" : text("From"),
    messagingServiceSid: serviceAsFrom ? text("From") : text("MessagingServiceSid"),
    body: text("Body"),
    mediaUrls: params.getAll("MediaUrl"),
    contentSid: text("ContentSid"),
    contentVariables: text("ContentVariables"),
    statusCallback: text("StatusCallback"),
    validityPeriod: text("ValidityPeriod"),
    scheduleType: text("ScheduleType"),
    sendAt: text("SendAt"),
  };
}

/** The first thing that is wrong with the parameters of a create; null when nothing is. */
export function createProblem(state: AccountState, form: MessageForm, now: number): KnownCode | null {
  return addressProblem(state, form) ?? (hasOptedOut(state, form) ? 21610 : null) ?? contentProblem(state, form) ?? optionProblem(form) ?? scheduleProblem(form, now);
}

/** The time that SendAt names: ms since 1970; null when it is not given. */
export function sendTime({ sendAt }: MessageForm): number | null {
  return sendAt === "" ? null : Date.parse(sendAt);
}

function addressProblem(state: AccountState, form: MessageForm): KnownCode | null {
  const { to, from, messagingServiceSid } = form;
  if (to === "") return 21604;
  if (from === "" && messagingServiceSid === "") return 21603;
  const service = messagingServiceSid === "" ? null : serviceProblem(state, messagingServiceSid);
  if (service !== null) return service;
  if (from !== "" && to.startsWith(WHATSAPP) !== from.startsWith(WHATSAPP)) return 21910;
  if (!to.startsWith(WHATSAPP)) return phoneProblem(state, form);
  if (!CHANNEL_ADDRESS.test(to)) return 21211;
  if (from === "") return null;
  if (!CHANNEL_ADDRESS.test(from)) return 21212;
  if (to === from) return 63031;
  return state.senders.has(from) ? null : 63007;
}

function serviceProblem(state: AccountState, sid: string): KnownCode | null {
  if (!SERVICE_SID.test(sid)) return 21705;
  return state.services.has(sid) ? null : 21701;
}

/** Without the channel's prefix on either side it is a text message, for which the accounts here have no number. */
function phoneProblem(state: AccountState, { to, from }: MessageForm): KnownCode {
  if (!PHONE.test(to)) return 21211;
  if (from === "") return 21703;
  if (!PHONE.test(from)) return 21212;
  return state.senders.has(WHATSAPP + from) ? 21606 : 21659;
}

function contentProblem(state: AccountState, form: MessageForm): KnownCode | null {
  const { body, mediaUrls, contentSid, contentVariables } = form;
  if (body !== "" && contentVariables !== "") return 35127;
  if (contentVariables !== "" && contentSid === "") return 21654;
  if (contentSid === "" && body === "" && mediaUrls.length === 0) return 21619;
  if (body.length > BODY_MAX) return 21617;
  if (mediaUrls.length > MEDIA_MAX) return 21623;
  if (!mediaUrls.every(isWebUrl)) return 21620;
  if (contentSid !== "" && !(CONTENT_SID.test(contentSid) && state.templates.has(contentSid))) return 21655;
  return valuesFrom(contentVariables) === null ? 21656 : null;
}

function optionProblem({ statusCallback, validityPeriod }: MessageForm): KnownCode | null {
  if (statusCallback !== "" && !isWebhookUrl(statusCallback)) return 21609;
  if (validityPeriod === "") return null;
  const seconds = /^\d+$/.test(validityPeriod) ? Number(validityPeriod) : 0;
  return seconds >= 1 && seconds <= VALIDITY_MAX_SECONDS ? null : 21624;
}

function scheduleProblem(form: MessageForm, now: number): KnownCode | null {
  if (form.scheduleType === "" && form.sendAt === "") return null;
  if (form.scheduleType !== "fixed") return 35126;
  if (form.sendAt === "") return 35111;
  if (form.messagingServiceSid === "") return 35118;
  if (!ISO_TIME.test(form.sendAt)) return 35115;
  const aheadMs = Date.parse(form.sendAt) - now;
  // The sender may write whole seconds only: what is left of the second that is running counts as ahead.
  return aheadMs > AHEAD_MIN_MS - SECOND_MS && aheadMs <= AHEAD_MAX_MS ? null : 35114;
}

function isWebUrl(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && /^https?:$/.test(url.protocol);
}

/** Twilio refuses host names with an underscore. It refuses localhost too; here that is where everybody lives. */
function isWebhookUrl(text: string): boolean {
  return isWebUrl(text) && !URL.parse(text)?.hostname.includes("_");
}

/** The values of ContentVariables by key; null when they are not a JSON object of texts that fit into a template. */
export function valuesFrom(json: string): Values | null {
  if (json === "") return {};
  const parsed = jsonBody(json);
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) return null;
  const values: Values = {};
  for (const [key, value] of Object.entries(parsed)) {
    if (typeof value !== "string" || value === "" || UNFIT_VALUE.test(value)) return null;
    values[key] = value;
  }
  return values;
}
