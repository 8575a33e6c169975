/** The coffee roaster's templates of the rarer content types: one of each that its others are not. */
import type { TemplateWords } from "./fixtures.ts";

const PICTURES = "https://media.juniperstreet.example";
const SHOP = "https://shop.juniperstreet.example";

export const rarerTypes: TemplateWords[] = [
  {
    name: "shop_location",
    language: "en",
    category: "UTILITY",
    approval: "unsubmitted",
    variables: {},
    types: { "twilio/location": { latitude: 51.4545, longitude: -2.5879, label: "Juniper Street Coffee", id: "bristol", address: "1 Juniper Street, Bristol" } },
  },
  {
    name: "choose_a_roast",
    language: "en",
    category: "MARKETING",
    approval: "unsubmitted",
    variables: { "1": "Anna" },
    types: {
      "twilio/list-picker": {
        body: "Which roast shall we put aside for you, {{1}}? Choose one and it waits at the counter.",
        button: "See the roasts",
        items: [
          { id: "light", item: "Morning light", description: "Floral, like a strong tea" },
          { id: "middle", item: "House blend", description: "Nuts and chocolate" },
          { id: "dark", item: "Night shift", description: "For milk and for the brave" },
        ],
      },
    },
  },
  {
    name: "grinder_of_the_week",
    language: "en",
    category: "MARKETING",
    variables: { "1": "Anna" },
    types: {
      "twilio/card": {
        title: "The grinder you looked at, {{1}}, is in the window this week.",
        subtitle: "Juniper Street Coffee",
        media: [`${PICTURES}/grinder.jpg`],
        actions: [
          { type: "URL", title: "Look again", url: `${SHOP}/grinder` },
          { type: "QUICK_REPLY", title: "Not for me", id: "grinder-no" },
        ],
      },
    },
  },
  {
    name: "three_for_autumn",
    language: "en",
    category: "MARKETING",
    variables: { "1": "Anna" },
    types: {
      "twilio/carousel": {
        body: "Three bags for the autumn, {{1}}, and one of them is yours to taste.",
        cards: [
          { title: "Morning light", body: "Floral, like a strong tea", media: `${PICTURES}/light.jpg`, actions: [{ type: "URL", title: "Taste it", url: `${SHOP}/light` }] },
          { title: "House blend", body: "Nuts and chocolate", media: `${PICTURES}/house.jpg`, actions: [{ type: "URL", title: "Taste it", url: `${SHOP}/house` }] },
          { title: "Night shift", body: "For milk and for the brave", media: `${PICTURES}/dark.jpg`, actions: [{ type: "URL", title: "Taste it", url: `${SHOP}/dark` }] },
        ],
      },
    },
  },
  {
    name: "whole_shelf",
    language: "en",
    category: "MARKETING",
    variables: { "1": "Anna" },
    types: {
      "twilio/catalog": {
        body: "The whole shelf at a glance, {{1}}: what you put in the basket today is roasted tomorrow.",
        title: "Our beans",
        id: "1000000000000001",
        items: [
          { id: "light-250", section_title: "Filter", name: "Morning light", media_url: `${PICTURES}/light.jpg`, price: 9.5, description: "250 g" },
          { id: "dark-250", section_title: "Espresso", name: "Night shift", media_url: `${PICTURES}/dark.jpg`, price: 8.9, description: "250 g" },
        ],
      },
    },
  },
  {
    name: "book_a_tasting",
    language: "en",
    category: "UTILITY",
    approval: "unsubmitted",
    variables: {},
    types: { "twilio/schedule": { id: "tasting", title: "A tasting at our counter", timeSlots: "Saturday 10:00\nSaturday 12:00\nSunday 11:00" } },
  },
  {
    name: "your_taste",
    language: "en",
    category: "MARKETING",
    variables: { "1": "Anna" },
    types: {
      "twilio/flows": {
        body: "Two questions, {{1}}, and we know which bag to send you.",
        button_text: "Begin",
        subtitle: "It takes a minute",
        pages: [
          { id: "roast", next_page_id: "brew", title: "Roast", subtitle: "Light or dark?", layout: [{ label: "Roast", type: "TEXT_INPUT" }] },
          { id: "brew", title: "Brew", subtitle: "Filter or espresso?", layout: [{ label: "Brew", type: "TEXT_INPUT" }] },
        ],
        type: "SURVEY",
      },
    },
  },
  {
    name: "subscription_details",
    language: "en",
    category: "UTILITY",
    variables: { "1": "Anna", "2": "JS-20417" },
    types: {
      "whatsapp/flows": {
        body: "{{1}}, your subscription {{2}} begins on Monday. Please tell us how finely to grind.",
        button_text: "Choose a grind",
        flow_id: "1000000000000002",
        flow_first_page_id: "GRIND",
        is_flow_first_page_endpoint: false,
      },
    },
  },
];
