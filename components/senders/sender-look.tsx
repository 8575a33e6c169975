/** How the status and the quality of a sender look. */
import { Badge, type Look } from "#components/ui/badge.tsx";
import { qualityIn, type SenderQuality } from "#lib/domain/sender-quality.ts";
import type { SenderStatus } from "#lib/domain/states.ts";

export const SENDER_LOOK: Record<SenderStatus, Look> = {
  online: { label: "Online", tone: "success", mark: "dot" },
  offline: { label: "Offline", tone: "danger", mark: "cross" },
  pending: { label: "Being set up", tone: "progress", mark: "clock" },
  draft: { label: "Not set up", tone: "neutral", mark: "dashed" },
  gone: { label: "Gone", tone: "danger", mark: "slash" },
};

const RESTING: Look = { label: "Resting", tone: "warning", mark: "clock" };
const HELD: Look = { label: "Held", tone: "danger", mark: "hand" };

type SenderBadgeProps = { status: SenderStatus; held?: boolean; resting?: boolean; quiet?: boolean };

/** A sender that is held is shown as held, whatever Twilio says of it; one that rests is online otherwise. */
export function SenderBadge({ status, held = false, resting = false, quiet }: SenderBadgeProps) {
  return <Badge look={held ? HELD : resting && status === "online" ? RESTING : SENDER_LOOK[status]} quiet={quiet} />;
}

const QUALITY_LOOK: Record<SenderQuality, Look> = {
  high: { label: "High", tone: "success", mark: "check" },
  medium: { label: "Medium", tone: "warning", mark: "bang" },
  low: { label: "Low", tone: "danger", mark: "cross" },
};

/** The word for a rating; one that is not known stays as it came. */
export function qualityLabel(text: string): string {
  const known = qualityIn(text);
  return known ? QUALITY_LOOK[known].label : text;
}

/** WhatsApp rates a number by how people react to it. Anything that is not a rating it knows is shown as it came. */
export function QualityBadge({ quality, quiet }: { quality: string | null; quiet?: boolean }) {
  if (quality === null) return <span className="text-ink-faint">Not rated yet</span>;
  const known = qualityIn(quality);
  return known ? <Badge look={QUALITY_LOOK[known]} quiet={quiet} /> : <span>{quality}</span>;
}
