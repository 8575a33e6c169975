/** Status callbacks, for hosts without a worker. */
import { receiveStatus } from "#lib/ingress/receive-status.ts";
import { ingress, readWebhook } from "../../../ingress.ts";

type Params = { params: Promise<{ account: string; token: string }> };

export async function POST(request: Request, { params }: Params): Promise<Response> {
  const { account, token } = await params;
  const world = ingress();
  if (!world) return new Response(null, { status: 503 });
  const webhook = await readWebhook(request, account);
  if (!webhook) return new Response(null, { status: 413 });
  const receipt = await receiveStatus(world, webhook, token);
  return new Response(null, { status: receipt === "recorded" ? 204 : 403 });
}
