/** What both webhook routes share: the same receiving side that the worker's listener has. */
import { openIngress } from "#lib/ingress/open-ingress.ts";
import type { IngressWorld, Webhook } from "#lib/ingress/receive-status.ts";
import { settings } from "#lib/env.ts";

const BODY_MAX_BYTES = 65_536;

let world: IngressWorld | undefined;

/** Null when PUBLIC_BASE_URL is not set: without it no signature can be checked. */
export function ingress(): IngressWorld | null {
  const { publicBaseUrl, encryptionKey: callbackKey } = settings();
  if (!publicBaseUrl) return null;
  return (world ??= openIngress({ publicBaseUrl, callbackKey }));
}

/** The request as the receiving side reads it; null when its body is larger than any webhook. */
export async function readWebhook(request: Request, accountId: string): Promise<Webhook | null> {
  if (Number(request.headers.get("content-length") ?? 0) > BODY_MAX_BYTES) return null;
  const body = await request.text();
  if (Buffer.byteLength(body) > BODY_MAX_BYTES) return null;
  const { pathname, search } = new URL(request.url);
  return { accountId, target: pathname + search, body, signature: request.headers.get("x-twilio-signature") ?? "", contentType: request.headers.get("content-type") ?? "" };
}
