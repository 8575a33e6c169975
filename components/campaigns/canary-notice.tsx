/** How the first messages of a campaign stand, while the others wait for them. */
import { Notice } from "#components/ui/notice.tsx";
import { formatNumber } from "#components/ui/number-format.ts";
import type { CanaryCounts, CanaryState } from "#lib/domain/canary.ts";

export function CanaryNotice({ canary }: { canary: (CanaryCounts & { state: CanaryState }) | null }) {
  if (canary === null || (canary.state !== "waiting" && canary.state !== "held")) return null;
  const { size, waiting, arrived, failed } = canary;
  const left = formatNumber(size - waiting);
  if (canary.state === "held") {
    return (
      <Notice tone="warning" title="Resuming it writes to everybody">
        Of the first {formatNumber(size)} messages {formatNumber(arrived)} arrived and {formatNumber(failed)} failed. Everybody else still waits; cancel the campaign, or resume it knowingly.
      </Notice>
    );
  }
  return (
    <Notice tone="progress" title={`The first ${formatNumber(size)} messages go alone`}>
      {left} have left, {formatNumber(arrived)} arrived and {formatNumber(failed)} failed. Everybody else waits for what becomes of them.
    </Notice>
  );
}
