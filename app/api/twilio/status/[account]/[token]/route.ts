/** Status callbacks, for hosts without a worker. */
import { answered } from "../../../ingress.ts";

export async function POST(request: Request): Promise<Response> {
  return answered(request);
}
