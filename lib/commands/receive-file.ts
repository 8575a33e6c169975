/** Takes in an uploaded file piece by piece: kept, counted and hashed as it comes, never whole in memory. */
import { createHash } from "node:crypto";
import { crashpoint } from "#lib/crashpoint.ts";
import { pool } from "#lib/db/connection.ts";
import type { ImportKey } from "#lib/db/import-run.ts";
import { insertChunk } from "#lib/db/import-upload.ts";
import { CHUNK_BYTES, UPLOAD_BYTES_MAX } from "#lib/domain/import-file.ts";
import { scanned, type TextScan, unscanned } from "#lib/domain/text-encoding.ts";

/** What the browser says of the file before it sends it; null for what it cannot tell. */
export type AnnouncedFile = { bytes: number | null; sha256: string | null };

export type ReceivedFile = { bytes: number; sha256: string; firstPiece: Uint8Array; scan: TextScan };
export type ReceiveResult = { kind: "received"; file: ReceivedFile } | { kind: "cut"; bytes: number } | { kind: "changed" } | { kind: "too-large" };

/** Keeps the pieces of the body. Anything but "received" leaves pieces behind that the caller forgets together with the import. */
export async function receiveFile(key: ImportKey, body: AsyncIterable<Uint8Array>, announced: AnnouncedFile): Promise<ReceiveResult> {
  const hash = createHash("sha256");
  let scan = unscanned;
  let bytes = 0;
  let seq = 0;
  let firstPiece: Uint8Array = new Uint8Array();
  for await (const piece of inChunks(body)) {
    bytes += piece.length;
    if (bytes > UPLOAD_BYTES_MAX) return { kind: "too-large" };
    hash.update(piece);
    scan = scanned(scan, piece);
    if (seq === 0) firstPiece = piece;
    await insertChunk(pool(), { ...key, seq: seq++, bytes: piece });
    crashpoint("I1");
  }
  const sha256 = hash.digest("hex");
  if (announced.bytes !== null && announced.bytes !== bytes) return { kind: "cut", bytes };
  if (announced.sha256 !== null && announced.sha256 !== sha256) return { kind: "changed" };
  return { kind: "received", file: { bytes, sha256, firstPiece, scan } };
}

/** The same bytes in pieces of CHUNK_BYTES; the last one may be smaller. */
async function* inChunks(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let chunk = Buffer.allocUnsafe(CHUNK_BYTES);
  let filled = 0;
  for await (const some of body) {
    for (let at = 0; at < some.length; ) {
      const taken = Math.min(some.length - at, CHUNK_BYTES - filled);
      chunk.set(some.subarray(at, at + taken), filled);
      filled += taken;
      at += taken;
      if (filled < CHUNK_BYTES) continue;
      yield chunk;
      chunk = Buffer.allocUnsafe(CHUNK_BYTES);
      filled = 0;
    }
  }
  if (filled > 0) yield chunk.subarray(0, filled);
}
