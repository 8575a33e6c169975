/** A message as the REST API shows it. */
import { renderedBody } from "./content-body.ts";
import { wordsFor } from "./error-body.ts";
import { type InboundMessage, isErased, type Message, statusOf } from "./message.ts";
import { filesIn } from "./message-files.ts";
import type { AccountState } from "./world.ts";

const API_VERSION = "2010-04-01";
/** Twilio's own fee for one message, in dollars, as the API writes it. */
export const FEE = "-0.00500";

type Values = Record<string, string>;

/** The JSON of one message. `values` are those of its ContentVariables when the caller has just read them. */
export function messageResource(state: AccountState, row: Message | InboundMessage, values?: Values) {
  const accountSid = state.account.sid;
  const uri = messageUri(accountSid, row.sid);
  const always = {
    account_sid: accountSid,
    api_version: API_VERSION,
    sid: row.sid,
    direction: row.direction,
    price_unit: "USD",
    uri: `${uri}.json`,
    subresource_uris: { media: `${uri}/Media.json` },
  };
  return row.direction === "inbound" ? { ...always, ...inboundPart(state, row) } : { ...always, ...outboundPart(state, row, values) };
}

/** The address of a message, without `.json`. */
export function messageUri(accountSid: string, sid: string): string {
  return `/${API_VERSION}/Accounts/${accountSid}/Messages/${sid}`;
}

/** When Twilio handed a message on; null while it is queued and for one that never left. */
export function sentAt(row: Message | InboundMessage): number | null {
  if (row.direction === "inbound") return row.at;
  return row.moves.find((move) => move.status === "sent")?.at ?? null;
}

function inboundPart(state: AccountState, row: InboundMessage) {
  const at = rfc2822(row.at);
  return {
    body: isErased(row, "body") ? "" : row.body,
    messaging_service_sid: null,
    num_segments: "1",
    date_created: at,
    date_sent: at,
    date_updated: at,
    error_code: null,
    error_message: null,
    from: row.from,
    num_media: String(filesIn(state, row).length),
    price: null,
    status: "received",
    to: row.to,
  };
}

function outboundPart(state: AccountState, row: Message, values: Values | undefined) {
  const { entry } = row;
  const template = state.templates.get(entry.contentSid ?? "");
  const sent = sentAt(row);
  const last = row.moves.at(-1);
  const code = last?.code ?? null;
  const status = statusOf(row);
  // Before a service has handed it to one of its senders, a message has none.
  const waits = entry.chosen && (status === "accepted" || status === "scheduled" || status === "canceled");
  return {
    body: isErased(row, "body") ? "" : template ? renderedBody(template, values ?? valuesIn(entry.variables)) : (entry.body ?? ""),
    date_created: rfc2822(entry.acceptedAt ?? 0),
    date_sent: sent === null ? null : rfc2822(sent),
    date_updated: rfc2822(last?.at ?? entry.acceptedAt ?? 0),
    error_code: code,
    error_message: code === null ? null : wordsFor(code),
    from: waits ? null : entry.from,
    messaging_service_sid: entry.serviceSid ?? null,
    num_segments: waits ? "0" : "1",
    num_media: String(filesIn(state, row).length),
    price: sent === null ? null : FEE,
    status,
    to: entry.to,
  };
}

/** Values that were checked when the message was accepted: an object of texts. */
function valuesIn(variables: string | null): Values {
  return variables === null ? {} : (JSON.parse(variables) as Values);
}

export function rfc2822(ms: number): string {
  return new Date(ms).toUTCString().replace("GMT", "+0000");
}
