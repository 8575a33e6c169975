/** Which errors of a status callback say that a person wants no more messages. */

export type CallbackSuppression = {
  /** As it stands in the suppression list. */
  reason: "meta-63033" | "meta-63050" | "twilio-21610" | "twilio-30630";
  /** What the person refused: marketing in WhatsApp's own settings, or everything. */
  scope: "marketing" | "all";
};

const SUPPRESSIONS: ReadonlyMap<number, CallbackSuppression> = new Map([
  [63_033, { reason: "meta-63033", scope: "marketing" }],
  [63_050, { reason: "meta-63050", scope: "marketing" }],
  [21_610, { reason: "twilio-21610", scope: "all" }],
  [30_630, { reason: "twilio-30630", scope: "all" }],
]);

/** Null for every error that says nothing of what the person wants (Twilio, error dictionary 21610, 30630, 63033, 63050). */
export function callbackSuppression(errorCode: number | null): CallbackSuppression | null {
  return errorCode === null ? null : (SUPPRESSIONS.get(errorCode) ?? null);
}

/** The errors that `callbackSuppression` answers. */
export const SUPPRESSING_CODES: number[] = Array.from(SUPPRESSIONS.keys());
