/** What lies behind the address of a template's media, told by its ending: the only thing that is known before it is fetched. */
import { fillVariables, type MediaKind, type TemplateMedia } from "#lib/domain/template.ts";

/** What WhatsApp takes of each kind (Twilio, media on WhatsApp); WebP is for stickers alone. Everything else is taken for a picture. */
const ENDINGS: Record<Exclude<MediaKind, "image">, RegExp> = {
  video: /\.(mp4|mov)$/i,
  document: /\.(pdf|docx?|pptx?|xlsx?|vcf|txt|csv)$/i,
  audio: /\.(ogg|opus|amr|3gp|aac|m4a|mp3|mpe?g)$/i,
  sticker: /\.webp$/i,
};

/** WhatsApp fixes the kind by the sample that it approved, so the samples decide where the address ends in a variable. */
export function mediaFrom(url: string, samples: Record<string, string> = {}): TemplateMedia {
  const path = fillVariables(url, samples).split(/[?#]/u)[0] ?? "";
  return { kind: kindOf(path), url };
}

function kindOf(path: string): MediaKind {
  if (ENDINGS.video.test(path)) return "video";
  if (ENDINGS.document.test(path)) return "document";
  if (ENDINGS.audio.test(path)) return "audio";
  return ENDINGS.sticker.test(path) ? "sticker" : "image";
}
