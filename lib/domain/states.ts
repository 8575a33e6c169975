/** The closed sets of states that everything else is written against. The database has the same ones as enums. */

export const ACCOUNT_KINDS = ["sandbox", "live"] as const;
export type AccountKind = (typeof ACCOUNT_KINDS)[number];

/** Least first: each role may do what those before it may. */
export const ROLES = ["analyst", "marketer", "admin"] as const;
export type Role = (typeof ROLES)[number];

/** Whether `has` includes everything that `needs` may do. */
export function roleIncludes(has: Role, needs: Role): boolean {
  return ROLES.indexOf(has) >= ROLES.indexOf(needs);
}

/** `gone`: Twilio had it and has it no more. */
export type SenderStatus = "online" | "offline" | "pending" | "draft" | "gone";
export type TemplateCategory = "marketing" | "utility" | "authentication";
export type TemplateStatus = "unsubmitted" | "pending" | "approved" | "rejected" | "paused" | "disabled" | "gone";

export const CAMPAIGN_STATES = ["draft", "scheduled", "running", "paused", "held", "completed", "cancelled"] as const;
export type CampaignState = (typeof CAMPAIGN_STATES)[number];

/** What we did with a message. */
export const SENDING_STATES = ["queued", "sending", "accepted", "rejected", "suppressed", "cancelled", "expired", "unknown"] as const;
export type SendingState = (typeof SENDING_STATES)[number];

/** What Twilio says of a message, lowest rank first. */
export const DELIVERY_STATES = ["none", "queued", "sending", "sent", "canceled", "undelivered", "failed", "delivered", "read"] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

export const SUPPRESSION_REASONS = ["opted_out", "no_consent", "us_marketing", "not_joined", "variable_missing", "no_sender"] as const;
/** Why somebody of an audience gets no message. */
export type SuppressionReason = (typeof SUPPRESSION_REASONS)[number];

export const SYNC_STATES = ["queued", "running", "done", "failed"] as const;
/** Of reading an account from Twilio. */
export type SyncState = (typeof SYNC_STATES)[number];

export const IMPORT_STATES = ["uploading", "mapping", "queued", "running", "done", "failed"] as const;
export type ImportState = (typeof IMPORT_STATES)[number];
