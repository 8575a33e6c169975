/** What both webhook routes share: the same receiving side that the worker's listener has. */
import { answerWebhook, BODY_MAX_BYTES, BODY_WITHIN_MS, NOT_NOW, type ReadBody, type WebhookAnswer } from "#lib/ingress/answer-webhook.ts";
import { type IngressWorld, openIngress } from "#lib/ingress/open-ingress.ts";
import { settings } from "#lib/env.ts";

const say = (event: string, facts: Record<string, string | number>) => console.log(JSON.stringify({ at: new Date().toISOString(), event, ...facts }));

/** Next.js loads server modules more than once in one process; the connections must not multiply with them. */
const shelf = globalThis as typeof globalThis & { drumbeatIngress?: IngressWorld };

/** The receiving side of this process, or null when PUBLIC_BASE_URL is not set: without it no signature can be checked. */
export function ingress(): IngressWorld | null {
  const { publicBaseUrl, encryptionKey: callbackKey } = settings();
  if (!publicBaseUrl) return null;
  return (shelf.drumbeatIngress ??= openIngress({ publicBaseUrl, callbackKey, say }));
}

/** Receives one webhook of Twilio, whatever its path says: the receiving side reads the whole address itself. */
export async function answered(request: Request, bodyWithinMs: number = BODY_WITHIN_MS): Promise<Response> {
  const world = ingress();
  if (!world) return responseOf(NOT_NOW);
  const { pathname, search } = new URL(request.url);
  const { method, headers } = request;
  const incoming = { method, target: pathname + search, signature: headers.get("x-twilio-signature") ?? "", contentType: headers.get("content-type") ?? "", readBody: () => bodyOf(request, bodyWithinMs) };
  return responseOf(await answerWebhook(world, incoming).catch(() => NOT_NOW));
}

async function bodyOf(request: Request, withinMs: number): Promise<ReadBody> {
  const reader = request.body?.getReader();
  if (!reader) return { kind: "body", text: "" };
  const { promise: late, resolve } = Promise.withResolvers<"late">();
  const slow = setTimeout(resolve, withinMs, "late");
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    for (;;) {
      const piece = await Promise.race([reader.read(), late]);
      if (piece === "late") return { kind: "slow-body" };
      if (piece.done) return { kind: "body", text: Buffer.concat(chunks).toString("utf8") };
      bytes += piece.value.length;
      if (bytes > BODY_MAX_BYTES) return { kind: "too-large" };
      chunks.push(piece.value);
    }
  } finally {
    clearTimeout(slow);
    reader.cancel().catch(() => undefined);
  }
}

function responseOf({ status, contentType, body }: WebhookAnswer): Response {
  return new Response(body === "" ? null : body, { status, ...(contentType && { headers: { "content-type": contentType } }) });
}
