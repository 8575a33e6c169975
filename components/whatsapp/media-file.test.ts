import { expect, test } from "vitest";
import { mediaFile } from "./media-file.ts";

test.each([
  ["https://x.example/a/spring%20sale.jpg?w=2#x", "spring sale.jpg", "JPG"],
  ["https://x.example/", "", ""],
  ["https://x.example", "", ""],
  ["https://x.example/100%.pdf", "100%.pdf", "PDF"],
  ["https://x.example/photo", "photo", ""],
])("the file at %s is called “%s”", (url, name, ending) => {
  expect(mediaFile({ kind: "image", url })).toMatchObject({ name, ending, waitsFor: [], loadable: true });
});

test("a name that is given is used", () => {
  expect(mediaFile({ kind: "document", url: "https://x.example/f?id=1", name: "Rechnung.pdf" })).toMatchObject({ name: "Rechnung.pdf", ending: "PDF" });
});

test("an address waits for its variables and is whole with them", () => {
  const media = { kind: "image", url: "https://x.example/{{pic}}" } as const;
  expect(mediaFile(media, { pic: " " })).toMatchObject({ name: "", waitsFor: ["pic"], loadable: false });
  expect(mediaFile(media, { pic: "a.png" })).toMatchObject({ url: "https://x.example/a.png", name: "a.png", waitsFor: [], loadable: true });
});

test("a file without encryption is not fetched", () => {
  expect(mediaFile({ kind: "image", url: "http://x.example/a.png" }).loadable).toBe(false);
});
