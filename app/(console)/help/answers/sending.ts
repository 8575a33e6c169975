/** Answers about speed, reach and what WhatsApp does not deliver. */
import type { Answer } from "#components/help/answer.ts";

export const SENDING: Answer[] = [
  {
    id: "rates",
    question: "How many messages per second may a sender send?",
    what: "Eighty, with or without media. For text without media Twilio can grant up to 400, on request and after a review; media stays at 80. A number that is also in the WhatsApp Business app has 20.",
    next: [
      "Set the rate on the sender’s page to what Twilio granted. Drumbeat never sends faster than that.",
      "Need more? Let a campaign use several senders: each adds its own rate, and a person stays with one of them.",
      "Large files, many different files, links to slow pages and a flood of replies on the same number all slow a sender down at Twilio’s end.",
      "Planning to send at a high rate for more than a few minutes? Tell Twilio’s support before.",
    ],
    places: [{ label: "Set the rate of a sender", path: "senders" }],
  },
  {
    id: "four-hours",
    question: "What happens to messages that have to wait?",
    what: "When messages reach Twilio faster than a sender may send them, Twilio queues them, but for no more than four hours. At 80 per second that is 1,152,000 messages; what goes beyond is refused or fails.",
    next: ["Drumbeat keeps the queue on its own side and hands over only what can leave at once, so Twilio’s queue stays empty.", "The review of a campaign says when it will be done. For an earlier end, add senders or split the audience over days."],
    codes: [30001, 21611, 30036],
    places: [
      { label: "Begin a campaign and see when it ends", path: "campaigns/new" },
      { label: "See how fast each sender is", path: "senders" },
    ],
  },
  {
    id: "63018",
    question: "Everything went well, and then 63018 came. Why?",
    what: "A rate limit was hit, and one code stands for three: too many per second from one sender, too many to one person in a short time, or the daily number of people that the business portfolio may write to first.",
    next: [
      "Drumbeat slows down by itself, and sends what Twilio refused for it again.",
      "Compare the sender’s achieved rate with what Twilio granted it, and set the rate lower when it is above.",
      "If it began after a certain number of people in a day, it is the reach: 250, 2,000, 10,000, 100,000 or unlimited. All numbers of the portfolio share it, it moves over 24 hours, and it rises with good quality. Send the rest tomorrow.",
    ],
    codes: [63018, 20429],
    places: [
      { label: "See rate, quality and reach of each sender", path: "senders" },
      { label: "See the reports", path: "campaigns" },
    ],
  },
  {
    id: "marketing-delivery",
    question: "How do I get more marketing messages delivered?",
    what: "Meta shows each person only so much marketing from all businesses together, and delivers none to numbers of the United States. The Marketing Messages API, which Meta uses for such messages once its terms are signed, reaches more people; nothing in your software changes.",
    next: [
      "In WhatsApp Manager, open the overview of the WhatsApp Business Account. Under the alerts, sign the terms of the Marketing Messages API.",
      "Write to those who want to hear from you: blocks and reports lower the quality of the template and of the number.",
      "Do not send again to those whom Meta spared, before a day has passed.",
    ],
    codes: [63049, 63050, 63032],
    places: [
      { label: "See the marketing templates", path: "templates?category=marketing" },
      { label: "See who was left out, on a report", path: "campaigns" },
    ],
  },
  {
    id: "template-paused",
    question: "A template was paused or disabled. What now?",
    what: "Meta pauses a template that people block, report or do not read: for three hours, then for six, and the third time it is disabled for good. Drumbeat holds the campaigns that use it, so that nobody’s message is burnt.",
    next: ["Wait until the pause is over and resume the campaign on its report, or write with another template.", "A disabled template does not come back. Make a new one, with other words."],
    codes: [63041, 63042, 63040, 63027],
    places: [
      { label: "See the status of each template", path: "templates" },
      { label: "See the held campaigns", path: "campaigns?state=held" },
    ],
  },
  {
    id: "sent-not-delivered",
    question: "Why does a message stay “sent” and is never delivered?",
    what: "The phone is off or without a connection, or the person blocked you. WhatsApp does not say which, and keeps trying for weeks.",
    next: ["Nothing needs to be done, and sending again does not help."],
    places: [{ label: "See the reports", path: "campaigns" }],
  },
];
