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
    const receivedAt = settings.clock();
    readBody(request, (body) => {
      if (body === null) return answer(response, { kind: "answer", status: TOO_LARGE, body: "{}" });
      const served: ServedRequest = { method: request.method ?? "GET", path: request.url ?? "/", headers: request.headers, body, receivedAt };
      if (served.path.startsWith(CONTROL)) {
        settings.control(served).then((reply) => perform(response, reply), (error) => response.destroy(error));
      } else {
        const { reply, headers, settled } = settings.rest(served);
        if (response.closed) settled();
        else response.once("close", settled);
        setTimeout(() => {
          settings.beforeAnswer();
          perform(response, reply, headers());
        }, settings.latencyMs());
      }
    });
  });
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once("error", reject);
  server.listen(settings.port, settings.host, resolve);
  await promise;
  return { server, port: portOf(server) };
}

/** Stops at once: what was in hand gets no answer. */
export function shut(server: Server): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  server.close(() => resolve());
  server.closeAllConnections();
  return promise;
}

function perform(response: ServerResponse, reply: Reply, headers: Record<string, string> = {}): void {
  if (reply.kind === "answer") answer(response, reply, headers);
  if (reply.kind === "drop") response.socket?.resetAndDestroy();
}

function answer(response: ServerResponse, { status, body, headers }: Answer, usual: Record<string, string> = {}): void {
  const content = status === NO_CONTENT ? {} : { "content-type": "application/json", "content-length": Buffer.byteLength(body) };
  response.writeHead(status, { ...content, ...usual, ...headers });
  response.end(status === NO_CONTENT ? undefined : body);
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
