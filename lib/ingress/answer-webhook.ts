/** One request of Twilio, from its address to its answer. Both doors are this, over what they know of HTTP. */
import type { IngressWorld } from "./open-ingress.ts";
import { receiveInbound } from "./receive-inbound.ts";
import { receiveStatus, refused } from "./receive-status.ts";
import { readTarget, type Webhook } from "./webhook.ts";

/** A webhook of Twilio is a few hundred bytes long, one with a person's text and its media a few thousand. */
export const BODY_MAX_BYTES = 65_536;
/** Twilio gives up after 15 s, and sends a body in one piece; whoever sends slower than this is not Twilio. */
export const BODY_WITHIN_MS = 5_000;

/** An empty answer that tells Twilio to reply nothing. */
const EMPTY_TWIML = '<?xml version="1.0" encoding="UTF-8"?><Response/>';

export type ReadBody = { kind: "body"; text: string } | { kind: "too-large" } | { kind: "slow-body" };

export type IncomingWebhook = {
  method: string;
  /** Path and query as they were received, undecoded. */
  target: string;
  signature: string;
  contentType: string;
  /** Reads the body, no more of it than `BODY_MAX_BYTES` and no longer than `BODY_WITHIN_MS`. */
  readBody: () => Promise<ReadBody>;
};

export type WebhookAnswer = { status: number; contentType: string | null; body: string };

const NOT_FOUND: WebhookAnswer = { status: 404, contentType: null, body: "" };
const TOO_LARGE: WebhookAnswer = { status: 413, contentType: null, body: "" };
const TOO_SLOW: WebhookAnswer = { status: 408, contentType: null, body: "" };
const REFUSED: WebhookAnswer = { status: 403, contentType: null, body: "" };
const STATUS_TAKEN: WebhookAnswer = { status: 204, contentType: null, body: "" };
const INBOUND_TAKEN: WebhookAnswer = { status: 200, contentType: "text/xml", body: EMPTY_TWIML };
/** The door's answer when this rejects: the database did not take it, come again. */
export const NOT_NOW: WebhookAnswer = { status: 503, contentType: null, body: "" };

/** Receives one webhook and says how it is answered: 2xx only for what is committed. Rejects when the database does not take it. */
export async function answerWebhook(world: IngressWorld, incoming: IncomingWebhook): Promise<WebhookAnswer> {
  const target = incoming.method === "POST" ? readTarget(incoming.target) : null;
  if (target === null) return refusal(world, "path", NOT_FOUND);
  const read = await incoming.readBody();
  if (read.kind === "too-large") return refusal(world, read.kind, TOO_LARGE);
  if (read.kind === "slow-body") return refusal(world, read.kind, TOO_SLOW);
  const { signature, contentType } = incoming;
  const webhook: Webhook = { accountId: target.accountId, target: incoming.target, signature, contentType, body: read.text };
  if (target.kind === "status") return (await receiveStatus(world, webhook, target.token)) === "recorded" ? STATUS_TAKEN : REFUSED;
  return (await receiveInbound(world, webhook)) === "recorded" ? INBOUND_TAKEN : REFUSED;
}

function refusal(world: IngressWorld, reason: Parameters<typeof refused>[1], answer: WebhookAnswer): WebhookAnswer {
  refused(world, reason);
  return answer;
}
