import { expect, test } from "vitest";
import { intentOf, SHORTCUTS, type Pressed } from "./shortcuts.ts";

const press = (key: string, more: Partial<Pressed> = {}): Pressed => ({ key, mod: false, alt: false, shift: false, typing: false, layered: false, ...more });

test("a slash searches, a question mark explains, G and a letter go somewhere", () => {
  expect(intentOf(press("/", { shift: true }), false)).toEqual({ kind: "search" });
  expect(intentOf(press("?", { shift: true }), false)).toEqual({ kind: "sheet" });
  expect(intentOf(press("g"), false)).toEqual({ kind: "leader" });
  expect(intentOf(press("c"), true)).toEqual({ kind: "go", path: "campaigns" });
  expect(intentOf(press("c"), false)).toBeNull();
});

test("whoever types, or has a dialog open, is left alone", () => {
  for (const key of ["/", "?", "g"]) {
    expect(intentOf(press(key, { typing: true }), false)).toBeNull();
    expect(intentOf(press(key, { layered: true }), false)).toBeNull();
  }
});

test("the palette opens from anywhere, also while typing, and no other chord is taken", () => {
  expect(intentOf(press("k", { mod: true, typing: true }), false)).toEqual({ kind: "palette" });
  expect(intentOf(press("k", { mod: true, shift: true }), false)).toBeNull();
  expect(intentOf(press("g", { mod: true }), false)).toBeNull();
  expect(intentOf(press("/", { alt: true }), false)).toBeNull();
});

test("no two shortcuts have the same keys", () => {
  const all = SHORTCUTS.flatMap(({ shortcuts }) => shortcuts.map(({ keys }) => keys.join(" ")));
  expect(new Set(all).size).toBe(all.length);
});
