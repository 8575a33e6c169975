import fc from "fast-check";
import { expect, test } from "vitest";
import { encodingOf, scanned, unscanned } from "./text-encoding.ts";

const told = (...pieces: Uint8Array[]) => encodingOf(pieces.reduce(scanned, unscanned));
const utf8 = (text: string) => new TextEncoder().encode(text);
const latin = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

test("a byte-order mark decides", () => {
  expect(told(Uint8Array.from([0xff, 0xfe, 0x41, 0]))).toBe("utf-16le");
  expect(told(Uint8Array.from([0xfe, 0xff, 0, 0x41]))).toBe("utf-16be");
  expect(told(utf8("\ufeffa"))).toBe("utf-8");
});

test("letters of Windows' own code are no UTF-8", () => {
  expect(told(latin("Müller;Brigandì"))).toBe("windows-1252");
  expect(told(utf8("Müller;Brigandì"))).toBe("utf-8");
  expect(told(utf8("plain"))).toBe("utf-8");
  expect(told()).toBe("utf-8");
});

test("one broken byte does not turn a whole file of UTF-8 into something else", () => {
  expect(told(utf8("Müller, Gúbio, São Paulo, "), Uint8Array.from([0xe9]), utf8("and on"))).toBe("utf-8");
});

test("wherever the pieces are cut, the answer is the same", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", minLength: 1 }), fc.array(fc.nat(40)), (text, cuts) => {
      const whole = utf8(text);
      const edges = [0, ...cuts.map((cut) => cut % (whole.length + 1)).sort((a, b) => a - b), whole.length];
      const pieces = edges.slice(1).map((end, at) => whole.subarray(edges[at], end));
      expect(pieces.reduce(scanned, unscanned)).toMatchObject({ broken: 0, wide: scanned(unscanned, whole).wide });
    }),
  );
});
