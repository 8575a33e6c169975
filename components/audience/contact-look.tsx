/** Whether somebody can be written to, as a badge. */
import { Badge, type Look } from "#components/ui/badge.tsx";
import type { ContactStanding } from "#lib/domain/contact-standing.ts";

export const STANDING_LOOK: Record<ContactStanding, Look> = {
  reachable: { label: "Consent given", tone: "success", mark: "check" },
  "no-consent": { label: "No consent", tone: "warning", mark: "bang" },
  "opted-out": { label: "Opted out", tone: "danger", mark: "cross" },
};

export function standingOf(contact: { optedOutAt: Date | null; consentAt: Date | null }): ContactStanding {
  if (contact.optedOutAt) return "opted-out";
  return contact.consentAt ? "reachable" : "no-consent";
}

export function StandingBadge({ standing, quiet }: { standing: ContactStanding; quiet?: boolean }) {
  return <Badge look={STANDING_LOOK[standing]} quiet={quiet} />;
}
