/** The buttons under a message: up to three as they are, otherwise two and the way to the rest. */
import { Copy, ExternalLink, List, Phone, Reply, SquareArrowOutUpRight } from "lucide-react";
import type { TemplateButton } from "#lib/domain/template.ts";

const ICON: Record<TemplateButton["kind"], typeof Reply> = { reply: Reply, url: ExternalLink, phone: Phone, code: Copy, flow: SquareArrowOutUpRight };
const WHAT: Record<TemplateButton["kind"], string> = { reply: "answers", url: "opens a page", phone: "calls", code: "copies a code", flow: "opens a form" };

const SHOWN_MAX = 3;

export function MessageButtons({ buttons }: { buttons: TemplateButton[] }) {
  if (buttons.length === 0) return null;
  const shown = buttons.length > SHOWN_MAX ? buttons.slice(0, SHOWN_MAX - 1) : buttons;
  return (
    <ul aria-label="Buttons" className="border-t border-(--wa-line) text-(--wa-press)">
      {shown.map((button, index) => {
        const Icon = ICON[button.kind];
        return (
          <li key={index} className={ROW} title={button.detail || undefined}>
            <Icon aria-hidden="true" className="size-4 shrink-0" strokeWidth={1.8} />
            <span dir="auto" className="truncate">
              {button.title}
            </span>
            <span className="sr-only">
              ({WHAT[button.kind]}
              {button.detail && `: ${button.detail}`})
            </span>
          </li>
        );
      })}
      {buttons.length > shown.length && (
        <li className={ROW}>
          <List aria-hidden="true" className="size-4 shrink-0" strokeWidth={1.8} />
          See all options
        </li>
      )}
    </ul>
  );
}

const ROW = "flex min-h-10 items-center justify-center gap-2 border-b border-(--wa-line) px-3 text-[14.5px] last:border-b-0";
