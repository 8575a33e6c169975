/** When a sender that cannot send gives what waits for it to the others of its campaign. */
import type { SenderStatus } from "./states.ts";

/** So long a sender may be held or offline before its messages go to the others, in seconds: what is mended within it moves nobody. */
export const GIVE_OVER_AFTER_SECONDS = 60;
/** People who are in a conversation with it wait for so much longer, in seconds: an answer from another number is a surprise. */
export const CONVERSATION_STAYS_SECONDS = 900;
/** They do not wait when the campaign ends within this time, in seconds. */
const ENDS_SOON_SECONDS = 3_600;

export type Stranded = {
  status: SenderStatus;
  /** How long the sender has been out, in seconds. */
  outForSeconds: number;
  /** When the campaign's messages are not wanted any more, in seconds from now. */
  endsInSeconds: number;
};

/** Whether people with an open conversation still wait for their sender. One that Twilio no longer has does not come back. */
export function conversationsStay({ status, outForSeconds, endsInSeconds }: Stranded): boolean {
  return status !== "gone" && outForSeconds < CONVERSATION_STAYS_SECONDS && endsInSeconds > ENDS_SOON_SECONDS;
}

/** What a person reads of a move. */
export function moveSentence({ from, to, status }: { from: string; to: string; status: SenderStatus }): string {
  const why = status === "gone" ? `Twilio no longer has ${from}` : `${from} is ${status === "online" ? "held" : status}`;
  return `${why}: ${to} sends what waited for it.`;
}
