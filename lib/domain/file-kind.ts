/** What a file is by its first bytes, whatever its name says; and for what is no CSV file, what to do about it. */

export type FileKind = "text" | "empty" | "workbook" | "old-workbook" | "archive" | "pdf" | "picture" | "page" | "json" | "vcard" | "binary";

/** The bytes needed to tell, at most. */
export const KIND_BYTES = 4_096;

const AS_CSV = "Open it in a spreadsheet, save it as “CSV UTF-8”, and import that file.";

/** What happened and what to do, for each kind that cannot be imported. */
export const KIND_SENTENCES: Record<Exclude<FileKind, "text">, string> = {
  empty: "The file is empty. Export the list again, and import the new file.",
  workbook: `This is an Excel workbook, not a CSV file. ${AS_CSV}`,
  "old-workbook": `This is an Excel workbook of the older kind, not a CSV file. ${AS_CSV}`,
  archive: "This is a compressed archive, not a CSV file. Unpack it, and import the CSV file inside.",
  pdf: "This is a PDF document, not a CSV file. Export the list itself from the program that made the document.",
  picture: "This is a picture, not a CSV file. Choose the file that holds the list.",
  page: "This is a web page, not a CSV file. The download has probably been a sign-in page: sign in there, and download the list again.",
  json: "This is a JSON file, not a CSV file. Export the list as CSV from the program that made it.",
  vcard: "This is an address book in vCard form, not a CSV file. Export the list as CSV from the program that made it.",
  binary: "This is not a text file, so it cannot be a CSV file. Choose the file that holds the list.",
};

const SIGNATURES: readonly { kind: FileKind; bytes: readonly number[] }[] = [
  { kind: "old-workbook", bytes: [0xd0, 0xcf, 0x11, 0xe0] },
  { kind: "archive", bytes: [0x1f, 0x8b] },
  { kind: "archive", bytes: [0x37, 0x7a, 0xbc, 0xaf] },
  { kind: "archive", bytes: [0x52, 0x61, 0x72, 0x21] },
  { kind: "archive", bytes: [0x42, 0x5a, 0x68] },
  { kind: "pdf", bytes: [0x25, 0x50, 0x44, 0x46] },
  { kind: "picture", bytes: [0x89, 0x50, 0x4e, 0x47] },
  { kind: "picture", bytes: [0xff, 0xd8, 0xff] },
  { kind: "picture", bytes: [0x47, 0x49, 0x46, 0x38] },
];
const ZIPS = [[0x50, 0x4b, 3, 4], [0x50, 0x4b, 5, 6], [0x50, 0x4b, 7, 8]] as const;
const ZIP_OF_WORKBOOK = /\[Content_Types\]\.xml|_rels\/|docProps\/|xl\/|application\/vnd\.oasis|Index\/Document\.iwa/;
/** A few stray control characters happen in text; so large a share does not. */
const CONTROL_SHARE_MAX = 0.05;
const CONTROLS_MAX = 8;

/** The kind of a file, from its first `KIND_BYTES` bytes. */
export function fileKind(start: Uint8Array): FileKind {
  if (start.length === 0) return "empty";
  if (ZIPS.some((zip) => startsWith(start, zip))) return ZIP_OF_WORKBOOK.test(asLatin(start)) ? "workbook" : "archive";
  const signature = SIGNATURES.find(({ bytes }) => startsWith(start, bytes));
  if (signature) return signature.kind;
  if (startsWith(start, [0xff, 0xfe]) || startsWith(start, [0xfe, 0xff])) return "text";
  if (controlsIn(start) > Math.max(CONTROLS_MAX, start.length * CONTROL_SHARE_MAX)) return "binary";
  return kindOfText(asLatin(start).replace(/^ï»¿/, "").trimStart());
}

function kindOfText(text: string): FileKind {
  if (text === "") return "empty";
  if (/^<(!doctype|html|head|body|\?xml|svg|table)/i.test(text)) return "page";
  if (/^BEGIN:VCARD/i.test(text)) return "vcard";
  // A cell may start with a bracket; a list or an object as a whole does not look like a header.
  return /^[[{]\s*(["{[\]}]|-?\d)/.test(text) ? "json" : "text";
}

function startsWith(start: Uint8Array, bytes: readonly number[]): boolean {
  return bytes.every((byte, at) => start[at] === byte);
}

function controlsIn(start: Uint8Array): number {
  return start.filter((byte) => byte < 32 && byte !== 9 && byte !== 10 && byte !== 13).length;
}

function asLatin(start: Uint8Array): string {
  return Array.from(start, (byte) => String.fromCharCode(byte)).join("");
}
