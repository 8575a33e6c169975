/** The fast door for Twilio: a plain HTTP listener that answers once an event is committed. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { receiveInbound } from "#lib/ingress/receive-inbound.ts";
import { receiveStatus, type IngressWorld, type Receipt, type Webhook } from "#lib/ingress/receive-status.ts";

const BODY_MAX_BYTES = 65_536;
/** Twilio gives up after 15 s; whoever sends slower than this is not Twilio. */
const REQUEST_TIMEOUT_MS = 10_000;
const SWEEP_EVERY_MS = 20;
const STATUS_PATH = /^\/api\/twilio\/status\/([0-9a-f-]{36})\/([0-9a-f.-]{1,80})$/;
const INBOUND_PATH = /^\/api\/twilio\/inbound\/([0-9a-f-]{36})$/;
/** An empty answer that tells Twilio to reply nothing. */
const EMPTY_TWIML = '<?xml version="1.0" encoding="UTF-8"?><Response/>';

export type Listener = { port: number; close: () => Promise<void> };

/** Listens on a port of every interface, or a free one. `world` is asked for with each request, because the port may be part of it. */
export async function startListener(port: number, world: () => IngressWorld): Promise<Listener> {
  const server = createServer((request, response) => {
    answer(world(), request, response).catch(() => end(response, 503, ""));
  });
  server.requestTimeout = REQUEST_TIMEOUT_MS;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, resolve);
  });
  return { port: portOf(server), close: () => close(server) };
}

async function answer(world: IngressWorld, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const target = request.url ?? "/";
  const path = target.split("?")[0] ?? "";
  if (path === "/api/health" && request.method === "GET") return end(response, 200, "listening");
  const status = STATUS_PATH.exec(path);
  const inbound = INBOUND_PATH.exec(path);
  const accountId = status?.[1] ?? inbound?.[1];
  if (!accountId || request.method !== "POST") return end(response, 404, "");
  const body = await bodyOf(request);
  if (body === null) return end(response, 413, "");
  const webhook: Webhook = { accountId, target, body, signature: header(request, "x-twilio-signature"), contentType: header(request, "content-type") };
  const receipt: Receipt = status ? await receiveStatus(world, webhook, status[2] ?? "") : await receiveInbound(world, webhook);
  if (receipt === "refused") return end(response, 403, "");
  if (status) return end(response, 204, "");
  response.setHeader("content-type", "text/xml");
  end(response, 200, EMPTY_TWIML);
}

/** Null when the body is larger than any webhook. */
async function bodyOf(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    const piece = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    bytes += piece.length;
    if (bytes > BODY_MAX_BYTES) return null;
    chunks.push(piece);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function header(request: IncomingMessage, name: string): string {
  const value = request.headers[name];
  return typeof value === "string" ? value : "";
}

function end(response: ServerResponse, status: number, body: string): void {
  if (response.headersSent) return;
  response.statusCode = status;
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
