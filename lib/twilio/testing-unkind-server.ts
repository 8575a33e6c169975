/** A server for tests that does to each request what the request asks for, and keeps its own record of which requests reached it. */
import { createServer, type AddressInfo, type Server, type Socket } from "node:net";

/** What becomes of a request. `taken…` means that the message was created, whatever the answer says. */
export const FATES = [
  "answered",
  "answeredLate",
  "answeredThenReset",
  "answeredThenClosed",
  "takenThenReset",
  "takenThenClosed",
  "takenThenCut",
  "takenThenSilent",
  "takenThenGarbage",
  "takenThenWebPage",
  "takenThenWrongSid",
  "takenThenEmpty",
  "takenThen500",
  "takenThen503",
  "takenThenLied",
  "takenThenRedirected",
  "takenThenInterim",
  "refused400",
  "refused400WebPage",
  "refused429",
] as const;
export type Fate = (typeof FATES)[number];

/** What the server knows of one call. */
export type Seen = {
  /** How many times it was read, whole or in part. */
  times: number;
  /** The message that it became; null when it was refused. */
  sid: string | null;
};

export type UnkindServer = {
  url: string;
  /** By the name that each call bears. */
  seen: Map<string, Seen>;
  /** Requests of which only a part was read when their connection ended, so that nobody knows which calls they were. */
  strays: () => number;
  stop: () => Promise<void>;
};

/** Answers later than most, in milliseconds. */
const LATE_MS = 20;
/** How long a connection is kept after an answer before it is closed under the next request, in milliseconds. */
const CLOSING_MS = 2;
/** Each so-manieth connection is reset before anything is read from it. */
const RESET_UNREAD_EVERY = 97;

export async function startUnkindServer(): Promise<UnkindServer> {
  const seen = new Map<string, Seen>();
  const sockets = new Set<Socket>();
  let connections = 0;
  let strays = 0;
  const server = createServer({ pauseOnConnect: true }, (socket) => {
    sockets.add(socket);
    connections += 1;
    if (connections % RESET_UNREAD_EVERY === 0) return void socket.on("error", () => undefined).resetAndDestroy();
    let unread = Buffer.alloc(0);
    const take = (chunk: Buffer) => {
      unread = Buffer.concat([unread, chunk]);
      for (let request = requestIn(unread); request; request = requestIn(unread)) {
        unread = unread.subarray(request.bytes);
        answer(socket, request.fate, note(seen, request));
      }
    };
    socket.on("data", take).on("error", () => undefined).on("close", () => {
      sockets.delete(socket);
      if (unread.length > 0) strays += 1;
    });
    socket.resume();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const stop = async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  };
  return { url: `http://127.0.0.1:${portOf(server)}`, seen, strays: () => strays, stop };
}

export function portOf(server: Server): number {
  const address: AddressInfo | string | null = server.address();
  return typeof address === "object" && address ? address.port : 0;
}

type Request = { name: string; fate: Fate; bytes: number };

/** The first whole request; null while there is none. Its template variables say which call it is and what is to become of it. */
function requestIn(unread: Buffer): Request | null {
  const headEnd = unread.indexOf("\r\n\r\n");
  if (headEnd < 0) return null;
  const length = Number(/content-length: (\d+)/i.exec(unread.subarray(0, headEnd).toString("latin1"))?.[1] ?? 0);
  const bytes = headEnd + 4 + length;
  if (unread.length < bytes) return null;
  const form = new URLSearchParams(unread.subarray(headEnd + 4, bytes).toString("utf8"));
  const { name = "", fate = "" }: Record<string, string> = JSON.parse(form.get("ContentVariables") ?? "{}");
  return { name, fate: FATES.find((each) => each === fate) ?? "refused400", bytes };
}

function note(seen: Map<string, Seen>, { name, fate }: Request): string {
  const sid = `SM${seen.size.toString(16).padStart(32, "0")}`;
  seen.set(name, { times: (seen.get(name)?.times ?? 0) + 1, sid: fate.startsWith("refused") ? null : sid });
  return sid;
}

function answer(socket: Socket, fate: Fate, sid: string): void {
  const created = JSON.stringify({ sid, status: "queued" });
  switch (fate) {
    case "answered":
      return void socket.write(http(201, created));
    case "answeredLate":
      return void setTimeout(() => socket.write(http(201, created)), LATE_MS);
    case "answeredThenReset":
      return void socket.write(http(201, created), () => setTimeout(() => socket.resetAndDestroy(), CLOSING_MS));
    case "answeredThenClosed":
      return void socket.write(http(201, created), () => setTimeout(() => socket.end(), CLOSING_MS));
    case "takenThenReset":
      return void socket.resetAndDestroy();
    case "takenThenClosed":
      return void socket.end();
    case "takenThenCut":
      return void socket.write(http(201, created).slice(0, -10), () => socket.destroy());
    case "takenThenSilent":
      return;
    case "takenThenInterim":
      return void socket.write("HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n", () => socket.destroy());
    default:
      return void socket.write(plainAnswer(fate, sid));
  }
}

type PlainFate = Exclude<Fate, `answered${string}` | "takenThenReset" | "takenThenClosed" | "takenThenCut" | "takenThenSilent" | "takenThenInterim">;

function plainAnswer(fate: PlainFate, sid: string): string {
  switch (fate) {
    case "takenThenGarbage":
      return http(201, `{"sid": "${sid}`);
    case "takenThenWebPage":
      return http(200, "<html>ok</html>");
    case "takenThenWrongSid":
      return http(201, `{"sid": "AC${"0".repeat(32)}"}`);
    case "takenThenEmpty":
      return http(201, "");
    case "takenThen500":
      return http(500, `{"code": 20500, "message": "Internal", "status": 500}`);
    case "takenThen503":
      return http(503, "<html>unavailable</html>");
    case "takenThenLied":
      // The body speaks of a refusal, in the newer form (RFC 9457); the status does not.
      return http(500, `{"type": "about:blank", "title": "Bad Request", "status": 400, "code": 21211}`);
    case "takenThenRedirected":
      return http(307, "", "location: /2010-04-01/elsewhere\r\n");
    case "refused400":
      return http(400, `{"code": 21211, "message": "Not a number.", "status": 400}`);
    case "refused400WebPage":
      return http(400, "<html>bad request</html>");
    case "refused429":
      return http(429, `{"code": 20429, "message": "Too Many Requests", "status": 429}`);
  }
}

function http(status: number, body: string, more = ""): string {
  return `HTTP/1.1 ${status} Said\r\ncontent-type: application/json\r\n${more}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}
