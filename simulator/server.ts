/** The HTTP server: reads requests whole, gives them to whom they are for, and answers after Twilio's usual moment. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Answer, Reply } from "./reply.ts";

export type ServedRequest = { method: string; path: string; headers: IncomingMessage["headers"]; body: string; receivedAt: number };
export type ServerSettings = {
  host: string;
  port: number;
  clock: () => number;
  /** The time that the next answer takes, in ms. */
  latencyMs: () => number;
  /** Called before an answer goes out. */
  beforeAnswer: () => void;
  /** Asked before the body is read: whether the connection is reset instead. */
  resetsUnread: (head: Omit<ServedRequest, "body">) => boolean;
  /** Idle time after which connections are closed unannounced; undefined for Node's own way. */
  keepAliveMs: number | undefined;
  rest: (request: ServedRequest) => RestReply;
  control: (request: ServedRequest) => Promise<Reply>;
};
/** What a REST request comes to. `headers` are those of the moment it is answered; `settled` is to be called when it is out of hand, answered or not. */
export type RestReply = { reply: Reply; headers: () => Record<string, string>; settled: () => void };

const CONTROL = "/__sim";
const BODY_MAX_BYTES = 1 << 20;
const TOO_LARGE = 413;
const NO_CONTENT = 204;

/** Resolves when the server listens. Rejects when its port is taken. */
export async function listen(settings: ServerSettings): Promise<{ server: Server; port: number }> {
  const server = createServer((request, response) => {
    const head = { method: request.method ?? "GET", path: request.url ?? "/", headers: request.headers, receivedAt: settings.clock() };
    // Twilio says nothing of how long a connection may lie idle: a server that closes early keeps silent about it too.
    if (settings.keepAliveMs !== undefined) response.setHeader("connection", "keep-alive");
    if (settings.resetsUnread(head)) return request.socket.resetAndDestroy();
    readBody(request, (body) => {
      if (body === null) return answer(response, { kind: "answer", status: TOO_LARGE, body: "{}" }, {});
      const served: ServedRequest = { ...head, body };
      if (served.path.startsWith(CONTROL)) {
        settings.control(served).then((reply) => perform(response, reply, {}), (error) => response.destroy(error));
      } else {
        const { reply, headers, settled } = settings.rest(served);
        if (response.closed) settled();
        else response.once("close", settled);
        const told = () => settings.beforeAnswer();
        setTimeout(() => perform(response, reply, { headers, told }), settings.latencyMs());
      }
    });
  });
  if (settings.keepAliveMs !== undefined) Object.assign(server, { keepAliveTimeout: settings.keepAliveMs, keepAliveTimeoutBuffer: 0 });
  await openDoor(server, settings);
  return { server, port: portOf(server) };
}

/** Listens, at first or again. Rejects when the port is taken. */
export async function openDoor(server: Server, { host, port }: { host: string; port: number }): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once("error", reject);
  server.listen(port, host, resolve);
  await promise;
  server.off("error", reject);
}

/** Stops at once: what was in hand gets no answer, and whoever comes is refused. */
export function shut(server: Server): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  server.close(() => resolve());
  server.closeAllConnections();
  return promise;
}

type Moment = { headers?: RestReply["headers"]; /** Called before anything is said. */ told?: () => void };

function perform(response: ServerResponse, reply: Reply, moment: Moment): void {
  if (reply.kind === "later") return void reply.reply.then((come) => perform(response, come, moment), (error) => response.destroy(error));
  moment.told?.();
  if (reply.kind === "answer") answer(response, reply, moment.headers?.() ?? {});
  if (reply.kind === "drop") response.socket?.resetAndDestroy();
}

function answer(response: ServerResponse, { status, body, headers, cutAt }: Answer, usual: Record<string, string>): void {
  const bytes = Buffer.from(body);
  const content = status === NO_CONTENT ? {} : { "content-type": "application/json", "content-length": bytes.length };
  response.writeHead(status, { ...content, ...usual, ...headers });
  if (status === NO_CONTENT) response.end();
  else if (cutAt === undefined) response.end(bytes);
  else response.write(bytes.subarray(0, bytes.length / 2), () => setImmediate(() => response.socket?.resetAndDestroy()));
}

/** The body as text; null when it is larger than anybody needs. Says nothing when the caller goes away. */
function readBody(request: IncomingMessage, done: (body: string | null) => void): void {
  const chunks: Buffer[] = [];
  let bytes = 0;
  request.on("data", (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes <= BODY_MAX_BYTES) chunks.push(chunk);
  });
  request.on("end", () => {
    if (bytes > BODY_MAX_BYTES) return done(null);
    done(chunks.length === 1 && chunks[0] ? chunks[0].toString() : Buffer.concat(chunks).toString());
  });
  request.on("error", () => undefined);
}

/** A server that listens on TCP has an address with a port. */
function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}
