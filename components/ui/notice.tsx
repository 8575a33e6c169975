/** A sentence that needs to be seen where it matters: what happened, why, what to do. */
import type { ReactNode } from "react";
import { cx } from "./cx.ts";
import { Mark, type MarkName } from "./mark.tsx";
import { TONES, type Tone } from "./tone.ts";

const MARK: Record<Tone, MarkName> = { neutral: "dot", progress: "half", success: "check", warning: "bang", danger: "cross", unknown: "question" };

type NoticeProps = { tone?: Tone; title: ReactNode; children?: ReactNode; action?: ReactNode; role?: "alert" | "status"; className?: string };

export function Notice({ tone = "neutral", title, children, action, role, className }: NoticeProps) {
  const look = TONES[tone];
  return (
    <div role={role} className={cx("flex flex-wrap items-start gap-x-3 gap-y-2 rounded-control px-3 py-2.5", look.soft, className)}>
      <Mark name={MARK[tone]} className={cx("mt-1 shrink-0", look.mark)} />
      <div className="min-w-0 flex-1 basis-48">
        <p className={cx("max-w-[70ch] font-strong", look.ink)}>{title}</p>
        {children && <div className="max-w-[70ch] text-pretty text-ink">{children}</div>}
      </div>
      {action && <div className="flex shrink-0 gap-2">{action}</div>}
    </div>
  );
}
