/** Twilio's REST API: who asks, on which account, what for, and what the log keeps of it. */
import type { IncomingHttpHeaders } from "node:http";
import { actedOn, whoAsks } from "./credentials.ts";
import { refusedWith } from "./error-body.ts";
import type { Asked } from "./paging.ts";
import { countIn } from "./presence.ts";
import { type Noted, refusal, type Reply } from "./reply.ts";
import type { LogEntry } from "./request-log.ts";
import { wayTo } from "./routes.ts";
import type { RestReply } from "./server.ts";
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
const ACCOUNT_PATH = /^\/2010-04-01\/Accounts\/([^/.]+)/;

/** Answers one request and enters it in the log. */
export function answerRest(world: World, request: RestRequest): RestReply {
  const own = whoAsks(world, request.headers.authorization);
  const [, named] = ACCOUNT_PATH.exec(request.path) ?? [];
  const state = own === null || named === undefined ? own : actedOn(world, own, named);
  const { refused, ...presence } = countIn(world, { accountSid: own?.account.sid ?? null, path: request.path, receivedAt: request.receivedAt });
  let noted = false;
  const note = (facts: Noted) => {
    noted = true;
    return enterRequest(world, { request, state: state ?? own, facts });
  };
  const reply = refused ? refusal(refusedWith(20429)) : letIn(world, { request, state, note });
  if (!noted && reply.kind === "answer") note({ status: reply.status, code: reply.code ?? null });
  return { reply, ...presence };
}

type Visit = { request: RestRequest; state: AccountState | null; note: (facts: Noted) => LogEntry };

function letIn(world: World, { request, state, note }: Visit): Reply {
  if (state === null) return { ...refusal(refusedWith(20003)), headers: { "www-authenticate": 'Basic realm="Twilio API"' } };
  const asked = askedOf(request.path);
  const { door, named } = wayTo(request.method, asked.path);
  return door({ world, state, asked, named, form: formOf(request), body: request.body, base: request.base, note });
}

function askedOf(path: string): Asked {
  const mark = path.indexOf("?");
  return mark < 0 ? { path, query: new URLSearchParams() } : { path: path.slice(0, mark), query: new URLSearchParams(path.slice(mark + 1)) };
}

function formOf(request: RestRequest): URLSearchParams {
  return new URLSearchParams(request.headers["content-type"]?.startsWith(FORM_TYPE) ? request.body : "");
}

/** Writes a request down, once. */
export function enterRequest(world: World, { request, state, facts }: { request: RequestHead; state: AccountState | null; facts: Noted }): LogEntry {
  const before = world.entries.at(-1);
  const entry: LogEntry = {
    index: world.entries.length,
    receivedAt: request.receivedAt,
    accountSid: state?.account.sid ?? null,
    method: request.method,
    // Most requests are like the one before, and one text serves all of them.
    path: before?.path === request.path ? before.path : request.path,
    from: null,
    to: null,
    serviceSid: null,
    chosen: false,
    sendAt: null,
    validitySeconds: null,
    contentSid: null,
    variables: null,
    mediaUrl: null,
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
