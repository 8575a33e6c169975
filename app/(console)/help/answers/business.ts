/** Answers about being allowed on WhatsApp: approval, numbers, cost, access. */
import type { Answer } from "#components/help/answer.ts";

export const BUSINESS: Answer[] = [
  {
    id: "approval",
    question: "What must a business fulfil to be approved for WhatsApp?",
    what: "Meta looks at the business and at what it wants to send. Both have to keep to WhatsApp’s business terms, its messaging policy and its commerce policy; and everybody who is written to first must have agreed to it before.",
    next: [
      "Verify the business in Meta Business Manager. Without it the daily reach stays at 250 people.",
      "Keep, for each person, when and where they agreed. An import takes both as columns, and marketing leaves out whoever has none.",
      "Write nothing about goods that the commerce policy excludes; a template about them is rejected.",
    ],
    places: [
      { label: "Import people with their consent", path: "audience/imports/new" },
      { label: "See who has no consent", path: "audience?standing=no-consent" },
    ],
  },
  {
    id: "access-lists",
    question: "How are the people of the sandbox kept apart from those of the live numbers?",
    what: "By two Twilio accounts. In Drumbeat each account is a wall: contacts, lists, templates, senders, campaigns and the rights of your colleagues belong to exactly one, and the address of every page says which.",
    next: ["Connect the sandbox and the live numbers as two accounts.", "Give a colleague a role in each account that they work in, and in no other.", "Switch accounts at the top left. The colour of the frame says whether you are in a sandbox."],
    places: [
      { label: "See the settings of this account", path: "settings" },
      { label: "See its lists", path: "audience/lists" },
    ],
  },
  {
    id: "cost",
    question: "What does a message cost?",
    what: "Twilio takes a fee for each message in either direction. Meta takes another for templates that were delivered, by the category of the template and the country of the person’s number; Twilio passes it on. Since 1 October 2026 Meta also charges utility templates inside the 24 hours, and free texts beyond the first thousand of a number in a month.",
    next: [
      "Prices change several times a year: look them up on Twilio’s and Meta’s price pages for the countries on your list.",
      "Marketing costs most. Use the utility category for what a customer waits for, and nothing else for it: Meta moves a template to the category that fits.",
      "Take people who cannot be reached off your lists. Twilio has a small fee for messages that fail.",
    ],
    places: [
      { label: "See the category of each template", path: "templates" },
      { label: "See what was delivered, per campaign", path: "campaigns" },
    ],
  },
  {
    id: "use-cases",
    question: "What may WhatsApp be used for?",
    what: "For two things. A person writes first, and you may answer freely for 24 hours after their last message. Or you write first, or after these hours: then only with a template that WhatsApp approved.",
    next: ["A campaign always writes first, so it always uses a template.", "A reply to a campaign opens the 24 hours for that person and the sender they answered."],
    codes: [63016],
    places: [
      { label: "See the approved templates", path: "templates?status=approved" },
      { label: "Begin a campaign", path: "campaigns/new" },
    ],
  },
  {
    id: "account-types",
    question: "Which kinds of business account are there, and how do they look to people?",
    what: "Every number begins as a business account: people see its display name once the name is approved, else the number. An Official Business Account has a mark beside its name, and Meta grants it on application.",
    next: [
      "First bring the number live and have the business verified in Meta Business Manager. Only then can you apply.",
      "Choose a display name that belongs to the business. A number whose name is refused cannot send.",
    ],
    codes: [63022],
    places: [{ label: "See each number and its status", path: "senders" }],
  },
  {
    id: "numbers",
    question: "Which numbers can become a sender?",
    what: "A number in international format that can receive a one-time code by SMS or call: local, national, mobile and, in most countries, toll-free numbers. Short codes cannot. A number that is in use in the WhatsApp app has to be taken out of it first.",
    next: ["Register the number in Twilio’s console. It appears here once Twilio knows it.", "A number takes at most ten tries to register within 72 hours."],
    codes: [63110, 63113, 63116, 20249],
    places: [{ label: "See which numbers are here", path: "senders" }],
  },
  {
    id: "business-manager",
    question: "Every message fails with 63020. What now?",
    what: "The business has not yet allowed Twilio to send on its behalf, or has withdrawn it. Until it does, nothing leaves from its numbers, so Drumbeat holds the sender and keeps the messages in the queue.",
    next: ["Somebody with rights in Meta Business Manager opens it, finds Twilio’s request and accepts it.", "Then an admin opens the sender’s page here and lifts the hold."],
    codes: [63020],
    places: [{ label: "Go to the senders", path: "senders" }],
  },
];
