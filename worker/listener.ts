/** The fast door for Twilio: a plain HTTP listener that answers once an event is committed. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { answerWebhook, BODY_MAX_BYTES, BODY_WITHIN_MS, NOT_NOW, type ReadBody, type WebhookAnswer } from "#lib/ingress/answer-webhook.ts";
import type { IngressWorld } from "#lib/ingress/open-ingress.ts";

/** Twilio gives up after 15 s; whoever sends slower than this is not Twilio. */
const REQUEST_TIMEOUT_MS = 10_000;
/**
 * Longer than proxies keep an unused connection, most of them a minute: whoever sends on one that we are just closing
 * gets no answer, and Twilio does not send what a person wrote a second time.
 */
const KEEP_ALIVE_MS = 75_000;
const SWEEP_EVERY_MS = 20;

/** Answers to a body that was too large or too slow. */
const UNREAD: ReadonlySet<number> = new Set([408, 413]);

export type Listener = { port: number; close: () => Promise<void> };

/** Listens on a port of every interface, or a free one. `world` is asked for with each request, because the port may be part of it. */
export async function startListener(port: number, world: () => IngressWorld, bodyWithinMs: number = BODY_WITHIN_MS): Promise<Listener> {
  const server = createServer((request, response) => {
    if (request.method === "GET" && request.url === "/api/health") return end(response, { status: 200, contentType: "text/plain", body: "listening" });
    const { method = "", url: target = "/" } = request;
    const incoming = { method, target, signature: header(request, "x-twilio-signature"), contentType: header(request, "content-type"), readBody: () => bodyOf(request, bodyWithinMs) };
    answerWebhook(world(), incoming).then(
      (answer) => end(response, answer),
      () => end(response, NOT_NOW),
    );
  });
  server.requestTimeout = REQUEST_TIMEOUT_MS;
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, resolve);
  });
  return { port: portOf(server), close: () => close(server) };
}

/** Listens to the events themselves: an iterator over the pieces costs as much as the whole signature. */
function bodyOf(request: IncomingMessage, withinMs: number): Promise<ReadBody> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    const slow = setTimeout(() => done({ kind: "slow-body" }), withinMs);
    const done = (read: ReadBody) => {
      clearTimeout(slow);
      resolve(read);
    };
    request.on("data", (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= BODY_MAX_BYTES) chunks.push(chunk);
      else done({ kind: "too-large" });
    });
    request.once("end", () => done({ kind: "body", text: Buffer.concat(chunks).toString("utf8") }));
    request.once("error", (error) => {
      clearTimeout(slow);
      reject(error);
    });
  });
}

function header(request: IncomingMessage, name: string): string {
  const value = request.headers[name];
  return typeof value === "string" ? value : "";
}

function end(response: ServerResponse, { status, contentType, body }: WebhookAnswer): void {
  response.statusCode = status;
  if (contentType !== null) response.setHeader("content-type", contentType);
  // What is still to come of a body that nobody reads to its end goes with its connection.
  if (UNREAD.has(status)) response.setHeader("connection", "close");
  response.end(body);
}

function portOf(server: Server): number {
  const address: AddressInfo | string | null = server.address();
  return typeof address === "object" && address ? address.port : 0;
}

/** What is being received is finished; a connection that is kept alive by the other side is closed as soon as nothing is on it. */
function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const sweeping = setInterval(() => server.closeIdleConnections(), SWEEP_EVERY_MS);
    server.close(() => {
      clearInterval(sweeping);
      resolve();
    });
  });
}
