/** The buttons under a message: up to three as they are, otherwise two, and the way to the rest. */
import { BookOpen, Copy, ExternalLink, FileText, Phone, PhoneCall, Reply } from "lucide-react";
import { emptyKeysIn, fillVariables, type TemplateButton } from "#lib/domain/template.ts";
import { cx } from "#components/ui/cx.ts";
import { EmptyVariable, PlainText } from "./variable-text.tsx";

export type ButtonKind = TemplateButton["kind"] | "catalog";
export type MessageButton = Omit<TemplateButton, "kind"> & { kind: ButtonKind };

const ICON: Record<ButtonKind, typeof Reply> = { reply: Reply, url: ExternalLink, phone: Phone, call: PhoneCall, code: Copy, flow: FileText, catalog: BookOpen };
const WHAT: Record<ButtonKind, string> = { reply: "answers", url: "opens a page", phone: "calls", call: "calls on WhatsApp", code: "copies a code", flow: "opens a form", catalog: "opens the catalog" };

/** More than three of them do not fit under a bubble (WhatsApp). */
export const BUTTONS_MAX = 3;

/** What stands under the bubble, and whether the rest needs a sheet. */
export function shownButtons<Button>(buttons: Button[]): { shown: Button[]; hasMore: boolean } {
  const hasMore = buttons.length > BUTTONS_MAX;
  return { shown: hasMore ? buttons.slice(0, BUTTONS_MAX - 1) : buttons, hasMore };
}

type MessageButtonsProps = { buttons: MessageButton[]; values: Record<string, string>; label?: string; start?: boolean };

export function MessageButtons({ buttons, values, label = "Buttons", start = false }: MessageButtonsProps) {
  if (buttons.length === 0) return null;
  return (
    <ul aria-label={label} className="text-(--wa-press)">
      {buttons.map((button, index) => (
        <li key={index} className={cx(BUTTON_ROW, start ? "justify-start" : "justify-center")}>
          <ButtonWords button={button} values={values} />
        </li>
      ))}
    </ul>
  );
}

/** Where a button leads is not on the phone; that it leads nowhere yet has to be seen. */
function ButtonWords({ button, values }: { button: MessageButton; values: Record<string, string> }) {
  const Icon = ICON[button.kind];
  const shownEmpty = emptyKeysIn(button.title, values);
  return (
    <>
      <Icon aria-hidden="true" className="size-4 shrink-0" strokeWidth={1.8} />
      <span dir="auto" title={button.detail ? fillVariables(button.detail, values) : undefined} className="truncate">
        <PlainText text={button.title || "Button without a title"} values={values} />
      </span>
      {emptyKeysIn(button.detail, values).map((name) => !shownEmpty.includes(name) && <EmptyVariable key={name} name={name} />)}
      <span className="sr-only">
        ({WHAT[button.kind]}
        {button.detail && `: ${fillVariables(button.detail, values)}`})
      </span>
    </>
  );
}

export const BUTTON_ROW = "flex min-h-11 items-center gap-2 border-t border-(--wa-line) px-3 text-[14.5px]";
