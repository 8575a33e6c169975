/** The messages of the simulator: those that a business sends, from acceptance to the last status, and those that people send to it. */
import type { LogEntry } from "./request-log.ts";

export const SIMULATED_STATUSES = ["accepted", "scheduled", "canceled", "queued", "sent", "delivered", "read", "undelivered", "failed"] as const;
export type SimulatedStatus = (typeof SIMULATED_STATUSES)[number];

/** A status that a message comes to, at a time in ms since 1970. */
export type Move = { status: SimulatedStatus; code: number | null; at: number; /** What the channel says of the failure; Twilio's words for the code when absent. */ words?: string };

/** The whole of a message, its text, or one of its files by its SID. */
export type ErasedPart = "message" | "body" | `ME${string}`;

/** What became of status callbacks, copies included. */
export type CallbackCount = { posted: number; answered2xx: number; failed: number; lost: number };

export const STRAYS = ["noise", "wrongToken", "otherAccount"] as const;
/** A callback that Twilio would not have posted: it accompanies a genuine one. */
export type Stray = (typeof STRAYS)[number];
export const CALLBACK_MARKS = ["delayed", "shuffled", "secondaryToken", "beforeAnswer"] as const;
/** What was unusual about a genuine callback. */
export type CallbackMark = (typeof CALLBACK_MARKS)[number];
/** How often callbacks were unkind, counted when each has come to its end. */
export type HabitCount = Record<CallbackMark | "copies", number> & { strays: Record<Stray, { posted: number; answered2xx: number }> };

export function noHabits(): HabitCount {
  return { copies: 0, delayed: 0, shuffled: 0, secondaryToken: 0, beforeAnswer: 0, strays: noStrays() };
}

export function noStrays(): HabitCount["strays"] {
  const none = () => ({ posted: 0, answered2xx: 0 });
  return { noise: none(), wrongToken: none(), otherAccount: none() };
}

/** Adds one count to another. */
export function addHabits(sum: HabitCount, part: Partial<HabitCount>): void {
  for (const name of [...CALLBACK_MARKS, "copies"] as const) sum[name] += part[name] ?? 0;
  if (part.strays === undefined) return;
  for (const stray of STRAYS) {
    sum.strays[stray].posted += part.strays[stray].posted;
    sum.strays[stray].answered2xx += part.strays[stray].answered2xx;
  }
}

export type Message = {
  direction: "outbound-api";
  sid: string;
  /** Its place among all messages of its account, in order of creation. */
  place: number;
  /** How many messages its recipient has had before it. */
  ordinal: number;
  /** The request that created it: addresses, content, callback URL and times are there. */
  entry: LogEntry;
  /** What it has been through, oldest first; the initial status is not a move. */
  moves: readonly Move[];
  /** What it will still go through, next first. */
  ahead: readonly Move[];
  /** What would still come if Meta did not hold it back. */
  held: readonly Move[];
  callbacks: CallbackCount;
  /** What the business has had taken away. */
  erased?: readonly ErasedPart[];
  /** Absent while nothing was unusual: there are very many messages. */
  habits?: Partial<HabitCount>;
  /** Called when the first callback has come to its end, while the create waits for that; otherwise null. */
  awaited: (() => void) | null;
};

/** What a person wrote to a sender. Addresses with `whatsapp:`. */
export type InboundMessage = {
  direction: "inbound";
  sid: string;
  place: number;
  from: string;
  to: string;
  body: string;
  /** ms since 1970. */
  at: number;
  erased?: readonly ErasedPart[];
  /** Absent for plain text. */
  parts?: InboundParts;
};

/** What else a person's message holds: a tapped button, a chosen row, files, a place, what it answers, where they came from. */
export type InboundParts = {
  profileName?: string;
  button?: { text: string; payload: string };
  list?: { id: string; title: string };
  /** `ME…` with its MIME type. */
  media?: { sid: string; contentType: string }[];
  location?: { latitude: number; longitude: number; address?: string; label?: string };
  /** SID of the message that it answers. */
  replyTo?: string;
  referral?: { sourceUrl: string; sourceId: string; headline: string; body: string };
  optOut?: "STOP" | "START" | "HELP";
};

/** Whether the business has had a part of a message taken away. */
export function isErased(row: Message | InboundMessage, part: ErasedPart): boolean {
  return row.erased?.includes(part) ?? false;
}

/** Where a message stands. It begins as scheduled for a later time, as accepted by a Messaging Service, or as queued by its sender. */
export function statusOf({ moves, entry }: Message): SimulatedStatus {
  return moves.at(-1)?.status ?? (entry.sendAt ? "scheduled" : entry.serviceSid ? "accepted" : "queued");
}
