/** Takes Twilio's own list of error codes, and takes it away again. */
import { z } from "zod";
import { recordAudit } from "#lib/db/audit.ts";
import { inTransaction } from "#lib/db/connection.ts";
import { clearImportedErrorCodes, IMPORTED_CODES_MAX, replaceImportedErrorCodes, type ImportedErrorCode } from "#lib/db/imported-error-codes.ts";

/** Twilio's list has a few megabytes. */
export const ERROR_LIST_BYTES_MAX = 10_000_000;

/** Longer texts are cut: they are shown beside ours, not kept for their own sake. In characters. */
const NAME_MAX = 300;
const TEXT_MAX = 8_000;

export type ImportErrorCodesResult =
  /** `wrong`: entries that are no code, or one that came before. */
  | { kind: "imported"; taken: number; wrong: number }
  | { kind: "too-large" }
  | { kind: "not-json" }
  | { kind: "not-a-list" }
  | { kind: "too-many" }
  | { kind: "no-codes" };

const text = (max: number) =>
  z
    .union([z.string(), z.array(z.string()).transform((lines) => lines.join("\n"))])
    .nullish()
    // No text of PostgreSQL holds a NUL.
    .transform((said) => (said ?? "").replaceAll("\0", "").trim().slice(0, max));

const TWILIO_PAGE = /^https:\/\/(?:[a-z0-9-]+\.)*twilio\.com\//;

/** One entry as Twilio publishes it (twilio-error-codes.json): further fields are left out. */
const Entry = z.object({
  code: z.coerce.number().int().min(1).max(999_999),
  message: text(NAME_MAX).refine((said) => said !== ""),
  description: text(TEXT_MAX),
  causes: text(TEXT_MAX),
  solutions: text(TEXT_MAX),
  // A link that leads anywhere else than to Twilio is left out.
  docs: z.unknown().optional().transform((url) => (typeof url === "string" && TWILIO_PAGE.test(url) && URL.canParse(url) ? url.slice(0, NAME_MAX) : null)),
});

/** Puts the list in the place of the one before. A file that is none leaves everything as it was. */
export async function importErrorCodes(actorId: string, file: AsyncIterable<Uint8Array>): Promise<ImportErrorCodesResult> {
  const said = await textOf(file);
  if (said === null) return { kind: "too-large" };
  const list = parsed(said);
  if (list === undefined) return { kind: "not-json" };
  if (!Array.isArray(list)) return { kind: "not-a-list" };
  if (list.length > IMPORTED_CODES_MAX) return { kind: "too-many" };
  const codes = codesIn(list);
  const wrong = list.length - codes.length;
  if (codes.length === 0) return { kind: "no-codes" };
  await inTransaction(async (tx) => {
    const before = await replaceImportedErrorCodes(tx, codes, actorId);
    await recordAudit(tx, { accountId: null, actorId, action: "error-codes.imported", subjectKind: "error-codes", subjectId: "twilio", detail: { taken: codes.length, wrong, before } });
  });
  return { kind: "imported", taken: codes.length, wrong };
}

/** Takes the imported list away. Returns how many codes it had. */
export async function removeImportedErrorCodes(actorId: string): Promise<number> {
  return inTransaction(async (tx) => {
    const before = await clearImportedErrorCodes(tx);
    if (before > 0) await recordAudit(tx, { accountId: null, actorId, action: "error-codes.removed", subjectKind: "error-codes", subjectId: "twilio", detail: { before } });
    return before;
  });
}

/** The first entry of each code. */
function codesIn(list: unknown[]): ImportedErrorCode[] {
  const codes = new Map<number, ImportedErrorCode>();
  for (const item of list) {
    const entry = Entry.safeParse(item);
    if (!entry.success || codes.has(entry.data.code)) continue;
    const { code, message, description, causes, solutions, docs } = entry.data;
    codes.set(code, { code, name: message, description, causes, solutions, docsUrl: docs });
  }
  return [...codes.values()];
}

/** Null when it is larger than is taken: then the rest is not read. */
async function textOf(file: AsyncIterable<Uint8Array>): Promise<string | null> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of file) {
    bytes += piece.byteLength;
    if (bytes > ERROR_LIST_BYTES_MAX) return null;
    pieces.push(piece);
  }
  return new TextDecoder().decode(Buffer.concat(pieces));
}

/** Undefined for what is no JSON. */
function parsed(said: string): unknown {
  try {
    return JSON.parse(said);
  } catch {
    return undefined;
  }
}
