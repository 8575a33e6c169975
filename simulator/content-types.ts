/** The content types that the Content API takes, each with the fields that it must and may have (Twilio, OpenAPI content.v1 and content types overview). */
import { z } from "zod";

const must = z.string().min(1);
const may = z.string().optional();
const files = z.array(must);

/** Most that one list may hold (Twilio, content types overview). */
const ITEMS_MAX = 10;
const ACTIONS_MAX = 10;
const CARDS_MIN = 2;

const QuickReply = z.strictObject({ type: z.literal("QUICK_REPLY").optional(), title: must, id: may });
const CallAction = z.strictObject({
  type: z.enum(["URL", "PHONE_NUMBER", "COPY_CODE", "VOICE_CALL", "VOICE_CALL_REQUEST", "REQUEST_CONTACT_INFO"]),
  title: must,
  url: may,
  phone: may,
  code: may,
  id: may,
});
const CardAction = z.strictObject({
  type: z.enum(["URL", "PHONE_NUMBER", "QUICK_REPLY", "COPY_CODE", "VOICE_CALL"]),
  title: must,
  url: may,
  phone: may,
  code: may,
  id: may,
  webview_size: z.enum(["TALL", "FULL", "HALF", "NONE"]).optional(),
});
const CarouselAction = z.strictObject({ type: z.enum(["URL", "PHONE_NUMBER", "QUICK_REPLY"]), title: must, url: may, phone: may, id: may });
const CarouselCard = z.strictObject({ title: may, body: must, media: must, actions: z.array(CarouselAction).min(1).max(ACTIONS_MAX) });
const CatalogItem = z.strictObject({ id: may, section_title: may, name: may, media_url: may, price: z.number().optional(), description: may });
const FlowPage = z.strictObject({ id: must, next_page_id: may, title: must, subtitle: may, layout: z.array(z.strictObject({ label: may, type: must })) });

/** Every card of a carousel has buttons of the same kinds in the same order (Twilio, content types overview). */
function areAlike(cards: z.infer<typeof CarouselCard>[]): boolean {
  return new Set(cards.map(({ actions }) => actions.map(({ type }) => type).join())).size === 1;
}

const SHAPES: Record<string, z.ZodType> = {
  "twilio/text": z.strictObject({ body: must }),
  "twilio/media": z.strictObject({ body: may, media: files.min(1) }),
  "twilio/location": z.strictObject({ latitude: z.number(), longitude: z.number(), label: may, id: may, address: may }),
  "twilio/quick-reply": z.strictObject({ body: must, actions: z.array(QuickReply).min(1).max(ACTIONS_MAX) }),
  "twilio/call-to-action": z.strictObject({ body: must, actions: z.array(CallAction).min(1).max(ACTIONS_MAX) }),
  "twilio/list-picker": z.strictObject({
    body: must,
    button: must,
    items: z.array(z.strictObject({ id: must, item: must, description: may })).min(1).max(ITEMS_MAX),
  }),
  "twilio/card": z
    .strictObject({ title: may, subtitle: may, body: may, media: files.optional(), actions: z.array(CardAction).max(ACTIONS_MAX).optional() })
    .refine(({ title, body }) => Boolean(title ?? body), "title or body is required")
    .refine((card) => Object.values(card).filter((field) => field !== undefined).length > 1, "a title or a body needs one field more"),
  "whatsapp/card": z
    .strictObject({ body: must, header_text: may, footer: may, media: files.optional(), actions: z.array(CardAction).max(ACTIONS_MAX).optional() })
    .refine(({ header_text, media }) => !header_text || !media?.length, "header_text and media exclude each other"),
  "twilio/carousel": z.strictObject({ body: must, cards: z.array(CarouselCard).min(CARDS_MIN).max(ITEMS_MAX).refine(areAlike, "the cards must be alike") }),
  "twilio/catalog": z.strictObject({ body: must, title: may, subtitle: may, id: may, items: z.array(CatalogItem).optional(), dynamic_items: may }),
  "twilio/schedule": z.strictObject({ id: must, title: must, timeSlots: must }),
  "twilio/flows": z.strictObject({ body: must, button_text: must, subtitle: may, media_url: may, pages: z.array(FlowPage).min(1), type: must }),
  "whatsapp/flows": z.strictObject({
    body: must,
    button_text: must,
    flow_id: must,
    subtitle: may,
    media_url: may,
    flow_token: may,
    flow_first_page_id: may,
    is_flow_first_page_endpoint: z.boolean().optional(),
  }),
  "whatsapp/authentication": z.strictObject({
    actions: z.array(z.strictObject({ type: z.literal("COPY_CODE"), copy_code_text: must })).min(1).max(1),
    add_security_recommendation: z.boolean().optional(),
    code_expiration_minutes: z.number().optional(),
  }),
};

export const CONTENT_TYPES: readonly string[] = Object.keys(SHAPES);

/** What is wrong with the fields of one type, in a sentence that names the first of them; null when nothing is. */
export function fieldProblem(type: string, fields: unknown): string | null {
  const issue = SHAPES[type]?.safeParse(fields).error?.issues[0];
  return issue === undefined ? null : `${[type, ...issue.path].join(".")}: ${issue.message}`;
}
