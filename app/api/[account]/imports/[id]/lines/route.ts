/** The lines of an import that were not taken, as a file to mend and import again. */
import { rightForRequest } from "#lib/auth/require-right.ts";
import { pool } from "#lib/db/connection.ts";
import { findImport } from "#lib/db/imports.ts";
import { isUuid } from "#lib/domain/ids.ts";
import { notTakenFile } from "#lib/jobs/not-taken-file.ts";

const PRIVATE = { "Cache-Control": "private, no-store" };

export async function GET(request: Request, { params }: { params: Promise<{ account: string; id: string }> }): Promise<Response> {
  const { account: slug, id } = await params;
  const gate = await rightForRequest(request, slug, "numbers.see");
  if (!gate.ok) return gate.response;
  const key = { accountId: gate.account.id, importId: id };
  const found = isUuid(id) ? await findImport(pool(), key) : null;
  if (!found) return Response.json({ message: "There is no such import in this account." }, { status: 404, headers: PRIVATE });
  return new Response(streamed(notTakenFile(key, found)), {
    headers: {
      ...PRIVATE,
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": `attachment; filename="not-taken.csv"; filename*=UTF-8''${encoded(`not taken from ${found.fileName.replace(/\.[^.]*$/, "")}.csv`)}`,
      "Content-Security-Policy": "sandbox",
      "X-Content-Type-Options": "nosniff",
    },
  });
}

/** As RFC 8187 wants it: encodeURIComponent leaves four signs that it does not. */
function encoded(name: string): string {
  return encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
}

function streamed(pieces: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await pieces.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await pieces.return(undefined);
    },
  });
}
