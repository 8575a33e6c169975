/** What a customer wrote, as the business sees it. It needs WhatsApp's colours around it. */
import type { TemplateMedia } from "#lib/domain/template.ts";
import { FormattedText } from "./formatted-text.tsx";
import { MessageBubble, type Side } from "./message-bubble.tsx";
import { MessageMedia } from "./message-media.tsx";
import { MessageTime, TimeAtEnd } from "./message-time.tsx";

type CustomerMessageProps = {
  text: string;
  time: string;
  media?: TemplateMedia;
  /** The words that it answers, where WhatsApp says so. */
  answers?: string;
  /** At the end it stands as on the customer's own phone. */
  side?: Side;
  loadMedia?: boolean;
};

export function CustomerMessage({ text, time, media, answers, side = "start", loadMedia = false }: CustomerMessageProps) {
  return (
    <MessageBubble side={side} wide={media !== undefined}>
      {answers && (
        <blockquote dir="auto" className="m-1 line-clamp-2 rounded-[6px] border-s-4 border-(--wa-press) bg-(--wa-well) px-2 py-1 text-[13px] text-(--wa-faint) wrap-anywhere">
          {answers}
        </blockquote>
      )}
      {media && <MessageMedia media={media} load={loadMedia} time={text === "" && <MessageTime time={time} />} />}
      {text !== "" && <FormattedText text={text} values={null} className="px-2.5 pt-1.5 pb-2" end={<TimeAtEnd time={time} />} />}
    </MessageBubble>
  );
}
