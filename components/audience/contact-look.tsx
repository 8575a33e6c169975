/** Whether somebody can be written to, as a badge. */
import { Badge, type Look } from "#components/ui/badge.tsx";

export type ContactStanding = "opted-out" | "no-consent" | "reachable";

const LOOK: Record<ContactStanding, Look> = {
  "opted-out": { label: "Opted out", tone: "danger", mark: "cross" },
  "no-consent": { label: "No consent", tone: "warning", mark: "bang" },
  reachable: { label: "Consent given", tone: "success", mark: "check" },
};

export function standingOf(contact: { optedOutAt: Date | null; consentAt: Date | null }): ContactStanding {
  if (contact.optedOutAt) return "opted-out";
  return contact.consentAt ? "reachable" : "no-consent";
}

export function StandingBadge({ standing, quiet }: { standing: ContactStanding; quiet?: boolean }) {
  return <Badge look={LOOK[standing]} quiet={quiet} />;
}
