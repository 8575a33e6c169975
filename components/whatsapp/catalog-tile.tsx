/** What stands at the head of a message with a catalog: a place for its picture, its title, and how much is in it. */
import { ShoppingBag } from "lucide-react";
import type { TemplateExtra } from "#lib/domain/template.ts";
import { PlainText } from "./variable-text.tsx";

type CatalogTileProps = { catalog: Extract<TemplateExtra, { kind: "catalog" }>; values: Record<string, string> };

export function CatalogTile({ catalog, values }: CatalogTileProps) {
  return (
    <div className="m-1 flex items-center gap-3 overflow-hidden rounded-[6px] bg-(--wa-well)">
      <span aria-hidden="true" className="grid size-16 shrink-0 place-items-center bg-(--wa-scene-far) text-(--wa-faint)">
        <ShoppingBag className="size-6" strokeWidth={1.5} />
      </span>
      <div className="min-w-0 py-2 pe-2.5 leading-[18px]">
        <p dir="auto" className="line-clamp-2 font-[700] wrap-anywhere">
          <PlainText text={catalog.title || "Catalog"} values={values} />
        </p>
        <p className="text-[13px] text-(--wa-faint)">{countOf(catalog)}</p>
      </div>
    </div>
  );
}

function countOf({ items, chosenLater }: CatalogTileProps["catalog"]): string {
  if (chosenLater) return "Items are chosen when it is sent";
  if (items.length === 0) return "Everything in the catalog";
  return items.length === 1 ? "1 item" : `${items.length} items`;
}
