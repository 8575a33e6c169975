/** One message over the REST API: fetch, cancel or redact, delete, and feedback. */
import type { Call } from "./call.ts";
import { cancelMessage } from "./cancel-message.ts";
import { writeDown } from "./account-writes.ts";
import { type KnownCode, refusedWith } from "./error-body.ts";
import { type InboundMessage, isErased, type Message, statusOf } from "./message.ts";
import { messageResource, messageUri, rfc2822 } from "./message-resource.ts";
import { json, NO_CONTENT, refusal, type Reply } from "./reply.ts";

const UNFINISHED = new Set<string>(["accepted", "scheduled", "queued", "sending"]);
const OUTCOMES = new Set(["confirmed", "unconfirmed"]);

export function fetchMessage(call: Call): Reply {
  return withMessage(call, (row) => json(200, messageResource(call.state, row)));
}

/** `Status=canceled` stops a scheduled message; an empty `Body` takes the text away; both or neither is refused (Twilio, error dictionary 30400, 30409). */
export function updateMessage(call: Call): Reply {
  const [body, status] = [call.form.get("Body"), call.form.get("Status")];
  return withMessage(call, (row) => {
    if (body === "" && status === null) {
      writeDown(call.world, call.state, { what: "erased", sid: row.sid, part: "body" });
    } else if (body === null && status === "canceled") {
      if (row.direction === "inbound" || statusOf(row) !== "scheduled") return refused(30409);
      cancelMessage(call.world, call.state, row);
    } else {
      return refused(30400);
    }
    return json(200, messageResource(call.state, row));
  });
}

/** A message that is still under way cannot be deleted (Twilio, error dictionary 20009). */
export function deleteMessage(call: Call): Reply {
  return withMessage(call, (row) => {
    if (row.direction !== "inbound" && UNFINISHED.has(statusOf(row))) return refused(20009);
    writeDown(call.world, call.state, { what: "erased", sid: row.sid, part: "message" });
    return NO_CONTENT;
  });
}

/** Takes what a business says about whether a message arrived; Twilio makes no use of it that anybody sees, and neither do we. */
export function giveFeedback(call: Call): Reply {
  const outcome = call.form.get("Outcome") ?? "confirmed";
  return withMessage(call, (row) => {
    if (row.direction === "inbound" || !OUTCOMES.has(outcome)) return refused(20001);
    const now = rfc2822(call.world.clock());
    const accountSid = call.state.account.sid;
    return json(200, { account_sid: accountSid, message_sid: row.sid, outcome, date_created: now, date_updated: now, uri: `${messageUri(accountSid, row.sid)}/Feedback.json` });
  });
}

/** POST /v2/Indicators/Typing.json: shows a person that an answer is being written to what they wrote. */
export function showTyping({ state, form }: Call): Reply {
  if (form.get("channel") !== "whatsapp") return refused(20001);
  const row = state.bySid.get(form.get("messageId") ?? "");
  return row?.direction === "inbound" ? json(200, { success: true }) : refused(20404);
}

/** The second name in the path is a message of the account, or there is nothing there. */
export function withMessage({ state, named: [, sid = ""] }: Call, answer: (row: Message | InboundMessage) => Reply): Reply {
  const row = state.bySid.get(sid);
  return row && !isErased(row, "message") ? answer(row) : refused(20404);
}

function refused(code: KnownCode): Reply {
  return refusal(refusedWith(code));
}
