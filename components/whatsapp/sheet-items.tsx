/** The lines of a sheet: choices of a list, screens of a form, times of an appointment, things of a catalog. */
import { CalendarClock, FileText, List, ShoppingBag } from "lucide-react";
import type { ReactNode } from "react";
import { emptyKeysIn, type CatalogItem, type TemplateExtra, type TemplateItem } from "#lib/domain/template.ts";
import type { Side } from "./message-bubble.tsx";
import { OptionsSheet, SheetPanel } from "./options-sheet.tsx";
import { PlainText } from "./variable-text.tsx";

type Values = Record<string, string>;
type Sheet = Extract<TemplateExtra, { kind: "sheet" }>;

const LABEL: Record<Sheet["of"], string> = { choices: "Choices", screens: "Screens of the form", times: "Times" };

export function ItemSheet({ sheet, values, side }: { sheet: Sheet; values: Values; side: Side }) {
  const title = <PlainText text={sheet.button || LABEL[sheet.of]} values={values} />;
  const items = (
    <ol aria-label={LABEL[sheet.of]}>
      {sheet.items.map((item, index) => (
        <SheetRow key={index} item={item} values={values} mark={sheet.of === "choices" ? <Choice /> : sheet.of === "times" ? <CalendarClock aria-hidden="true" className="size-4.5 text-(--wa-faint)" strokeWidth={1.6} /> : <Number value={index + 1} />} />
      ))}
      {sheet.items.length === 0 && <li className="px-4 py-2 text-(--wa-faint)">There is nothing in it yet.</li>}
    </ol>
  );
  if (sheet.of === "times") return <SheetPanel title={title}>{items}</SheetPanel>;
  const Icon = sheet.of === "choices" ? List : FileText;
  return (
    <OptionsSheet side={side} open icon={<Icon aria-hidden="true" className="size-4 shrink-0" strokeWidth={1.8} />} button={title} title={title}>
      {items}
    </OptionsSheet>
  );
}

export function CatalogSheet({ items, values, side }: { items: CatalogItem[]; values: Values; side: Side }) {
  const needsValues = emptyKeysIn(items.map((item) => `${item.title} ${item.detail} ${item.price}`).join(" "), values).length > 0;
  return (
    <OptionsSheet side={side} open={needsValues} icon={<ShoppingBag aria-hidden="true" className="size-4 shrink-0" strokeWidth={1.8} />} button="View items" title="Items">
      <ul aria-label="Items">
        {items.map((item, index) => (
          <SheetRow key={index} item={{ title: item.title || "Item without a name", detail: [item.price, item.detail].filter(Boolean).join(" · ") }} values={values} lead={<ShoppingBag aria-hidden="true" className="size-10 rounded-[6px] bg-(--wa-well) p-2.5 text-(--wa-faint)" strokeWidth={1.5} />} />
        ))}
      </ul>
    </OptionsSheet>
  );
}

type SheetRowProps = { item: TemplateItem; values: Values; lead?: ReactNode; mark?: ReactNode };

function SheetRow({ item, values, lead, mark }: SheetRowProps) {
  return (
    <li className="flex items-center gap-3 px-4 py-2.5 leading-[19px]">
      {lead && <span className="shrink-0">{lead}</span>}
      <span className="min-w-0 flex-1 wrap-anywhere">
        <span dir="auto" className="block">
          <PlainText text={item.title} values={values} />
        </span>
        {item.detail && (
          <span dir="auto" className="block text-[13px] text-(--wa-faint)">
            <PlainText text={item.detail} values={values} />
          </span>
        )}
      </span>
      {mark && <span className="shrink-0">{mark}</span>}
    </li>
  );
}

function Choice() {
  return <span aria-hidden="true" className="block size-5 rounded-full border-2 border-(--wa-faint)" />;
}

function Number({ value }: { value: number }) {
  return (
    <span aria-hidden="true" className="grid size-5 place-items-center rounded-full border border-(--wa-faint) text-[11px] text-(--wa-faint)">
      {value}
    </span>
  );
}
