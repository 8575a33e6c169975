/** Inbound messages, for hosts without a worker. */
import { receiveInbound } from "#lib/ingress/receive-inbound.ts";
import { ingress, readWebhook } from "../../ingress.ts";

/** An empty answer that tells Twilio to reply nothing. */
const EMPTY_TWIML = '<?xml version="1.0" encoding="UTF-8"?><Response/>';

export async function POST(request: Request, { params }: { params: Promise<{ account: string }> }): Promise<Response> {
  const { account } = await params;
  const world = ingress();
  if (!world) return new Response(null, { status: 503 });
  const webhook = await readWebhook(request, account);
  if (!webhook) return new Response(null, { status: 413 });
  const receipt = await receiveInbound(world, webhook);
  if (receipt === "refused") return new Response(null, { status: 403 });
  return new Response(EMPTY_TWIML, { headers: { "content-type": "text/xml" } });
}
