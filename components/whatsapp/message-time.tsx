/** When a message went, and for the one who sent it how far it came. */
import { cx } from "#components/ui/cx.ts";

export type Ticks = "waiting" | "sent" | "delivered" | "read" | "failed";

const SAID: Record<Ticks, string> = { waiting: "waiting to be sent", sent: "sent", delivered: "delivered", read: "read", failed: "failed" };
const SHAPE: Record<Ticks, string> = {
  waiting: "M8 1.6a4.4 4.4 0 1 0 0 8.8 4.4 4.4 0 0 0 0-8.8ZM8 3.4V6l1.7 1.2",
  sent: "m4 6.4 2.4 2.5 5-6",
  delivered: "m1.2 6.4 2.4 2.5 5-6M7 8.4l.5.5 5-6",
  read: "m1.2 6.4 2.4 2.5 5-6M7 8.4l.5.5 5-6",
  failed: "M8 1.6a4.4 4.4 0 1 0 0 8.8 4.4 4.4 0 0 0 0-8.8ZM8 3.8v2.6M8 8.1v.15",
};

type MessageTimeProps = { time: string; ticks?: Ticks; className?: string };

export function MessageTime({ time, ticks, className }: MessageTimeProps) {
  return (
    <span dir="ltr" className={cx("inline-flex items-center gap-1 text-[11px] leading-[15px] whitespace-nowrap", className ?? "text-(--wa-faint)")}>
      {time}
      {ticks && (
        <>
          <svg aria-hidden="true" viewBox="0 0 14 12" width="15" height="12" fill="none" strokeWidth="1.4" strokeLinecap="round" strokeLinejoin="round" className={ticks === "read" ? "stroke-(--wa-read)" : ticks === "failed" ? "stroke-(--wa-missing)" : "stroke-current"}>
            <path d={SHAPE[ticks]} />
          </svg>
          <span className="sr-only">, {SAID[ticks]}</span>
        </>
      )}
    </span>
  );
}

/** At the end of the last line where there is room, else below it. */
export function TimeAtEnd(props: MessageTimeProps) {
  return (
    <span className="float-end ms-2 mt-[5px] -mb-1 flex select-none">
      <MessageTime {...props} />
    </span>
  );
}
