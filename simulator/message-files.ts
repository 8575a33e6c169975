/** Which files a message has: those that a person sent, or the one that a business did. */
import { mediaOf } from "./content-body.ts";
import { type InboundMessage, isErased, type Message } from "./message.ts";
import type { AccountState } from "./world.ts";

export type MessageFile = { sid: `ME${string}`; /** MIME type. */ type: string };

const TYPES: [RegExp, string][] = [
  [/\.png$/i, "image/png"],
  [/\.pdf$/i, "application/pdf"],
  [/\.mp4$/i, "video/mp4"],
  [/\.(ogg|opus)$/i, "audio/ogg"],
  [/\.vcf$/i, "text/vcard"],
];
const USUAL_TYPE = "image/jpeg";

/** Without those that have been deleted. */
export function filesIn(state: AccountState, row: Message | InboundMessage): MessageFile[] {
  const all = row.direction === "inbound" ? (row.parts?.media ?? []).map(({ sid, contentType }) => ({ sid: mediaSid(sid), type: contentType })) : outboundFiles(state, row);
  return all.filter(({ sid }) => !isErased(row, sid));
}

function outboundFiles(state: AccountState, { sid, entry }: Message): MessageFile[] {
  if (!sid.startsWith("MM")) return [];
  const template = state.templates.get(entry.contentSid ?? "");
  return [{ sid: mediaSid(sid), type: typeOf((template ? mediaOf(template) : entry.mediaUrl) ?? "") }];
}

/** The SID of a file; that of a message becomes the one of its only file. */
function mediaSid(sid: string): MessageFile["sid"] {
  return `ME${sid.slice("ME".length)}`;
}

function typeOf(address: string): string {
  return TYPES.find(([ending]) => ending.test(address))?.[1] ?? USUAL_TYPE;
}
