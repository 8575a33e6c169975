/** Up to ten messages side by side, to be scrolled with a finger, a wheel or the arrow keys. */
import type { TemplateCard } from "#lib/domain/template.ts";
import { FormattedText } from "./formatted-text.tsx";
import { MessageButtons } from "./message-buttons.tsx";
import { MessageMedia } from "./message-media.tsx";

type CardCarouselProps = { cards: TemplateCard[]; values: Record<string, string>; load: boolean };

/** It reaches over the edges of the wall, so that the next card shows itself. */
export function CardCarousel({ cards, values, load }: CardCarouselProps) {
  return (
    <div
      role="group"
      aria-label={`${cards.length} ${cards.length === 1 ? "card" : "cards"}, side by side`}
      // Without script, only what has the focus can be scrolled by the keyboard.
      tabIndex={0}
      className="relative mx-[calc(-1*var(--wa-gutter,0px))] mt-1.5 snap-x snap-mandatory scroll-px-(--wa-gutter,0px) overflow-x-auto overscroll-x-contain pb-1 [scrollbar-width:thin] -outline-offset-2 outline-(--wa-press)"
    >
      <ol className="flex w-max gap-2 px-(--wa-gutter,0px)">
        {cards.map((card, index) => (
          <li key={index} className="flex w-[230px] snap-start flex-col overflow-hidden rounded-[8px] bg-(--wa-bubble) shadow-[0_1px_0.5px_oklch(0.2_0.02_235/0.14)]">
            <span className="sr-only">
              Card {index + 1} of {cards.length}
            </span>
            {card.header && <MessageMedia media={card.header} values={values} load={load} shape="card" />}
            {card.body !== "" && <FormattedText text={card.body} values={values} className="px-2.5 pt-1 pb-2.5" />}
            <div className="mt-auto">
              <MessageButtons buttons={card.buttons} values={values} label={`Buttons of card ${index + 1}`} />
            </div>
          </li>
        ))}
      </ol>
    </div>
  );
}
