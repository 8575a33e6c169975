/** Twilio's words for the state of a message, as ours. Source: Twilio, outbound message status in callbacks. */
import type { DeliveryState } from "./states.ts";

/** Null for a word that Twilio does not document for an outbound message. */
export function deliveryFrom(status: string, eventType: string | undefined): DeliveryState | null {
  // A read receipt may come as EventType=READ beside another MessageStatus.
  if (eventType?.toUpperCase() === "READ") return "read";
  switch (status) {
    case "accepted":
    case "scheduled":
    case "queued":
      return "queued";
    case "sending":
    case "sent":
    case "delivered":
    case "undelivered":
    case "failed":
    case "canceled":
    case "read":
      return status;
    default:
      return null;
  }
}
