/** Says in a corner what just happened, for changes that do not show where they were made. */
import { toast } from "sonner";

export function tell(sentence: string, undo?: { label: string; run: () => void }): void {
  toast(sentence, undo ? { action: { label: undo.label, onClick: undo.run } } : {});
}

/** What failed stays on the screen until it is closed. */
export function tellFailure(sentence: string, detail?: string): void {
  toast.error(sentence, { description: detail, duration: Number.POSITIVE_INFINITY });
}
