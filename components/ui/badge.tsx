/** A status: a word, a mark and a tone. Facts are not badges. */
import { cx } from "./cx.ts";
import { Mark, type MarkName } from "./mark.tsx";
import { TONES, type Tone } from "./tone.ts";

/** How one state looks. A table of these, one per state union, is what the domain faces export. */
export type Look = { label: string; tone: Tone; mark: MarkName };

/** `quiet` leaves out the ground, for tables where every row has a status. */
export function Badge({ look, quiet = false, detail }: { look: Look; quiet?: boolean; detail?: string }) {
  const tone = TONES[look.tone];
  return (
    <span className={cx("inline-flex h-5 items-center gap-1.5 rounded-mark text-small font-strong whitespace-nowrap", tone.ink, !quiet && cx("px-1.5", tone.soft))}>
      <Mark name={look.mark} className={cx("shrink-0", tone.mark)} />
      {look.label}
      {detail && <span className="font-normal">{detail}</span>}
    </span>
  );
}
