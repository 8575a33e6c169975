/** The file of a message: listed, fetched and deleted. WhatsApp takes one file a message. */
import type { Call } from "./call.ts";
import { writeDown } from "./account-writes.ts";
import { mediaOf } from "./content-body.ts";
import { dateSpan, isWithin } from "./date-span.ts";
import { refusedWith } from "./error-body.ts";
import { type InboundMessage, isErased, type Message } from "./message.ts";
import { withMessage } from "./message-actions.ts";
import { messageUri, rfc2822 } from "./message-resource.ts";
import { listPage } from "./paging.ts";
import { json, NO_CONTENT, refusal, type Reply } from "./reply.ts";
import type { AccountState } from "./world.ts";

type Media = { sid: string; at: number; resource: object };

const TYPES: [RegExp, string][] = [
  [/\.png$/i, "image/png"],
  [/\.pdf$/i, "application/pdf"],
  [/\.mp4$/i, "video/mp4"],
  [/\.(ogg|opus)$/i, "audio/ogg"],
  [/\.vcf$/i, "text/vcard"],
];
const USUAL_TYPE = "image/jpeg";

export function listMedia(call: Call): Reply {
  const span = dateSpan(call.asked.query, "DateCreated");
  return withMessage(call, (row) => {
    const wanted = filesOf(call.state, row).filter(({ at }) => isWithin(span, at));
    const { shown, page } = listPage(wanted, call.asked);
    return json(200, { ...page, media_list: shown.map(({ resource }) => resource) });
  });
}

export function fetchMedia(call: Call): Reply {
  return withMedia(call, ({ resource }) => json(200, resource));
}

export function deleteMedia(call: Call): Reply {
  return withMedia(call, (_media, row) => {
    writeDown(call.world, call.state, { what: "erased", sid: row.sid, part: "media" });
    return NO_CONTENT;
  });
}

function withMedia(call: Call, answer: (media: Media, row: Message | InboundMessage) => Reply): Reply {
  return withMessage(call, (row) => {
    const media = filesOf(call.state, row).find(({ sid }) => sid === call.named[2]);
    return media ? answer(media, row) : refusal(refusedWith(20404));
  });
}

function filesOf(state: AccountState, row: Message | InboundMessage): Media[] {
  if (!row.sid.startsWith("MM") || isErased(row, "media")) return [];
  const accountSid = state.account.sid;
  const sid = `ME${row.sid.slice(2)}`;
  const at = row.direction === "inbound" ? row.at : (row.entry.acceptedAt ?? 0);
  const uri = `${messageUri(accountSid, row.sid)}/Media/${sid}.json`;
  const date = rfc2822(at);
  return [{ sid, at, resource: { account_sid: accountSid, content_type: typeOf(addressOf(state, row)), date_created: date, date_updated: date, parent_sid: row.sid, sid, uri } }];
}

function addressOf(state: AccountState, row: Message | InboundMessage): string {
  if (row.direction === "inbound") return "";
  const template = state.templates.get(row.entry.contentSid ?? "");
  return (template && mediaOf(template)) ?? "";
}

function typeOf(address: string): string {
  return TYPES.find(([ending]) => ending.test(address))?.[1] ?? USUAL_TYPE;
}
