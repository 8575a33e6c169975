/** Twilio's REST API: who asks, what for, and what the log keeps of it. */
import type { IncomingHttpHeaders } from "node:http";
import { readContent } from "./content.ts";
import { createMessage } from "./create-message.ts";
import { refusedWith } from "./error-body.ts";
import { listMessages } from "./list-messages.ts";
import { messageResource } from "./message-resource.ts";
import type { Asked } from "./paging.ts";
import { json, type Noted, refusal, type Reply } from "./reply.ts";
import type { LogEntry } from "./request-log.ts";
import { readSenders } from "./senders.ts";
import type { AccountState, World } from "./world.ts";

/** What is known of a request before its body is read. */
export type RequestHead = {
  method: string;
  /** With its query. */
  path: string;
  headers: IncomingHttpHeaders;
  /** ms since 1970, with fraction. */
  receivedAt: number;
};

export type RestRequest = RequestHead & {
  body: string;
  /** Scheme and host of this server, for the links in its answers. */
  base: string;
};

const FORM_TYPE = "application/x-www-form-urlencoded";
const MESSAGES_PATH = /^\/2010-04-01\/Accounts\/([^/]+)\/Messages(?:\/([^/]+))?\.json$/;
const CONTENT_PATH = /^\/(v1|v2)\/Content(AndApprovals)?(\/|$)/;
const SENDERS_PATH = /^\/v2\/Channels\/Senders(\/|$)/;

/** Answers one request and enters it in the log. */
export function answerRest(world: World, request: RestRequest): Reply {
  const state = whoAsks(world, request.headers.authorization);
  let noted = false;
  const note = (facts: Noted) => {
    noted = true;
    return enterRequest(world, { request, state, facts });
  };
  const reply = routed(world, { request, state, note });
  if (!noted && reply.kind === "answer") note({ status: reply.status, code: reply.code ?? null });
  return reply;
}

type Routed = { request: RestRequest; state: AccountState | null; note: (facts: Noted) => LogEntry };

function routed(world: World, { request, state, note }: Routed): Reply {
  if (state === null) return unauthorised();
  const asked = askedOf(request.path);
  const [, accountSid, messageSid] = MESSAGES_PATH.exec(asked.path) ?? [];
  if (accountSid !== undefined) {
    if (accountSid !== state.account.sid) return unauthorised();
    if (messageSid !== undefined) return request.method === "GET" ? fetchMessage(state, messageSid) : refusal(refusedWith(20004));
    if (request.method === "POST") return createMessage(world, state, { params: formOf(request), note });
    return request.method === "GET" ? json(200, listMessages(state, asked)) : refusal(refusedWith(20004));
  }
  const isContent = CONTENT_PATH.test(asked.path);
  if (!isContent && !SENDERS_PATH.test(asked.path)) return refusal(refusedWith(20404));
  if (request.method !== "GET") return refusal(refusedWith(20004));
  return isContent ? readContent(state, asked, request.base) : readSenders(state, asked, request.base);
}

export function whoAsks(world: World, authorization: string | undefined): AccountState | null {
  const [scheme = "", pair = ""] = (authorization ?? "").split(" ");
  return scheme.toLowerCase() === "basic" ? (world.credentials.get(pair) ?? null) : null;
}

function unauthorised(): Reply {
  return { ...refusal(refusedWith(20003)), headers: { "www-authenticate": 'Basic realm="Twilio API"' } };
}

function fetchMessage(state: AccountState, sid: string): Reply {
  const row = state.bySid.get(sid);
  return row ? json(200, messageResource(state, row)) : refusal(refusedWith(20404));
}

function askedOf(path: string): Asked {
  const mark = path.indexOf("?");
  return mark < 0 ? { path, query: new URLSearchParams() } : { path: path.slice(0, mark), query: new URLSearchParams(path.slice(mark + 1)) };
}

/** A body of another type holds no parameters that Twilio would see. */
function formOf(request: RestRequest): URLSearchParams {
  return new URLSearchParams(request.headers["content-type"]?.startsWith(FORM_TYPE) ? request.body : "");
}

/** Writes a request down, once. */
export function enterRequest(world: World, { request, state, facts }: { request: RequestHead; state: AccountState | null; facts: Noted }): LogEntry {
  const entry: LogEntry = {
    index: world.entries.length,
    receivedAt: request.receivedAt,
    accountSid: state?.account.sid ?? null,
    method: request.method,
    path: request.path,
    from: null,
    to: null,
    contentSid: null,
    variables: null,
    body: null,
    bodySha256: null,
    callbackUrl: null,
    fate: null,
    status: null,
    code: null,
    sid: null,
    acceptedAt: null,
    ...facts,
  };
  world.entries.push(entry);
  // A request that created a message is written down together with what will become of it.
  if (entry.sid === null) world.journal.write({ kind: "request", entry });
  return entry;
}
