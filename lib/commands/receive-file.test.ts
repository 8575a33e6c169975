import { createHash } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { disconnect, pool } from "#lib/db/connection.ts";
import { freshDatabase } from "#lib/db/testing.ts";
import { seedCast, type Cast } from "#lib/db/testing-cast.ts";
import { CHUNK_BYTES, UPLOAD_BYTES_MAX } from "#lib/domain/import-file.ts";
import { encodingOf } from "#lib/domain/text-encoding.ts";
import { beginUpload } from "./begin-upload.ts";
import { discardImport } from "./discard-import.ts";
import { receiveFile } from "./receive-file.ts";

let cast: Cast;
beforeAll(async () => {
  await freshDatabase();
  cast = await seedCast("none");
});
afterAll(disconnect);

async function begin(newList = "Spring") {
  const begun = await beginUpload(cast.people.omar, { accountId: cast.accounts.live, fileName: "spring.csv", into: { newList } });
  if (begun.kind !== "begun") throw new Error("refused");
  return { key: { accountId: cast.accounts.live, importId: begun.importId }, begun };
}
const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
const lists = async () => (await pool().query<{ name: string }>("select name from contact_list order by name")).rows.map(({ name }) => name);

async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

test("a file is kept byte for byte in pieces of one size, however it arrives", async () => {
  const bytes = Buffer.alloc(3 * CHUNK_BYTES + 12_345, "Müller,");
  for (const size of [CHUNK_BYTES, 65_537, 5 * CHUNK_BYTES]) {
    const { key } = await begin();
    const result = await receiveFile(key, inPieces(bytes, size), { bytes: bytes.length, sha256: sha256(bytes) });
    expect(result).toMatchObject({ kind: "received", file: { bytes: bytes.length, sha256: sha256(bytes) } });
    expect(result.kind === "received" && encodingOf(result.file.scan)).toBe("utf-8");
    const { rows } = await pool().query<{ bytes: Buffer }>("select bytes from import_chunk where import_id = $1 order by seq", [key.importId]);
    expect(rows.map((row) => row.bytes.length)).toEqual([CHUNK_BYTES, CHUNK_BYTES, CHUNK_BYTES, 12_345]);
    expect(sha256(Buffer.concat(rows.map((row) => row.bytes)))).toBe(sha256(bytes));
  }
});

test("a file that is cut anywhere is known by its length, and one that was changed by its digest", async () => {
  const bytes = Buffer.alloc(200_000, "Phone,Name\n");
  const announced = { bytes: bytes.length, sha256: sha256(bytes) };
  for (const share of [0, 0.01, 0.5, 0.99]) {
    const { key } = await begin();
    expect(await receiveFile(key, inPieces(bytes.subarray(0, bytes.length * share), 65_536), announced)).toEqual({ kind: "cut", bytes: bytes.length * share });
  }
  const { key } = await begin();
  const changed = Buffer.from(bytes);
  changed[100_000] = 0;
  expect(await receiveFile(key, inPieces(changed, 65_536), announced)).toEqual({ kind: "changed" });
});

test("what goes on beyond the limit is not read to its end", async () => {
  const { key } = await begin();
  let sent = 0;
  async function* endless(): AsyncGenerator<Uint8Array> {
    for (;;) {
      sent += 16 * CHUNK_BYTES;
      yield Buffer.alloc(16 * CHUNK_BYTES);
    }
  }
  expect(await receiveFile(key, endless(), { bytes: null, sha256: null })).toEqual({ kind: "too-large" });
  expect(sent).toBeLessThanOrEqual(UPLOAD_BYTES_MAX + 16 * CHUNK_BYTES);
  await discardImport(cast.people.omar, key);
});

test("a discarded upload leaves no piece, and takes the list that was made for it along unless something else is in it", async () => {
  const first = await begin("Made for it");
  await receiveFile(first.key, inPieces(Buffer.from("Phone"), 5), { bytes: null, sha256: null });
  expect(first.begun.listIsNew).toBe(true);
  const second = await begin("Made for it");
  expect(second.begun).toMatchObject({ listIsNew: false, listId: first.begun.listId });
  expect(await discardImport(cast.people.omar, first.key, first.begun.listId)).toEqual({ kind: "discarded" });
  expect((await pool().query("select 1 from import_chunk where import_id = $1", [first.key.importId])).rowCount).toBe(0);
  expect(await lists()).toContain("Made for it");
  expect(await discardImport(cast.people.omar, second.key, first.begun.listId)).toEqual({ kind: "discarded" });
  expect(await lists()).not.toContain("Made for it");
  expect(await discardImport(cast.people.omar, second.key)).toEqual({ kind: "not-possible" });
});

test("nobody uploads into, or discards from, another account", async () => {
  const { key, begun } = await begin("Wall");
  expect(await beginUpload(cast.people.fritz, { accountId: cast.accounts.foreign, fileName: "x.csv", into: { listId: begun.listId } })).toEqual({ kind: "no-such-list" });
  expect(await discardImport(cast.people.fritz, { ...key, accountId: cast.accounts.foreign })).toEqual({ kind: "not-possible" });
});
