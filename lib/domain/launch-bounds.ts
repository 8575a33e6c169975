/** To how many people somebody may launch alone. */
import type { CampaignState } from "./states.ts";

export type LaunchBounds = {
  /** The most people that one launch of this person may write to; null is any number. */
  recipientsMax: number | null;
  /** From how many people on the account asks for a second person; null is never. */
  approveAbove: number | null;
};

/** What keeps somebody from launching to so many, or null. Their own limit comes first: a second person alone would not lift it. */
export function barredFrom(people: number, { recipientsMax, approveAbove }: LaunchBounds): { kind: "above-your-limit"; most: number } | { kind: "needs-second-person"; above: number } | null {
  if (recipientsMax !== null && people > recipientsMax) return { kind: "above-your-limit", most: recipientsMax };
  if (approveAbove !== null && people > approveAbove) return { kind: "needs-second-person", above: approveAbove };
  return null;
}

/** To how many people somebody may launch alone; null is any number. */
export function mostAlone({ recipientsMax, approveAbove }: LaunchBounds): number | null {
  const most = Math.min(recipientsMax ?? Infinity, approveAbove ?? Infinity);
  return most === Infinity ? null : most;
}

/** The bound of an account for a campaign as it stands: what waits for its start was agreed to for so many already. */
export function approveAboveFor({ state, approveAbove, agreed }: { state: CampaignState; approveAbove: number | null; agreed: number | null }): number | null {
  if (approveAbove === null) return null;
  return state === "scheduled" ? Math.max(approveAbove, agreed ?? 0) : approveAbove;
}
