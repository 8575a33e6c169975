/** The letters of a file that is kept in pieces, one piece at a time, with every line break as a line feed. */
import type { TextEncoding } from "#lib/domain/text-encoding.ts";

/** Decoded at once, in bytes: small enough that the copies of it die young. */
const SLICE_BYTES = 64 * 1024;

/**
 * Decodes pieces of any size. A byte-order mark goes; bytes that stand for nothing become U+FFFD; CR and CRLF become LF,
 * so that the lines counted here are the lines an editor shows.
 */
export async function* fileText(pieces: AsyncIterable<Uint8Array>, encoding: TextEncoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  let heldReturn = "";
  for await (const piece of sliced(pieces)) {
    const text = heldReturn + decoder.decode(piece, { stream: true });
    // The line feed of this carriage return may be in the next piece.
    heldReturn = text.endsWith("\r") ? "\r" : "";
    const whole = heldReturn ? text.slice(0, -1) : text;
    if (whole) yield whole.replace(/\r\n?/g, "\n");
  }
  const rest = (heldReturn + decoder.decode()).replace(/\r\n?/g, "\n");
  if (rest) yield rest;
}

async function* sliced(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces) {
    for (let at = 0; at < piece.length; at += SLICE_BYTES) yield piece.subarray(at, at + SLICE_BYTES);
  }
}
