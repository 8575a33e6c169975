/** What kind of message a template makes, in a few words: “Card with picture and 2 buttons”. */
import type { MediaKind, TemplateContent, TemplateExtra, TemplateHeader } from "#lib/domain/template.ts";

export const MEDIA_WORD: Record<MediaKind, string> = { image: "picture", video: "video", document: "document", audio: "voice message", sticker: "sticker" };

export function contentKind({ body, header, footer, buttons, extra }: TemplateContent): string {
  if (extra) return extraKind(extra);
  const parts = [headerWord(header), footer && !header && buttons.length === 0 ? "footer" : "", buttons.length > 0 ? counted(buttons.length, "button") : ""].filter((part) => part !== "");
  const isCard = header !== null && (buttons.length > 0 || footer !== null);
  if (isCard) return `Card with ${joined(parts)}`;
  if (header && header.kind !== "text") return capital(body === "" ? MEDIA_WORD[header.kind] : `${MEDIA_WORD[header.kind]} with text`);
  return parts.length > 0 ? `Text with ${joined(parts)}` : "Text";
}

function extraKind(extra: TemplateExtra): string {
  switch (extra.kind) {
    case "location":
      return "Location";
    case "sheet":
      return sheetKind(extra.of, extra.items.length);
    case "cards":
      return `Carousel of ${counted(extra.cards.length, "card")}`;
    case "catalog":
      return extra.items.length > 0 ? `Catalog with ${counted(extra.items.length, "item")}` : "Catalog";
  }
}

function sheetKind(of: Extract<TemplateExtra, { kind: "sheet" }>["of"], count: number): string {
  switch (of) {
    case "choices":
      return `List of ${counted(count, "choice")}`;
    case "screens":
      return `Form with ${counted(count, "screen")}`;
    case "times":
      return `Schedule with ${counted(count, "time")}`;
  }
}

function headerWord(header: TemplateHeader | null): string {
  if (!header) return "";
  return header.kind === "text" ? "title" : MEDIA_WORD[header.kind];
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

function joined(parts: string[]): string {
  return parts.length < 2 ? (parts[0] ?? "") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
