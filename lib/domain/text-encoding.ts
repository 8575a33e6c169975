/** How the bytes of a text file stand for letters, told from the bytes alone. */

export const TEXT_ENCODINGS = ["utf-8", "utf-16le", "utf-16be", "windows-1252"] as const;
export type TextEncoding = (typeof TEXT_ENCODINGS)[number];

/** What the bytes so far show. Fold `scanned` over the pieces of a file in order, then ask `encodingOf`. */
export type TextScan = {
  /** Null before the first bytes. */
  mark: TextEncoding | "none" | null;
  /** Letters of more than one byte that UTF-8 allows, and bytes that it does not. */
  wide: number;
  broken: number;
  /** Bytes of a letter that the last piece cut, and the smallest value that its next byte may have. */
  owed: number;
};

export const unscanned: TextScan = { mark: null, wide: 0, broken: 0, owed: 0 };

/** The scan after one more piece. */
export function scanned(scan: TextScan, piece: Uint8Array): TextScan {
  if (piece.length === 0) return scan;
  const mark = scan.mark ?? markOf(piece);
  if (mark === "utf-16le" || mark === "utf-16be") return { ...scan, mark };
  let { wide, broken, owed } = scan;
  for (const byte of piece) {
    if (byte < 0x80) {
      if (owed > 0) broken++;
      owed = 0;
    } else if (owed > 0 && byte < 0xc0) {
      owed--;
      if (owed === 0) wide++;
    } else {
      if (owed > 0) broken++;
      owed = bytesAfter(byte);
      if (owed === 0) broken++;
    }
  }
  return { mark, wide, broken, owed };
}

/** A byte-order mark decides. Without one it is UTF-8, unless more of its bytes break UTF-8's rules than keep them: then it is Windows' own. */
export function encodingOf(scan: TextScan): TextEncoding {
  if (scan.mark !== null && scan.mark !== "none") return scan.mark;
  return scan.broken > scan.wide ? "windows-1252" : "utf-8";
}

function markOf(piece: Uint8Array): TextEncoding | "none" {
  if (piece[0] === 0xff && piece[1] === 0xfe) return "utf-16le";
  if (piece[0] === 0xfe && piece[1] === 0xff) return "utf-16be";
  return piece[0] === 0xef && piece[1] === 0xbb && piece[2] === 0xbf ? "utf-8" : "none";
}

/** How many bytes a letter has after this first one; 0 for bytes that start none. */
function bytesAfter(byte: number): number {
  if (byte >= 0xc2 && byte <= 0xdf) return 1;
  if (byte >= 0xe0 && byte <= 0xef) return 2;
  return byte >= 0xf0 && byte <= 0xf4 ? 3 : 0;
}
