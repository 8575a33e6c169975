/** The files of a message: listed, fetched and deleted. Of what a business sends, WhatsApp takes one file a message. */
import type { Call } from "./call.ts";
import { writeDown } from "./account-writes.ts";
import { dateSpan, isWithin } from "./date-span.ts";
import { refusedWith } from "./error-body.ts";
import type { InboundMessage, Message } from "./message.ts";
import { withMessage } from "./message-actions.ts";
import { filesIn, type MessageFile } from "./message-files.ts";
import { messageUri, rfc2822 } from "./message-resource.ts";
import { listPage } from "./paging.ts";
import { json, NO_CONTENT, refusal, type Reply } from "./reply.ts";
import type { AccountState } from "./world.ts";

type Media = { sid: MessageFile["sid"]; at: number; resource: object };

/** GET …/Messages/SM…/Media.json */
export function listMedia(call: Call): Reply {
  const span = dateSpan(call.asked.query, "DateCreated");
  return withMessage(call, (row) => {
    const wanted = mediaIn(call.state, row).filter(({ at }) => isWithin(span, at));
    const { shown, page } = listPage(wanted, call.asked);
    return json(200, { ...page, media_list: shown.map(({ resource }) => resource) });
  });
}

/** GET …/Messages/SM…/Media/ME….json */
export function fetchMedia(call: Call): Reply {
  return withMedia(call, ({ resource }) => json(200, resource));
}

/** DELETE …/Messages/SM…/Media/ME….json */
export function deleteMedia(call: Call): Reply {
  return withMedia(call, ({ sid }, row) => {
    writeDown(call.world, call.state, { what: "erased", sid: row.sid, part: sid });
    return NO_CONTENT;
  });
}

function withMedia(call: Call, answer: (media: Media, row: Message | InboundMessage) => Reply): Reply {
  return withMessage(call, (row) => {
    const media = mediaIn(call.state, row).find(({ sid }) => sid === call.named[2]);
    return media ? answer(media, row) : refusal(refusedWith(20404));
  });
}

function mediaIn(state: AccountState, row: Message | InboundMessage): Media[] {
  const accountSid = state.account.sid;
  const at = row.direction === "inbound" ? row.at : (row.entry.acceptedAt ?? 0);
  const date = rfc2822(at);
  return filesIn(state, row).map(({ sid, type }) => {
    const uri = `${messageUri(accountSid, row.sid)}/Media/${sid}.json`;
    return { sid, at, resource: { account_sid: accountSid, content_type: type, date_created: date, date_updated: date, parent_sid: row.sid, sid, uri } };
  });
}
