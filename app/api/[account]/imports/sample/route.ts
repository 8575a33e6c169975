/** The sample list of invented people, for those who want to look around first. */
import { readFile } from "node:fs/promises";
import path from "node:path";
import { rightForRequest } from "#lib/auth/require-right.ts";

const SAMPLE = "contacts-sample.csv";

export async function GET(request: Request, { params }: { params: Promise<{ account: string }> }): Promise<Response> {
  const gate = await rightForRequest(request, (await params).account, "account.see");
  if (!gate.ok) return gate.response;
  const file = await readFile(path.join(process.cwd(), "samples", SAMPLE));
  return new Response(file, {
    headers: { "Content-Type": "text/csv; charset=utf-8", "Content-Disposition": `attachment; filename="${SAMPLE}"`, "X-Content-Type-Options": "nosniff", "Cache-Control": "private, no-store" },
  });
}
