/** Whether somebody may be written to. An opt-out counts for more than a consent. */

export const CONTACT_STANDINGS = ["reachable", "no-consent", "opted-out"] as const;
export type ContactStanding = (typeof CONTACT_STANDINGS)[number];
