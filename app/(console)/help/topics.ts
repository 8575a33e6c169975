/** The questions that come up first, answered for somebody who has to act now. */

export type Topic = {
  /** Where a link on another page lands: an error code where there is one. */
  id: string;
  title: string;
  code?: number;
  what: string;
  next: string[];
};

export type TopicGroup = { title: string; topics: Topic[] };

const SANDBOX: Topic[] = [
  {
    id: "63015",
    code: 63015,
    title: "A message to a sandbox recipient fails",
    what: "The person has not joined this sandbox, or joined more than 72 hours ago. A sandbox reaches only those who joined it, and each membership ends after three days.",
    next: [
      "Ask the person to send “join” and the two words of the sandbox to its number on WhatsApp. The words stand in Twilio’s console, on the sandbox page.",
      "Somebody who joined another sandbox since has left this one, and has to join again.",
      "The reply that the sandbox sends on joining is Twilio’s and cannot be changed.",
    ],
  },
  {
    id: "63007",
    code: 63007,
    title: "Twilio does not know the sender",
    what: "The address that the message was sent from is not a WhatsApp sender of this Twilio account. Mostly the sandbox was never activated, or the sender belongs to another account.",
    next: ["Open the sandbox page in Twilio’s console and activate it.", "For a live number, compare the sender’s number here with the list of WhatsApp senders in Twilio’s console, in the same Twilio account."],
  },
  {
    id: "sandbox-templates",
    title: "The sandbox takes only some templates",
    what: "Outside the 24 hours after somebody wrote, the sandbox sends nothing but the templates that Twilio registered for it. Your own templates need a live sender.",
    next: ["Use one of the templates that this console offers in the sandbox account.", "It goes out at one message in three seconds, so test with a handful of people."],
  },
];

const LIMITS: Topic[] = [
  {
    id: "rates",
    title: "How fast a sender may send",
    what: "Twilio sends 80 messages per second from each WhatsApp sender. For text without media it can grant up to 400, on request and after a review. Media stays at 80.",
    next: [
      "Set the rate on the sender’s page to what Twilio granted. Drumbeat never sends faster than that.",
      "Need more? Let a campaign use several senders: each adds its own rate. They do not add reach, because all numbers of one business portfolio share one daily limit.",
      "Large or many different media files, links to slow pages, and a flood of replies on the same number all slow a sender down at Twilio’s end.",
      "Planning to send at a high rate for more than a few minutes? Tell Twilio’s support before.",
    ],
  },
  {
    id: "four-hours",
    title: "What waits longer than four hours fails",
    what: "When messages arrive faster than a sender may send them, Twilio keeps them in a queue, but for no more than four hours. At 80 per second that is 1,152,000 messages; what goes beyond is refused or fails later.",
    next: ["Drumbeat keeps the queue on its own side and hands over only what can leave at once, so Twilio’s queue stays empty.", "The review of a campaign says when it will be done. For a faster end, add senders or split the audience over days."],
  },
  {
    id: "63018",
    code: 63018,
    title: "A rate limit was hit",
    what: "One code for three different limits: too many messages per second from one sender, too many to one person in a short time, or the daily number of people that the business portfolio may write to first.",
    next: [
      "Compare the sender’s achieved rate with what Twilio granted it, and set the rate lower when it is above.",
      "If it starts after a certain number of people in a day, it is the daily reach: 250, 2,000, 10,000, 100,000 or unlimited. It moves over 24 hours and rises with good quality. Send the rest tomorrow.",
    ],
  },
];

const SENDERS: Topic[] = [
  {
    id: "63020",
    code: 63020,
    title: "The invitation in Meta Business Manager was not accepted",
    what: "The business has not yet allowed Twilio to send on its behalf. Until it does, nothing leaves from its numbers, so the sender is held.",
    next: ["Somebody with rights in Meta Business Manager opens it, finds Twilio’s request and accepts it.", "Then an admin opens the sender’s page here and lets it send again."],
  },
  {
    id: "numbers",
    title: "Which numbers can become a sender",
    what: "A number in international format that can receive a one-time code by SMS or call: local, national, mobile and, in most countries, toll-free numbers. Short codes cannot.",
    next: ["Register the number in Twilio’s console. It appears here once Twilio knows it."],
  },
];

const PEOPLE: Topic[] = [
  {
    id: "63003",
    code: 63003,
    title: "The person is not on WhatsApp",
    what: "WhatsApp checks a number only when something is sent to it, and forbids checking beforehand. So no tool can tell you before, and this one does not try.",
    next: ["Correct the number if it was mistyped, or take the person off the list. Sending to many numbers that are not on WhatsApp lowers the sender’s quality."],
  },
  {
    id: "63016",
    code: 63016,
    title: "A free text outside the 24 hours",
    what: "When a person writes, a window of 24 hours opens in which you may answer freely. Outside it, only an approved template goes through.",
    next: ["Write with a template. When the person answers, the window opens again."],
  },
  {
    id: "sent-not-delivered",
    title: "A message stays “sent” and is never delivered",
    what: "The phone is off or without a connection, or the person blocked you. WhatsApp does not say which, and keeps trying for weeks.",
    next: ["Nothing needs to be done, and sending again does not help."],
  },
  {
    id: "read",
    title: "Fewer people read it than you expected",
    what: "Whoever has switched read receipts off never counts as read. Read is therefore the least that it was, never the most. Marking somebody’s own message as read is not possible over Twilio.",
    next: ["Judge a campaign by delivered and by replies, and compare read only between campaigns of the same kind."],
  },
  {
    id: "groups",
    title: "Writing to a WhatsApp group",
    what: "WhatsApp does not let businesses send into groups.",
    next: ["For conversations with several people, Twilio has the Conversations API, which is a different product."],
  },
];

export const TOPIC_GROUPS: TopicGroup[] = [
  { title: "Sandbox", topics: SANDBOX },
  { title: "Rates and limits", topics: LIMITS },
  { title: "Senders", topics: SENDERS },
  { title: "People and messages", topics: PEOPLE },
];

/** Those that a typed text is about: by their code, or by every word of it in their title or explanation. At most `limit`. */
export function findTopics(text: string, limit: number): Topic[] {
  const words = text.toLowerCase().split(/\s+/u);
  const isAbout = ({ title, what, code }: Topic) => words.every((word) => (code !== undefined && String(code).startsWith(word)) || `${title} ${what}`.toLowerCase().includes(word));
  return TOPIC_GROUPS.flatMap((group) => group.topics)
    .filter(isAbout)
    .slice(0, limit);
}
