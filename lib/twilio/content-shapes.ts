/** The shapes of Twilio's Content types (OpenAPI, content.v1), read leniently: a field that is not as described is as if it were missing. */
import { z } from "zod";

const text = z.string().catch("");
/** Coordinates and prices are numbers in the specification and variables in practice. */
const written = z.union([z.string(), z.number().transform(String)]).catch("");

const Action = z.looseObject({ type: text, title: text, url: text, phone: text, code: text, copy_code_text: text });
export type Action = z.infer<typeof Action>;

const media = z.union([z.array(z.string()), z.string().transform((url) => (url === "" ? [] : [url]))]).catch([]);
const actions = z.array(Action).catch([]);

/** The fields of every type together: a type uses some of them, and none means two things. */
export const ContentBody = z.looseObject({
  body: text,
  title: text,
  subtitle: text,
  header_text: text,
  footer: text,
  button: text,
  button_text: text,
  media,
  media_url: text,
  actions,
  items: z
    .array(z.looseObject({ item: text, description: text, name: text, section_title: text, media_url: text, price: written }))
    .catch([]),
  cards: z.array(z.looseObject({ title: text, body: text, media, actions })).catch([]),
  pages: z.array(z.looseObject({ title: text, subtitle: text })).catch([]),
  dynamic_items: text,
  timeSlots: z.union([z.string().transform((slots) => slots.split("\n")), z.array(z.string())]).catch([]),
  latitude: written,
  longitude: written,
  label: text,
  address: text,
  add_security_recommendation: z.boolean().catch(false),
  code_expiration_minutes: written,
});
export type ContentBody = z.infer<typeof ContentBody>;
