/** The screen around messages: WhatsApp's wall, and the bar that says who they are from. */
import { ArrowLeft, EllipsisVertical } from "lucide-react";
import type { ReactNode } from "react";
import { cx } from "#components/ui/cx.ts";
import { initialsOf } from "./initials.ts";

type PhoneWallProps = {
  label: string;
  /** Who the messages are from or to, in the bar above. */
  senderName?: string;
  /** A person has no line below the name. */
  isPerson?: boolean;
  /** Otherwise as the console. */
  scheme?: "light" | "dark";
  className?: string;
  children: ReactNode;
};

export function PhoneWall({ label, senderName, isPerson = false, scheme, className, children }: PhoneWallProps) {
  return (
    <figure data-theme={scheme} aria-label={label} className={cx("whatsapp w-full max-w-[360px] overflow-hidden rounded-panel border border-line text-[14.5px] leading-[1.35]", className)}>
      {senderName !== undefined && <SenderBar name={senderName} isPerson={isPerson} />}
      <div className="flex flex-col gap-1.5 px-(--wa-gutter) pt-4 pb-(--wa-foot) [--wa-foot:20px] [--wa-gutter:14px]">{children}</div>
    </figure>
  );
}

/** The name keeps to its side, whatever its direction. Says that it is a business, as WhatsApp does of all who send by machine; it does not say that anybody has verified it. */
function SenderBar({ name, isPerson }: { name: string; isPerson: boolean }) {
  return (
    <div className="flex h-14 items-center gap-2.5 bg-(--wa-bar) px-3">
      <ArrowLeft aria-hidden="true" className="size-4.5 shrink-0 text-(--wa-faint) rtl:-scale-x-100" strokeWidth={2} />
      <span aria-hidden="true" className="grid size-9 shrink-0 place-items-center rounded-full bg-(--wa-avatar) text-[13px] font-[700] text-(--wa-bar)">
        {initialsOf(name)}
      </span>
      <div className="min-w-0 flex-1 leading-[18px]">
        <p dir="auto" title={name} className="truncate text-left text-[15px] font-[700]">
          {name || "Sender without a name"}
        </p>
        {!isPerson && <p className="text-[12px] text-(--wa-faint)">Business account</p>}
      </div>
      <EllipsisVertical aria-hidden="true" className="size-4.5 shrink-0 text-(--wa-faint)" strokeWidth={2} />
    </div>
  );
}
