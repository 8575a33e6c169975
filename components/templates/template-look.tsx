/** How each approval status of a template looks, and what its categories are called. */
import { Badge, type Look } from "#components/ui/badge.tsx";
import type { TemplateCategory, TemplateStatus } from "#lib/domain/states.ts";

export const TEMPLATE_LOOK: Record<TemplateStatus, Look> = {
  unsubmitted: { label: "Not submitted", tone: "neutral", mark: "dashed" },
  pending: { label: "In review", tone: "progress", mark: "clock" },
  approved: { label: "Approved", tone: "success", mark: "check" },
  rejected: { label: "Rejected", tone: "danger", mark: "cross" },
  paused: { label: "Paused", tone: "warning", mark: "pause" },
  disabled: { label: "Disabled", tone: "danger", mark: "slash" },
  gone: { label: "Gone", tone: "danger", mark: "dashed" },
};

/** Facts, not states: shown as plain text. */
export const CATEGORY_LABEL: Record<TemplateCategory, string> = {
  marketing: "Marketing",
  utility: "Utility",
  authentication: "Authentication",
};

export function TemplateBadge({ status, quiet }: { status: TemplateStatus; quiet?: boolean }) {
  return <Badge look={TEMPLATE_LOOK[status]} quiet={quiet} />;
}
