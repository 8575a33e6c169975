/** The record of an account as a file, narrowed as the page is. */
import { rightForRequest } from "#lib/auth/require-right.ts";
import { pool } from "#lib/db/connection.ts";
import { everyChange, type AuditFilter } from "#lib/db/list-audit.ts";
import { isDeedNoun } from "#lib/domain/audit-deed.ts";
import { auditFileHead, auditFileLine } from "#lib/domain/audit-file.ts";
import { isUuid } from "#lib/domain/ids.ts";
import { csvResponse } from "../../csv-response.ts";

export async function GET(request: Request, { params }: { params: Promise<{ account: string }> }): Promise<Response> {
  const { account: slug } = await params;
  const gate = await rightForRequest(request, slug, "record.see");
  if (!gate.ok) return gate.response;
  const asked = new URL(request.url).searchParams;
  const [of, by] = [asked.get("of"), asked.get("by")];
  const name = `record-${gate.account.slug}.csv`;
  return csvResponse(file({ accountId: gate.account.id, of: isDeedNoun(of) ? of : null, actorId: isUuid(by) ? by : null }), { name, plainName: name });
}

async function* file(filter: AuditFilter): AsyncGenerator<string> {
  yield auditFileHead();
  for await (const changes of everyChange(pool(), filter)) yield changes.map(auditFileLine).join("");
}
