/** The search of the command palette. */
import { rightForRequest } from "#lib/auth/require-right.ts";
import { searchText } from "#lib/forms/search-params.ts";
import { findAll } from "../../../(console)/[account]/search/find-all.ts";

const EACH = 5;

export async function GET(request: Request, { params }: { params: Promise<{ account: string }> }): Promise<Response> {
  const gate = await rightForRequest(request, (await params).account, "account.see");
  if (!gate.ok) return gate.response;
  const text = searchText(new URL(request.url).searchParams.get("q") ?? undefined);
  return Response.json({ found: await findAll(gate, text, EACH) }, { headers: { "Cache-Control": "private, no-store" } });
}
