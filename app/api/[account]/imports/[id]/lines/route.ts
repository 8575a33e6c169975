/** The lines of an import that were not taken, as a file to mend and import again. */
import { rightForRequest } from "#lib/auth/require-right.ts";
import { pool } from "#lib/db/connection.ts";
import { findImport } from "#lib/db/imports.ts";
import { isUuid } from "#lib/domain/ids.ts";
import { notTakenFile } from "#lib/jobs/not-taken-file.ts";
import { csvResponse } from "../../../../csv-response.ts";

export async function GET(request: Request, { params }: { params: Promise<{ account: string; id: string }> }): Promise<Response> {
  const { account: slug, id } = await params;
  const gate = await rightForRequest(request, slug, "numbers.see");
  if (!gate.ok) return gate.response;
  const key = { accountId: gate.account.id, importId: id };
  const found = isUuid(id) ? await findImport(pool(), key) : null;
  if (!found) return Response.json({ message: "There is no such import in this account." }, { status: 404, headers: { "Cache-Control": "private, no-store" } });
  return csvResponse(notTakenFile(key, found), { name: `not taken from ${found.fileName.replace(/\.[^.]*$/, "")}.csv`, plainName: "not-taken.csv" });
}
