/** Says in a corner what just happened, for changes that do not show where they were made. */
import { toast } from "sonner";

/** Long enough to read a sentence; a toast rests while it is pointed at, holds the focus, or the tab is hidden. */
export const TOLD_MS = 6_000;
/** At least ten seconds to notice a slip, find the button and press it. */
export const UNDO_OFFERED_MS = 12_000;

export function tell(sentence: string, undo?: { label: string; run: () => void }): void {
  toast(sentence, undo ? { duration: UNDO_OFFERED_MS, action: { label: undo.label, onClick: undo.run } } : { duration: TOLD_MS });
}

/** What failed stays on the screen until it is closed. */
export function tellFailure(sentence: string, detail?: string): void {
  toast.error(sentence, { description: detail, duration: Number.POSITIVE_INFINITY });
}
