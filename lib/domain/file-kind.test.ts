import { expect, test } from "vitest";
import { fileKind, KIND_SENTENCES } from "./file-kind.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const raw = (...values: number[]) => Uint8Array.from([...values, ...bytes("\0\0 rest of the file")]);

test.each([
  ["an Excel workbook", bytes("PK\u0003\u0004 [Content_Types].xml xl/workbook.xml"), "workbook"],
  ["an Apple Numbers document", bytes("PK\u0003\u0004 Index/Document.iwa"), "workbook"],
  ["a zip archive", bytes("PK\u0003\u0004 contacts.csv"), "archive"],
  ["a gzip archive", raw(0x1f, 0x8b), "archive"],
  ["an old workbook", raw(0xd0, 0xcf, 0x11, 0xe0), "old-workbook"],
  ["a PNG picture", raw(0x89, 0x50, 0x4e, 0x47), "picture"],
  ["a JPEG picture", raw(0xff, 0xd8, 0xff), "picture"],
  ["a PDF", bytes("%PDF-1.7"), "pdf"],
  ["a web page", bytes("\ufeff <!DOCTYPE html><html>"), "page"],
  ["a list in JSON", bytes('[{"phone":"+49"}]'), "json"],
  ["an object in JSON", bytes('{"contacts":[]}'), "json"],
  ["an address book", bytes("BEGIN:VCARD\nTEL:+49"), "vcard"],
  ["a program", Uint8Array.from({ length: 100 }, (_, at) => at % 20), "binary"],
  ["nothing", new Uint8Array(), "empty"],
  ["only white space", bytes("\ufeff \r\n\r\n "), "empty"],
] as const)("%s is known for what it is", (_name, start, kind) => {
  expect(fileKind(start)).toBe(kind);
  expect(KIND_SENTENCES[kind]).toMatch(/\.$/);
});

test.each(["Phone,Name\n+49,Ana", "\ufeffPhone;Name", "[Phone],Name", "{Phone},Name", "<Phone>,Name", "Phone,N\0me\nrow after row of text", "PKW,Name"].map((text) => [text]))("%j is text", (text) => {
  expect(fileKind(bytes(text))).toBe("text");
});

test("text in UTF-16 is text when it says so", () => {
  expect(fileKind(Uint8Array.from([0xff, 0xfe, 0x50, 0, 0x68, 0]))).toBe("text");
  expect(fileKind(Uint8Array.from([0xfe, 0xff, 0, 0x50, 0, 0x68]))).toBe("text");
});
