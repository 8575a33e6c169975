/** One example of every content type, with every field that it may have. */

const actions = { reply: { type: "QUICK_REPLY", title: "Yes", id: "yes" }, page: { type: "URL", title: "Shop", url: "https://shop.juniperstreet.example/{{1}}" } };
const picture = "https://media.juniperstreet.example/cup.jpg";

export const TYPE_EXAMPLES: Record<string, object> = {
  "twilio/text": { body: "Hello {{1}}, your coffee is on its way." },
  "twilio/media": { body: "Look, {{1}}, what came today.", media: [picture] },
  "twilio/location": { latitude: 51.45, longitude: -2.59, label: "Our shop", id: "shop", address: "1 Juniper Street" },
  "twilio/quick-reply": { body: "Shall we keep a bag, {{1}}, for you?", actions: [actions.reply] },
  "twilio/call-to-action": {
    body: "Your voucher, {{1}}, is here.",
    actions: [actions.page, { type: "PHONE_NUMBER", title: "Call us", phone: "+442079460142" }, { type: "COPY_CODE", title: "Copy", code: "V7K2Q9" }, { type: "VOICE_CALL", title: "Ring", id: "ring" }],
  },
  "twilio/list-picker": { body: "Which roast, {{1}}, do you like?", button: "Roasts", items: [{ id: "a", item: "Light", description: "Like tea" }, { id: "b", item: "Dark" }] },
  "twilio/card": { title: "Hello {{1}}, a card for you", subtitle: "Juniper Street", media: [picture], actions: [actions.page, actions.reply] },
  "whatsapp/card": { body: "Hello {{1}}, a card for you.", header_text: "News", footer: "Juniper Street", actions: [actions.reply] },
  "twilio/carousel": {
    body: "Three roasts, {{1}}, for autumn.",
    cards: ["Light", "Dark"].map((title) => ({ title, body: `The ${title.toLowerCase()} one`, media: picture, actions: [actions.reply] })),
  },
  "twilio/catalog": { body: "All we have, {{1}}, at a glance.", title: "Beans", subtitle: "Autumn", id: "beans", items: [{ id: "1", section_title: "Roasts", name: "Light", media_url: picture, price: 9.5, description: "250 g" }] },
  "twilio/schedule": { id: "tasting", title: "Tasting for {{1}} and friends", timeSlots: "Saturday 10:00" },
  "twilio/flows": {
    body: "Tell us, {{1}}, what you like.",
    button_text: "Begin",
    subtitle: "Two questions",
    media_url: picture,
    pages: [{ id: "one", next_page_id: "two", title: "Roast", subtitle: "Light or dark", layout: [{ label: "Roast", type: "TEXT_INPUT" }] }],
    type: "OTHER",
  },
  "whatsapp/flows": {
    body: "Tell us, {{1}}, what you like.",
    button_text: "Begin",
    subtitle: "Two questions",
    media_url: picture,
    flow_id: "1234567890",
    flow_token: "token",
    flow_first_page_id: "one",
    is_flow_first_page_endpoint: false,
  },
  "whatsapp/authentication": { add_security_recommendation: true, code_expiration_minutes: 10, actions: [{ type: "COPY_CODE", copy_code_text: "Copy code" }] },
};
