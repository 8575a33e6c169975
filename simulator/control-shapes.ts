/** What may be asked and ordered at the control door, parsed once. */
import { z } from "zod";
import type { Change } from "./changes.ts";
import { ADVANCE_MAX_SECONDS } from "./clock.ts";
import { CLOSED_MAX_MS } from "./door.ts";
import { everyFault, FATE_NAMES, type FaultPlan } from "./faults.ts";
import type { Inbound } from "./inbound.ts";

const TEXT_MAX = 4_096;
const MEDIA_MAX = 10;
const REASONS_MAX = 10;

const Share = z.number().min(0).max(1);
const Short = z.string().min(1).max(TEXT_MAX);
const FateShape = z.union([
  z.enum(FATE_NAMES),
  z.object({ refuse: z.object({ status: z.int().min(400).max(599), code: z.int().positive() }) }),
]);
const PlanShape = z.strictObject({
  recipients: z.record(z.string(), z.array(FateShape)).optional(),
  script: z.array(FateShape).optional(),
  rates: z.partialRecord(z.enum(FATE_NAMES), Share).optional(),
  /** A share that is divided evenly among all faulty fates; rates that are named go before it. */
  everyFault: Share.optional(),
});

/** A plan of faults. */
export const FaultsShape = PlanShape.transform(({ everyFault: share = 0, ...plan }): FaultPlan => ({ ...plan, rates: { ...(share > 0 && everyFault(share)), ...plan.rates } }));

export const DoorShape = z.strictObject({ closedMs: z.number().positive().max(CLOSED_MAX_MS) });
export const ClockShape = z.strictObject({ advanceSeconds: z.number().positive().max(ADVANCE_MAX_SECONDS) });
export const WebhooksShape = z.object({ accountSid: z.string(), inboundUrl: z.url({ protocol: /^https?$/ }) });

const Latitude = z.number().min(-90).max(90);
const Longitude = z.number().min(-180).max(180);

/** What a person writes: a text, a tapped button, a chosen row, files, a place. */
export const InboundShape = z
  .strictObject({
    accountSid: z.string(),
    from: Short,
    to: Short,
    body: z.string().max(TEXT_MAX).optional(),
    profileName: Short.optional(),
    button: z.strictObject({ text: Short, payload: Short }).optional(),
    list: z.strictObject({ id: Short, title: Short }).optional(),
    media: z.array(z.string().regex(/^[\w.+-]+\/[\w.+-]+$/, "must be a MIME type such as image/jpeg")).min(1).max(MEDIA_MAX).optional(),
    location: z.strictObject({ latitude: Latitude, longitude: Longitude, address: Short.optional(), label: Short.optional() }).optional(),
    replyTo: z.string().regex(/^(SM|MM)[0-9a-f]{32}$/i, "must be the SID of a message").optional(),
    referral: z.strictObject({ sourceUrl: Short, sourceId: Short, headline: Short, body: Short }).optional(),
    optOut: z.enum(["STOP", "START", "HELP"]).optional(),
  })
  .refine(({ body, button, list, media, location }) => [body, button, list, media, location].some((part) => part !== undefined), "A message needs a body, a button, a list, media or a location.") satisfies z.ZodType<Inbound>;

const Pacing = z.union([z.strictObject({ firstBatch: z.int().min(0) }), z.enum(["release", "drop"])]);

/** A change of the simulated world, named by what it changes. */
export const ChangeShape = z.discriminatedUnion("what", [
  z.strictObject({
    what: z.literal("template"),
    accountSid: z.string(),
    contentSid: z.string(),
    approval: z.enum(["unsubmitted", "received", "pending", "approved", "rejected", "paused", "disabled"]).optional(),
    rejectionReason: z.string().max(TEXT_MAX).optional(),
    category: z.enum(["MARKETING", "UTILITY", "AUTHENTICATION"]).optional(),
    deleted: z.literal(true).optional(),
    pacing: Pacing.optional(),
  }),
  z.strictObject({
    what: z.literal("sender"),
    accountSid: z.string(),
    sender: Short,
    status: z.enum(["ONLINE", "OFFLINE", "CREATING", "PENDING_VERIFICATION", "DRAFT"]).optional(),
    offlineReasons: z.array(z.strictObject({ code: z.string().regex(/^\d{5}$/, "must be a code of five digits"), message: Short })).min(1).max(REASONS_MAX).optional(),
    quality: Short.optional(),
    messagingLimit: Short.optional(),
    mps: z.number().positive().max(10_000).optional(),
  }),
  z.strictObject({ what: z.literal("membership"), accountSid: z.string(), person: Short, joined: z.boolean() }),
  z.strictObject({ what: z.literal("person"), accountSid: z.string(), person: Short, blocked: z.boolean().optional(), marketingStop: z.union([z.literal(63033), z.literal(63050), z.null()]).optional() }),
]) satisfies z.ZodType<Change>;

const Number0 = z.coerce.number().min(0).optional();
export const PageShape = z.object({ since: Number0, limit: Number0 });
export const FilterShape = z.object({ accountSid: z.string().optional(), contentSid: z.string().optional(), since: Number0 });
export const PhonesShape = z.object({ accountSid: z.string().optional() });
