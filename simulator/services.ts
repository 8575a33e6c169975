/** Messaging Services: list, fetch, create, update and delete. */
import { z } from "zod";
import type { Call } from "./call.ts";
import { writeDown } from "./account-writes.ts";
import { secondsOf } from "./content.ts";
import { type KnownCode, refusedWith } from "./error-body.ts";
import { newSid } from "./new-sid.ts";
import { metaPage } from "./paging.ts";
import { json, NO_CONTENT, refusal, type Reply } from "./reply.ts";
import type { Service } from "./pool.ts";
import type { AccountState } from "./world.ts";

const CREATED = 201;
const NAME_MAX = 64;
const VALIDITY_MAX_SECONDS = 36_000;
const SERVICES_PATH = "/v1/Services";
/** Lists that belong to a service, by their name in its links. */
const LINKED = {
  phone_numbers: "PhoneNumbers",
  short_codes: "ShortCodes",
  alpha_senders: "AlphaSenders",
  messages: "Messages",
  us_app_to_person: "Compliance/Usa2p",
  us_app_to_person_usecases: "Compliance/Usa2p/Usecases",
  channel_senders: "ChannelSenders",
  destination_alpha_senders: "DestinationAlphaSenders",
} as const;

const flag = z.enum(["true", "false"]).transform((text) => text === "true");
const method = z.enum(["GET", "POST"]);
const address = z.union([z.literal("").transform(() => null), z.url({ protocol: /^https?$/ })]);
/** A form's parameters, each optional, in the names of a service. */
const Settings = z
  .object({
    friendlyName: z.string().min(1).max(NAME_MAX),
    inboundRequestUrl: address,
    inboundMethod: method,
    fallbackUrl: address,
    fallbackMethod: method,
    statusCallback: address,
    stickySender: flag,
    mmsConverter: flag,
    smartEncoding: flag,
    scanMessageContent: z.enum(["inherit", "enable", "disable"]),
    fallbackToLongCode: flag,
    areaCodeGeomatch: flag,
    synchronousValidation: flag,
    validityPeriod: z.coerce.number().int().min(1).max(VALIDITY_MAX_SECONDS),
    usecase: z.string(),
    useInboundWebhookOnNumber: flag,
  })
  .partial();

const USUAL: Omit<Service, "sid" | "friendlyName" | "createdAt" | "updatedAt"> = {
  inboundRequestUrl: null,
  inboundMethod: "POST",
  fallbackUrl: null,
  fallbackMethod: "POST",
  statusCallback: null,
  stickySender: true,
  mmsConverter: true,
  smartEncoding: true,
  scanMessageContent: "inherit",
  fallbackToLongCode: true,
  areaCodeGeomatch: true,
  synchronousValidation: false,
  validityPeriod: VALIDITY_MAX_SECONDS,
  usecase: "undeclared",
  useInboundWebhookOnNumber: false,
  pool: [],
};

/** GET /v1/Services */
export function listServices({ state, asked, base }: Call): Reply {
  const { shown, meta } = metaPage([...state.services.values()], { asked, base, key: "services" });
  return json(200, { services: shown.map((service) => serviceResource(state, service, base)), meta });
}

/** GET /v1/Services/MG… */
export function serviceOf({ state, named: [sid = ""], base }: Call): Reply {
  const service = state.services.get(sid);
  return service ? json(200, serviceResource(state, service, base)) : refused(20404);
}

/** POST /v1/Services. The name is required (Twilio, error dictionary 20002). */
export function createService({ world, state, form, base }: Call): Reply {
  const read = settingsFrom(form);
  if (!read.success) return notTaken(read.error);
  const { friendlyName, ...settings } = read.data;
  if (friendlyName === undefined) return refused(20002);
  const now = new Date(world.clock()).toISOString();
  const service: Service = { ...USUAL, ...settings, sid: newSid("MG"), friendlyName, createdAt: now, updatedAt: now };
  writeDown(world, state, { what: "service", service });
  return json(CREATED, serviceResource(state, service, base));
}

/** POST /v1/Services/MG… */
export function updateService({ world, state, named: [sid = ""], form, base }: Call): Reply {
  const known = state.services.get(sid);
  if (!known) return refused(20404);
  const read = settingsFrom(form);
  if (!read.success) return notTaken(read.error);
  const service: Service = { ...known, ...read.data, updatedAt: new Date(world.clock()).toISOString() };
  writeDown(world, state, { what: "service", service });
  return json(200, serviceResource(state, service, base));
}

/** DELETE /v1/Services/MG… */
export function deleteService({ world, state, named: [sid = ""] }: Call): Reply {
  if (!state.services.has(sid)) return refused(20404);
  writeDown(world, state, { what: "serviceGone", sid });
  return NO_CONTENT;
}

function settingsFrom(form: URLSearchParams) {
  return Settings.safeParse(Object.fromEntries(Array.from(form, ([name, value]) => [name.charAt(0).toLowerCase() + name.slice(1), value])));
}

function serviceResource(state: AccountState, service: Service, base: string) {
  const url = `${base}${SERVICES_PATH}/${service.sid}`;
  return {
    sid: service.sid,
    account_sid: state.account.sid,
    friendly_name: service.friendlyName,
    date_created: secondsOf(service.createdAt),
    date_updated: secondsOf(service.updatedAt),
    inbound_request_url: service.inboundRequestUrl,
    inbound_method: service.inboundMethod,
    fallback_url: service.fallbackUrl,
    fallback_method: service.fallbackMethod,
    status_callback: service.statusCallback,
    sticky_sender: service.stickySender,
    mms_converter: service.mmsConverter,
    smart_encoding: service.smartEncoding,
    scan_message_content: service.scanMessageContent,
    fallback_to_long_code: service.fallbackToLongCode,
    area_code_geomatch: service.areaCodeGeomatch,
    synchronous_validation: service.synchronousValidation,
    validity_period: service.validityPeriod,
    usecase: service.usecase,
    us_app_to_person_registered: false,
    use_inbound_webhook_on_number: service.useInboundWebhookOnNumber,
    url,
    links: Object.fromEntries(Object.entries(LINKED).map(([name, path]) => [name, `${url}/${path}`])),
  };
}

function notTaken(error: z.ZodError): Reply {
  const [issue] = error.issues;
  return refusal({ ...refusedWith(20001), message: issue ? `${issue.path.join(".")}: ${issue.message}` : error.message });
}

function refused(code: KnownCode): Reply {
  return refusal(refusedWith(code));
}
