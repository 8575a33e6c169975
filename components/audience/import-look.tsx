/** How each state of an import looks. */
import { Badge, type Look } from "#components/ui/badge.tsx";
import type { ImportState } from "#lib/domain/states.ts";

export const IMPORT_LOOK: Record<ImportState, Look> = {
  uploading: { label: "Uploading", tone: "progress", mark: "beat" },
  mapping: { label: "Columns to choose", tone: "warning", mark: "ring" },
  queued: { label: "Waiting", tone: "neutral", mark: "ring" },
  running: { label: "Importing", tone: "progress", mark: "beat" },
  done: { label: "Imported", tone: "success", mark: "check" },
  failed: { label: "Failed", tone: "danger", mark: "cross" },
};

export function ImportBadge({ state, quiet }: { state: ImportState; quiet?: boolean }) {
  return <Badge look={IMPORT_LOOK[state]} quiet={quiet} />;
}
