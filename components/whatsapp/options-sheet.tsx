/** What a button opens: a sheet over the lower half of the phone. It opens without script. */
import { X } from "lucide-react";
import type { ReactNode } from "react";
import { cx } from "#components/ui/cx.ts";
import { BUBBLE_WIDTH, type Side } from "./message-bubble.tsx";
import { BUTTON_ROW } from "./message-buttons.tsx";

type OptionsSheetProps = {
  /** The words of the button. */
  button: ReactNode;
  icon: ReactNode;
  title: ReactNode;
  side: Side;
  open?: boolean;
  children: ReactNode;
};

/** The button hangs from the bubble above it; the sheet takes the whole width of the wall. */
export function OptionsSheet({ button, icon, title, side, open = false, children }: OptionsSheetProps) {
  return (
    <details open={open} className="group">
      <summary
        className={cx(
          BUTTON_ROW,
          BUBBLE_WIDTH,
          "cursor-pointer list-none bg-(--wa-bubble) justify-center rounded-b-[8px] text-(--wa-press) shadow-[0_1px_0.5px_oklch(0.2_0.02_235/0.14)] -outline-offset-3 outline-(--wa-press) hover:underline [&::-webkit-details-marker]:hidden",
          side === "end" && "whatsapp-sent ms-auto",
        )}
      >
        {icon}
        <span dir="auto" className="truncate">
          {button}
        </span>
      </summary>
      <SheetPanel title={title} closes>
        {children}
      </SheetPanel>
    </details>
  );
}

/** The sheet itself. `closes` shows the cross that WhatsApp has; the button above does what it says. */
export function SheetPanel({ title, closes = false, children }: { title: ReactNode; closes?: boolean; children: ReactNode }) {
  return (
    <div className="mx-[calc(-1*var(--wa-gutter,0px))] mt-3 mb-[calc(-1*var(--wa-foot,0px))] rounded-t-[14px] bg-(--wa-sheet) pt-2 pb-2 shadow-[0_-2px_10px_oklch(0.2_0.02_235/0.14)]">
      <span aria-hidden="true" className="mx-auto mb-1 block h-1 w-9 rounded-full bg-(--wa-line)" />
      <div className="flex items-center gap-3 px-4 pt-2 pb-2.5">
        {closes && <X aria-hidden="true" className="size-4.5 shrink-0 text-(--wa-faint)" strokeWidth={2} />}
        <p dir="auto" className="min-w-0 flex-1 text-[15px] font-[700] wrap-anywhere">
          {title}
        </p>
      </div>
      {children}
    </div>
  );
}
