/** The bubble of a message, with the corner that points to whom it is from. */
import type { ReactNode } from "react";
import { cx } from "#components/ui/cx.ts";

/** At the start stands what was received, at the end what one has sent oneself. */
export type Side = "start" | "end";

type MessageBubbleProps = {
  side?: Side;
  /** As wide as the phone allows, whatever is inside: so it is with pictures and buttons. */
  wide?: boolean;
  /** Something hangs from its lower edge. */
  continued?: boolean;
  children: ReactNode;
};

export const BUBBLE_WIDTH = "w-[88%]";

export function MessageBubble({ side = "start", wide = false, continued = false, children }: MessageBubbleProps) {
  const stands = side === "start" ? "self-start rounded-ss-none" : "whatsapp-sent self-end rounded-se-none";
  return (
    <div className={cx("relative max-w-[88%] min-w-24 rounded-[8px] bg-(--wa-bubble)", stands, wide ? BUBBLE_WIDTH : "w-fit", continued ? "rounded-b-none" : "shadow-[0_1px_0.5px_oklch(0.2_0.02_235/0.14)]")}>
      <Tail side={side} />
      {children}
    </div>
  );
}

function Tail({ side }: { side: Side }) {
  return (
    <svg aria-hidden="true" viewBox="0 0 8 12" width="8" height="12" className={cx("absolute top-0 fill-(--wa-bubble)", side === "start" ? "-start-[7px] rtl:-scale-x-100" : "-end-[7px] -scale-x-100 rtl:scale-x-100")}>
      <path d="M8 0H1.6C.5 0 0 .9.7 1.8L8 11z" />
    </svg>
  );
}
