/** A template in two lines, for lists: what kind of message it makes, and how it begins. */
import { File, FileText, Image, LayoutGrid, List, MapPin, MessageSquareText, Mic, ShoppingBag, Smile, Video, type LucideIcon } from "lucide-react";
import type { MediaKind, TemplateContent, TemplateExtra } from "#lib/domain/template.ts";
import { contentKind } from "./content-kind.ts";
import { firstWords } from "./first-words.ts";

type Shape = MediaKind | TemplateExtra["kind"] | "text" | "plain";

const ICON: Record<Shape, LucideIcon> = { plain: MessageSquareText, text: FileText, image: Image, video: Video, document: File, audio: Mic, sticker: Smile, location: MapPin, sheet: List, cards: LayoutGrid, catalog: ShoppingBag };

export function TemplateSummary({ content }: { content: TemplateContent }) {
  const Icon = ICON[content.extra?.kind ?? content.header?.kind ?? "plain"];
  const words = firstWords(content);
  return (
    <span className="flex min-w-0 items-center gap-3">
      <span aria-hidden="true" className="grid size-9 shrink-0 place-items-center rounded-control bg-sunken text-ink-faint">
        <Icon className="size-4.5" strokeWidth={1.6} />
      </span>
      <span className="min-w-0 leading-[18px]">
        <bdi className="block truncate">{words || <span className="text-ink-soft">Without text</span>}</bdi>
        <span className="block truncate text-ink-soft">{contentKind(content)}</span>
      </span>
    </span>
  );
}
