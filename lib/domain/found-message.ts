/** A message as it is found again at the provider, when its answer or its reports were lost. */
import type { DeliveryState } from "./states.ts";

export type FoundMessage = {
  messageSid: string;
  /** E.164 with plus. */
  from: string;
  /** E.164 with plus. */
  to: string;
  createdAt: Date;
  /** Null while it waits, and for one that never left. */
  sentAt: Date | null;
  /** Null for a word that is not documented. */
  state: DeliveryState | null;
  errorCode: number | null;
};
