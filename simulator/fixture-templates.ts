/** The templates of the live account: a small coffee roaster's, in four languages, of every content type and in every state of approval. */
import { rarerTypes } from "./fixture-templates-types.ts";
import type { SimulatedTemplate, TemplateWords } from "./fixtures.ts";

const CREATED_DAY_MS = Date.UTC(2026, 8, 1, 8, 30);
const DAY_MS = 86_400_000;

/** Template number `index` of the account: its SID and its date follow from its place in the list. */
function template(words: TemplateWords, index: number): SimulatedTemplate {
  const sid = `HX${`11fe${String(index + 1).padStart(4, "0")}`.repeat(4)}`;
  return { sid, createdAt: new Date(CREATED_DAY_MS + index * DAY_MS).toISOString(), approval: "approved", rejectionReason: "", ...words };
}

const all: TemplateWords[] = [
  {
    name: "voucher_ready",
    legacy: true,
    language: "en",
    category: "UTILITY",
    variables: { "1": "Anna", "2": "V7K2Q9", "3": "Bristol" },
    types: {
      "twilio/text": {
        body: "Hi {{1}}, the voucher from your last order is ready. Show the code *{{2}}* at our counter in {{3}} and it comes off your bill.\n\nIt is good until the end of the month.",
      },
    },
  },
  {
    name: "autumn_tasting",
    language: "en",
    category: "MARKETING",
    variables: { "1": "Anna", "2": "Bristol" },
    types: {
      "twilio/quick-reply": {
        body: "Good morning {{1}}! Four new roasts are on the shelf, and on Saturday at ten you can taste them all in {{2}}. Shall we keep a cup for you?",
        actions: [
          { type: "QUICK_REPLY", title: "Keep me a cup", id: "tasting-yes" },
          { type: "QUICK_REPLY", title: "Not this time", id: "tasting-no" },
          { type: "QUICK_REPLY", title: "Stop offers", id: "stop" },
        ],
      },
    },
  },
  {
    name: "thank_you_voucher",
    language: "en",
    category: "MARKETING",
    variables: { "1": "Anna", "2": "V7K2Q9" },
    types: {
      "twilio/text": {
        body: "{{1}}, you have been with us for a year. Thank you! Use *{{2}}* at the till or online for a bag of the house blend, on us.\n\n_Reply STOP to hear from us about orders only._",
      },
    },
  },
  {
    name: "lieferung_unterwegs",
    language: "de",
    category: "UTILITY",
    variables: { "1": "Jonas", "2": "Leipzig", "3": "JS-20417" },
    types: {
      "twilio/text": {
        body: "Hallo {{1}}, dein Kaffee ist auf dem Weg nach {{2}}. Mit der Nummer {{3}} findest du das Paket jederzeit in unserem Laden wieder.",
      },
    },
  },
  {
    name: "herbst_gutschein",
    language: "de",
    category: "MARKETING",
    variables: { "1": "Jonas", "2": "HERBST15" },
    types: {
      "twilio/call-to-action": {
        body: "{{1}}, der Herbst schmeckt nach Haselnuss. Bis Sonntag gibt es 15 % auf alle neuen Röstungen, im Laden und im Netz.",
        actions: [
          { type: "URL", title: "Zum Herbstregal", url: "https://shop.juniperstreet.example/herbst" },
          { type: "COPY_CODE", title: "Code kopieren", code: "{{2}}" },
        ],
      },
    },
  },
  {
    name: "pedido_pronto",
    language: "pt_BR",
    category: "UTILITY",
    variables: { nome: "Luana", cidade: "Curitiba" },
    types: {
      "twilio/text": {
        body: "Oi {{nome}}, seu pedido está pronto para retirada na loja de {{cidade}}. Guardamos para você até sexta-feira às 18h.",
      },
    },
  },
  {
    name: "cata_de_otono",
    language: "es",
    category: "MARKETING",
    variables: { "1": "Lucía", "2": "Valencia" },
    types: {
      "whatsapp/card": {
        body: "{{1}}, el sábado abrimos las puertas del tostadero de {{2}} para una cata de otoño. La entrada es libre y las plazas son pocas.",
        footer: "Juniper Street Coffee",
        media: ["https://media.juniperstreet.example/cata.jpg"],
        actions: [
          { type: "URL", title: "Reservar plaza", url: "https://shop.juniperstreet.example/cata" },
          { type: "PHONE_NUMBER", title: "Llamar a la tienda", phone: "+442079460142" },
        ],
      },
    },
  },
  {
    name: "new_single_origin",
    language: "en",
    category: "MARKETING",
    variables: { "1": "Anna" },
    types: {
      "twilio/media": {
        body: "It is here, {{1}}: a single origin from one hillside, sixty bags and no more. We will hold yours until Friday.",
        media: ["https://media.juniperstreet.example/single-origin.jpg"],
      },
    },
  },
  {
    name: "sign_in_code",
    language: "en",
    category: "AUTHENTICATION",
    variables: { "1": "409173" },
    types: {
      "whatsapp/authentication": {
        add_security_recommendation: true,
        code_expiration_minutes: 10,
        actions: [{ type: "COPY_CODE", copy_code_text: "Copy code" }],
      },
    },
  },
  {
    name: "winter_hours",
    language: "en",
    category: "UTILITY",
    approval: "pending",
    variables: { "1": "Bristol", "2": "1 December" },
    types: {
      "twilio/text": { body: "From {{2}} our shop in {{1}} opens at eight and closes at six. Orders for collection can be picked up all day." },
    },
  },
  {
    name: "account_bonus",
    language: "en",
    category: "UTILITY",
    approval: "rejected",
    rejectionReason: "TAG_CONTENT_MISMATCH: the text advertises an offer, and the template was submitted as UTILITY.",
    variables: { "1": "Anna" },
    types: {
      "twilio/text": { body: "An update on your account, {{1}}: everything in the shop is 30 % off today, and tomorrow it is not. Be quick!" },
    },
  },
  {
    name: "flash_sale",
    language: "en",
    category: "MARKETING",
    approval: "paused",
    variables: { "1": "Anna", "2": "six" },
    types: {
      "twilio/text": { body: "Last chance, {{1}}! The flash sale ends at {{2}} tonight, and the grinder you looked at is still in it." },
    },
  },
];

export const liveTemplates: readonly SimulatedTemplate[] = [...all, ...rarerTypes].map(template);
