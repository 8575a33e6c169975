/** One message with everything that belongs to it: its bubble, and what stands below it. It needs WhatsApp's colours around it. */
import { List } from "lucide-react";
import { emptyKeysIn, type TemplateContent } from "#lib/domain/template.ts";
import { CardCarousel } from "./card-carousel.tsx";
import { CatalogTile } from "./catalog-tile.tsx";
import { FormattedText } from "./formatted-text.tsx";
import { LocationTile } from "./location-tile.tsx";
import { MessageBubble, type Side } from "./message-bubble.tsx";
import { MessageButtons, shownButtons, type MessageButton } from "./message-buttons.tsx";
import { MessageMedia } from "./message-media.tsx";
import { MessageTime, TimeAtEnd, type Ticks } from "./message-time.tsx";
import { OptionsSheet } from "./options-sheet.tsx";
import { CatalogSheet, ItemSheet } from "./sheet-items.tsx";
import { PlainText } from "./variable-text.tsx";

export type MessageContentProps = {
  content: TemplateContent;
  /** By variable key. A variable without a value is marked. */
  values: Record<string, string>;
  /** On the bubble, as text. */
  time: string;
  /** How far it came. With them it stands at the side of the one who sent it. */
  ticks?: Ticks;
  /** Fetches pictures from where they lie. */
  loadMedia: boolean;
};

export function MessageContent({ content, values, time, ticks, loadMedia }: MessageContentProps) {
  const { header, extra } = content;
  const side: Side = ticks ? "end" : "start";
  const buttons = buttonsOf(content);
  const { shown, hasMore } = shownButtons(buttons);
  const opensItems = extra?.kind === "catalog" && extra.items.length > 0;
  const opensSheet = extra?.kind === "sheet" && extra.of !== "times";
  const isMedia = header !== null && header.kind !== "text";
  return (
    <div className="flex flex-col">
      {isMedia && header.kind === "sticker" ? (
        <StickerMessage media={header} side={side} {...{ values, time, ticks, loadMedia }} />
      ) : (
        <MessageBubble side={side} wide={isMedia || buttons.length > 0 || (extra !== undefined && extra.kind !== "cards")} continued={hasMore || opensItems || opensSheet}>
          <BubbleInside {...{ content, values, time, ticks, loadMedia }} />
          <MessageButtons buttons={shown} values={values} />
        </MessageBubble>
      )}
      {hasMore && (
        <OptionsSheet side={side} open={needsValues(buttons.slice(shown.length), values)} icon={<List aria-hidden="true" className="size-4 shrink-0" strokeWidth={1.8} />} button="See all options" title="All options">
          <MessageButtons buttons={buttons} values={values} label="All options" start />
        </OptionsSheet>
      )}
      {extra?.kind === "sheet" && <ItemSheet sheet={extra} values={values} side={side} />}
      {opensItems && <CatalogSheet items={extra.items} values={values} side={side} />}
      {extra?.kind === "cards" && <CardCarousel cards={extra.cards} values={values} load={loadMedia} />}
    </div>
  );
}

function buttonsOf({ buttons, extra }: TemplateContent): MessageButton[] {
  if (extra?.kind !== "catalog" || extra.items.length > 0) return buttons;
  return [...buttons, { kind: "catalog", title: extra.chosenLater ? "View items" : "View catalog", detail: "" }];
}

/** What is folded away opens by itself when a value is missing in it. */
function needsValues(hidden: MessageButton[], values: Record<string, string>): boolean {
  return hidden.some((button) => emptyKeysIn(`${button.title} ${button.detail}`, values).length > 0);
}

/** The time stands at the end of the last words, over the picture where there are none. */
function BubbleInside({ content, values, time, ticks, loadMedia }: MessageContentProps) {
  const { header, body, footer, extra } = content;
  const atEnd = <TimeAtEnd time={time} ticks={ticks} />;
  const alone = <MessageTime time={time} ticks={ticks} />;
  const hasWords = body !== "" || footer !== null || header?.kind === "text";
  const media = header && header.kind !== "text" ? header : null;
  const place = extra?.kind === "location" ? extra : null;
  return (
    <>
      {media && <MessageMedia media={media} values={values} load={loadMedia} time={!hasWords && !place && alone} />}
      {extra?.kind === "catalog" && <CatalogTile catalog={extra} values={values} />}
      {place && <LocationTile place={place} values={values} time={!hasWords && alone} />}
      {(hasWords || (!media && !place)) && (
        <div className="px-2.5 pt-1.5 pb-2">
          {header?.kind === "text" && (
            <p dir="auto" className="mb-1 font-[700] wrap-anywhere">
              <PlainText text={header.text} values={values} />
            </p>
          )}
          <FormattedText text={body} values={values} end={footer === null && atEnd} />
          {footer !== null && (
            <p dir="auto" className="mt-1 flow-root text-[13px] text-(--wa-faint) wrap-anywhere">
              <PlainText text={footer} values={values} />
              {atEnd}
            </p>
          )}
        </div>
      )}
    </>
  );
}

type StickerMessageProps = Omit<MessageContentProps, "content"> & { media: Parameters<typeof MessageMedia>[0]["media"]; side: Side };

function StickerMessage({ media, side, values, time, ticks, loadMedia }: StickerMessageProps) {
  return (
    <div className={side === "start" ? "flex flex-col items-start gap-1" : "flex flex-col items-end gap-1"}>
      <MessageMedia media={media} values={values} load={loadMedia} />
      <span className="flex rounded-full bg-(--wa-bubble) px-2 py-0.5">
        <MessageTime time={time} ticks={ticks} />
      </span>
    </div>
  );
}
