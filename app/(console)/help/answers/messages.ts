/** Answers about the messages themselves and the people who get them. */
import type { Answer } from "#components/help/answer.ts";

export const MESSAGES: Answer[] = [
  {
    id: "on-whatsapp",
    question: "Can I check whether a number is on WhatsApp before I write to it?",
    what: "No. WhatsApp checks a number only when something is sent to it, and forbids checking for its own sake. So no tool can tell you, and this one does not try; a message to a number that is not there fails with 63003.",
    next: ["Correct the number if it was mistyped, or take the person off the list.", "Sending to many numbers that are not on WhatsApp lowers the sender’s quality."],
    codes: [63003, 63024],
    places: [
      { label: "Find the person among the contacts", path: "audience" },
      { label: "See who failed, on a report", path: "campaigns" },
    ],
  },
  {
    id: "formatting",
    question: "How can a text be formatted?",
    what: "With signs around words: *bold*, _italic_, ~struck through~ and ```fixed width```. Emoji are letters like others. Buttons, headers and media come with the template.",
    next: ["Formatting belongs into the template when it is approved. A value that fills a variable must have no line break, no tab and no long run of spaces.", "The preview beside the composer shows it as a phone does."],
    codes: [21656, 63013],
    places: [
      { label: "See how each template looks", path: "templates" },
      { label: "Fill in a template and see it", path: "campaigns/new" },
    ],
  },
  {
    id: "groups",
    question: "Can I write to a WhatsApp group?",
    what: "No. WhatsApp took the way for businesses to write into groups away in April 2020. A campaign writes to each person on their own.",
    next: ["Make a list of the people instead.", "For a conversation of several people Twilio has the Conversations API, which is another product."],
    places: [{ label: "See the lists", path: "audience/lists" }],
  },
  {
    id: "read",
    question: "Are there read receipts?",
    what: "For what you send, yes: Twilio reports when it was read. Whoever has switched read receipts off never counts, so read is the least that it was. The other way round it is not possible: what a person sent you cannot be marked as read.",
    next: ["Judge a campaign by delivered and by replies, and compare read only between campaigns of the same kind."],
    places: [{ label: "See delivered and read, per campaign", path: "campaigns" }],
  },
  {
    id: "media",
    question: "Which media can be sent and received?",
    what: "One file per message. Images as JPG or PNG up to 5 MB; audio, video as MP4, documents such as PDF up to 16 MB. In a template the kind of file is fixed by the sample with which it was approved.",
    next: [
      "The address of the file must be open to everybody, fast, and say what the file is in its Content-Type.",
      "Use one file for everybody: a file of its own for each person slows the sender down.",
      "A template with media never goes out faster than 80 per second.",
    ],
    codes: [63019, 63021, 63034, 12300],
    places: [
      { label: "See which templates carry media", path: "templates" },
      { label: "See the rate of each sender", path: "senders" },
    ],
  },
  {
    id: "63016",
    question: "Why was a free text refused?",
    what: "When a person writes, a window of 24 hours opens in which you may answer freely. Outside it, only an approved template goes through, and what matches no template counts as a free text.",
    next: ["Write with a template. When the person answers, the window opens again."],
    codes: [63016],
    places: [{ label: "Begin a campaign with a template", path: "campaigns/new" }],
  },
  {
    id: "opted-out",
    question: "Somebody does not want to be written to any more. What happens?",
    what: "A STOP that reaches Drumbeat, a stop of marketing inside WhatsApp that Meta reports, and an opt-out that Twilio holds all put the person on the suppression list at once, in every campaign of the account.",
    next: ["When a person tells you so in another way, opt them out on their page.", "Lift it only when they ask to be written to again."],
    codes: [21610, 63050, 63033, 63014],
    places: [
      { label: "See who opted out", path: "audience?standing=opted-out" },
      { label: "Find a person", path: "audience" },
    ],
  },
];
