/** The messages of the simulator: those that a business sends, from acceptance to the last status, and those that people send to it. */
import type { LogEntry } from "./request-log.ts";

export const SIMULATED_STATUSES = ["accepted", "scheduled", "canceled", "queued", "sent", "delivered", "read", "undelivered", "failed"] as const;
export type SimulatedStatus = (typeof SIMULATED_STATUSES)[number];

/** A status that a message comes to, at a time in ms since 1970. */
export type Move = { status: SimulatedStatus; code: number | null; at: number };

/** The whole of a message, its text, or its file. */
export type ErasedPart = "message" | "body" | "media";

/** What became of status callbacks, copies included. */
export type CallbackCount = { posted: number; answered2xx: number; failed: number; lost: number };

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
  moves: Move[];
  /** What it will still go through, next first. */
  ahead: Move[];
  callbacks: CallbackCount;
  /** What the business has had taken away. */
  erased?: readonly ErasedPart[];
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
};

export function isErased(row: Message | InboundMessage, part: ErasedPart): boolean {
  return row.erased?.includes(part) ?? false;
}

/** Where a message stands. It begins as scheduled for a later time, as accepted by a Messaging Service, or as queued by its sender. */
export function statusOf({ moves, entry }: Message): SimulatedStatus {
  return moves.at(-1)?.status ?? (entry.sendAt ? "scheduled" : entry.serviceSid ? "accepted" : "queued");
}
