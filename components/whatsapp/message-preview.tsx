/** A message as the person gets it: WhatsApp's bubble, on WhatsApp's wall, light or dark. */
import type { TemplateContent } from "#lib/domain/template.ts";
import { cx } from "#components/ui/cx.ts";
import { FormattedText } from "./formatted-text.tsx";
import { MessageButtons } from "./message-buttons.tsx";
import { MessageMedia } from "./message-media.tsx";

export type MessagePreviewProps = {
  content: TemplateContent;
  /** By variable key. A variable without a value is marked. */
  values?: Record<string, string>;
  /** Who it is from, in the bar above. */
  senderName?: string;
  /** Otherwise as the console. */
  scheme?: "light" | "dark";
  /** On the bubble, as text. */
  time?: string;
  /** Fetches pictures from where they lie. */
  loadMedia?: boolean;
  className?: string;
};

export function MessagePreview({ content, values = {}, senderName, scheme, time = "14:02", loadMedia = false, className }: MessagePreviewProps) {
  const { header } = content;
  const isWide = content.buttons.length > 0 || (header !== null && header.kind !== "text");
  return (
    <figure data-theme={scheme} aria-label="The message on the phone" className={cx("whatsapp w-full max-w-[360px] overflow-hidden rounded-panel border border-line text-[14.5px] leading-[1.35]", className)}>
      {senderName && <SenderBar name={senderName} />}
      <div className="px-3.5 pt-4 pb-5">
        <div className={cx("relative max-w-[92%] min-w-[55%] rounded-[8px] rounded-ss-none bg-(--wa-bubble) shadow-[0_1px_0.5px_oklch(0.2_0.02_235/0.14)]", isWide ? "w-[92%]" : "w-fit")}>
          <Tail />
          {header && header.kind !== "text" && <MessageMedia header={header} load={loadMedia} />}
          <div className="px-2.5 pt-1.5 pb-1.5">
            {header?.kind === "text" && <FormattedText text={header.text} values={values} className="mb-1 font-[700]" />}
            <FormattedText text={content.body} values={values} />
            {content.footer && <FormattedText text={content.footer} values={values} className="mt-1 text-[13px] text-(--wa-faint)" />}
            <p className="mt-0.5 text-end text-[11.5px] text-(--wa-faint)">{time}</p>
          </div>
          <MessageButtons buttons={content.buttons} />
        </div>
      </div>
    </figure>
  );
}

function SenderBar({ name }: { name: string }) {
  return (
    <div className="flex h-12 items-center gap-2.5 border-b border-(--wa-line) bg-(--wa-bar) px-3.5">
      <span aria-hidden="true" className="grid size-8 shrink-0 place-items-center rounded-full bg-(--wa-faint) text-[14px] font-[700] text-(--wa-bar)">
        {[...name.trim()][0]?.toUpperCase() ?? "?"}
      </span>
      <span className="truncate font-[700]">{name}</span>
    </div>
  );
}

/** The corner that points to whom it is from. */
function Tail() {
  return (
    <svg aria-hidden="true" viewBox="0 0 8 12" width="8" height="12" className="absolute -start-[7px] top-0">
      <path d="M8 0H1.6C.5 0 0 .9.7 1.8L8 11z" style={{ fill: "var(--wa-bubble)" }} />
    </svg>
  );
}
