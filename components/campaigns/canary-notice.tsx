/** How the first messages of a campaign stand, while the others wait for them. */
import { Notice } from "#components/ui/notice.tsx";
import { canaryWords, type ShownCanary } from "./canary-words.ts";

export function CanaryNotice({ canary }: { canary: ShownCanary | null }) {
  const words = canary && canaryWords(canary);
  if (!words) return null;
  return (
    <Notice tone={canary.state === "held" ? "warning" : "progress"} title={words.title}>
      {words.text}
    </Notice>
  );
}
