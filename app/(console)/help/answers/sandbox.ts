/** Answers about trying things out in Twilio's sandbox. */
import type { Answer } from "#components/help/answer.ts";

export const SANDBOX: Answer[] = [
  {
    id: "sandbox-not-associated",
    question: "Twilio says that my number is not associated with the sandbox. Why?",
    what: "Whoever takes part in the sandbox has to join it: the phone that writes or is written to has not, or not any more. Each membership ends after 72 hours.",
    next: ["Send “join” and the two words of the sandbox from that phone to the sandbox’s number on WhatsApp. The words stand on the sandbox page in Twilio’s console.", "If the sandbox was never used in this Twilio account, activate it on the same page first."],
    codes: [63015],
    places: [{ label: "See who has joined, and until when", path: "audience", only: "sandbox" }],
  },
  {
    id: "sandbox-unknown-sender",
    question: "Twilio cannot find a channel with the From address. Why?",
    what: "The address that was sent from is no WhatsApp sender of this Twilio account. Either it is not the sandbox’s number, or the sandbox was never activated in this account.",
    next: [
      "Open the sandbox page in Twilio’s console and activate it.",
      "Compare its number with the sender here. For a live number, compare it with the WhatsApp senders in Twilio’s console, in the same Twilio account.",
      "Drumbeat holds the sender when it meets this. When it is mended, an admin lifts the hold.",
    ],
    codes: [63007, 21212],
    places: [{ label: "Go to the senders", path: "senders" }],
  },
  {
    id: "sandbox-reply",
    question: "Can I change the reply that people get when they join the sandbox?",
    what: "No. It is Twilio’s own and the same for everybody. On your own number nothing is sent by itself unless you have it sent.",
    next: ["Use a live sender when the first words matter, and mind that people have to agree before you write to them first."],
    places: [
      { label: "See the senders of the live account", path: "senders", only: "live" },
      { label: "See the senders of the sandbox", path: "senders", only: "sandbox" },
    ],
  },
  {
    id: "sandbox-not-delivered",
    question: "My message from the sandbox was not delivered. Why?",
    what: "One of two reasons. The person has not joined this sandbox, or joined more than 72 hours ago. Or it was a free text and the person had not written within 24 hours; what matches no approved template counts as one.",
    next: [
      "Ask the person to join, again if need be. Somebody who joined another sandbox since has left this one.",
      "Write with one of the templates that Twilio registered for the sandbox. Drumbeat offers only those there.",
    ],
    codes: [63015, 63016],
    places: [
      { label: "See who can be reached", path: "audience", only: "sandbox" },
      { label: "See the sandbox’s templates", path: "templates", only: "sandbox" },
    ],
  },
  {
    id: "sandbox-templates",
    question: "Why does the sandbox offer so few templates, and why is it so slow?",
    what: "It sends nothing first but the templates that Twilio registered for it; your own need a live sender. It sends one message in three seconds, and is not made for load.",
    next: ["Test with a handful of people who have joined.", "Then connect a live account, and have your own templates approved there."],
    codes: [63018],
    places: [{ label: "Begin a campaign in the sandbox", path: "campaigns/new", only: "sandbox" }],
  },
];
