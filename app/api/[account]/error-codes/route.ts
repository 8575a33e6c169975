/** Where a browser puts Twilio's own list of error codes: the raw body. Whoever is admin of an account may. */
import { rightForRequest } from "#lib/auth/require-right.ts";
import { ERROR_LIST_BYTES_MAX, importErrorCodes, type ImportErrorCodesResult } from "#lib/commands/import-error-codes.ts";
import { IMPORTED_CODES_MAX } from "#lib/db/imported-error-codes.ts";

const MEGABYTE = 1_000_000;

export async function POST(request: Request, { params }: { params: Promise<{ account: string }> }): Promise<Response> {
  const gate = await rightForRequest(request, (await params).account, "catalogue.change");
  if (!gate.ok) return gate.response;
  const announced = Number(request.headers.get("content-length") ?? 0);
  if (announced > ERROR_LIST_BYTES_MAX) return refusal({ kind: "too-large" });
  const result = await importErrorCodes(gate.person.id, request.body ?? new ReadableStream<Uint8Array>({ start: (none) => none.close() }));
  if (result.kind !== "imported") return refusal(result);
  return answer(201, { next: `/help/errors?taken=${result.taken}&wrong=${result.wrong}#twilio-list` });
}

function refusal(result: Exclude<ImportErrorCodesResult, { kind: "imported" }>): Response {
  return answer(result.kind === "too-large" ? 413 : 400, { message: explain(result) });
}

function explain(result: Exclude<ImportErrorCodesResult, { kind: "imported" }>): string {
  switch (result.kind) {
    case "too-large":
      return `The file has more than ${ERROR_LIST_BYTES_MAX / MEGABYTE} MB; Twilio’s list is smaller. Nothing was changed.`;
    case "not-json":
      return "The file is not JSON, so nothing was changed. Choose the file twilio-error-codes.json as Twilio publishes it.";
    case "not-a-list":
      return "The file is JSON, but not a list of codes, so nothing was changed. Choose the file twilio-error-codes.json as Twilio publishes it.";
    case "too-many":
      return `The file lists more than ${IMPORTED_CODES_MAX.toLocaleString("en-US")} codes, which Twilio’s own does not. Nothing was changed.`;
    case "no-codes":
      return "No entry of the file has a code and a message, so nothing was changed. Choose the file twilio-error-codes.json as Twilio publishes it.";
  }
}

function answer(status: number, body: { next: string } | { message: string }): Response {
  return Response.json(body, { status, headers: { "Cache-Control": "private, no-store" } });
}
