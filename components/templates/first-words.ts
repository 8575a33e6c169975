/** How a message begins, as one plain line without WhatsApp's marks. */
import type { TemplateContent } from "#lib/domain/template.ts";
import { parseWhatsAppText, type Block, type Inline } from "#lib/domain/whatsapp-text.ts";

export function firstWords({ body, header, extra }: TemplateContent): string {
  for (const block of parseWhatsAppText(body)) {
    const line = linesOf(block).map(plain).find((words) => words.trim() !== "");
    if (line !== undefined) return line.trim();
  }
  if (header?.kind === "text") return header.text;
  return extra?.kind === "location" ? extra.label || extra.address : "";
}

function linesOf(block: Block): Inline[][] {
  switch (block.kind) {
    case "lines":
    case "quote":
      return block.lines;
    case "bullets":
      return block.items;
    case "numbers":
      return block.items.map((item) => item.children);
    case "mono":
      return [block.children];
  }
}

function plain(inlines: Inline[]): string {
  return inlines.map((inline) => ("children" in inline ? plain(inline.children) : inline.text)).join("");
}
