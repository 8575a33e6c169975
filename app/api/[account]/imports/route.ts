/** Where a browser puts the file of an import: the raw body, with its name and its list in the address. */
import { z } from "zod";
import { rightForRequest } from "#lib/auth/require-right.ts";
import { beginUpload, type UploadTarget } from "#lib/commands/begin-upload.ts";
import { discardImport } from "#lib/commands/discard-import.ts";
import { finishUpload } from "#lib/commands/finish-upload.ts";
import { receiveFile, type ReceiveResult } from "#lib/commands/receive-file.ts";
import { fileNameFrom } from "#lib/domain/file-name.ts";
import { UPLOAD_BYTES_MAX } from "#lib/domain/import-file.ts";
import { LIST_NAME_MAX, listNameFrom } from "#lib/domain/list-name.ts";
import { findingOf } from "#lib/jobs/read-sample.ts";

const MEGABYTE = 1_000_000;
const TOO_LARGE = `The file has more than ${UPLOAD_BYTES_MAX / MEGABYTE} MB, which is the most that is taken at once. Split it, and import the parts into the same list.`;
const CUT = "The file did not arrive whole, so nothing of it was kept. Choose it again.";
const CHANGED = "What arrived is not what your browser sent, so nothing of it was kept. Choose the file again.";
const NO_LIST = "The list is not there any more. Load the page again, then choose another.";
const NO_NAME = `Type a name for the new list, of at most ${LIST_NAME_MAX} characters.`;

const Announced = z.object({
  bytes: z.coerce.number().int().nonnegative().nullable().catch(null),
  sha256: z.string().regex(/^[0-9a-f]{64}$/).nullable().catch(null),
});

export async function POST(request: Request, { params }: { params: Promise<{ account: string }> }): Promise<Response> {
  const gate = await rightForRequest(request, (await params).account, "audience.change");
  if (!gate.ok) return gate.response;
  const { person, account } = gate;
  const query = new URL(request.url).searchParams;
  const into = targetIn(query);
  if (!into) return answer(400, { message: NO_NAME });
  const announced = announcedBy(request);
  if ((announced.bytes ?? 0) > UPLOAD_BYTES_MAX) return answer(413, { message: TOO_LARGE });

  const begun = await beginUpload(person.id, { accountId: account.id, fileName: fileNameFrom(query.get("fileName") ?? ""), into });
  if (begun.kind === "no-such-list") return answer(404, { message: NO_LIST });
  const key = { accountId: account.id, importId: begun.importId };
  const result = await receiveOrCut(() => receiveFile(key, request.body ?? new ReadableStream<Uint8Array>({ start: (none) => none.close() }), announced));
  if (result.kind !== "received") {
    await discardImport(person.id, key, begun.listIsNew ? begun.listId : null);
    return answer(result.kind === "too-large" ? 413 : 400, { message: explain(result) });
  }
  const { bytes, sha256, firstPiece, scan } = result.file;
  await finishUpload(person.id, { ...key, bytes, sha256, finding: await findingOf(firstPiece, scan, new Date()) });
  return answer(201, { next: `/${account.slug}/audience/imports/${begun.importId}` });
}

/** A body that ends with an error is one whose sender went away. */
async function receiveOrCut(receive: () => Promise<ReceiveResult>): Promise<ReceiveResult> {
  try {
    return await receive();
  } catch (error) {
    if (error instanceof Error && /abort|reset|terminated|closed|hang up/i.test(`${error.name} ${error.message}`)) return { kind: "cut", bytes: 0 };
    throw error;
  }
}

function targetIn(query: URLSearchParams): UploadTarget | null {
  const listId = z.uuid().safeParse(query.get("list"));
  if (listId.success) return { listId: listId.data };
  const newList = listNameFrom(query.get("newList") ?? "");
  return newList === null ? null : { newList };
}

function announcedBy(request: Request): z.infer<typeof Announced> {
  return Announced.parse({ bytes: request.headers.get("x-file-bytes") ?? request.headers.get("content-length"), sha256: request.headers.get("x-file-sha256") });
}

function explain(result: Exclude<ReceiveResult, { kind: "received" }>): string {
  switch (result.kind) {
    case "cut":
      return CUT;
    case "changed":
      return CHANGED;
    case "too-large":
      return TOO_LARGE;
  }
}

function answer(status: number, body: { next: string } | { message: string }): Response {
  return Response.json(body, { status, headers: { "Cache-Control": "private, no-store" } });
}
