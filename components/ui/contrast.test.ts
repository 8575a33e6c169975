import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { contrast, tokensIn } from "./contrast.ts";

const TOKENS = tokensIn(readFileSync(new URL("../../app/globals.css", import.meta.url), "utf8"));
const GROUNDS = ["color-canvas", "color-surface", "color-raised", "color-sunken"];
const TONES = ["neutral", "progress", "success", "warning", "danger", "unknown"];
const color = (name: string) => `color-${name}`;

/** What is written in which colour on which grounds: at least 4.5 to 1. */
const TEXT: Record<string, string[]> = {
  "color-ink": [...GROUNDS, ...[...TONES, "accent", "sandbox", "live"].map((tone) => color(`${tone}-soft`))],
  "color-ink-soft": [...GROUNDS, "color-accent-soft"],
  "color-ink-faint": GROUNDS,
  "color-accent": [...GROUNDS, "color-accent-soft"],
  "color-accent-strong": GROUNDS,
  "color-on-accent": ["color-accent", "color-accent-strong"],
  "color-on-danger": ["color-danger-fill"],
  "color-on-live": ["color-live"],
  "color-surface": ["color-ink"],
  ...Object.fromEntries([...TONES, "sandbox", "live"].map((tone) => [color(`${tone}-ink`), [...GROUNDS, color(`${tone}-soft`)]])),
  "wa-ink": ["wa-bubble", "wa-well", "wa-bar", "wa-filled", "wa-sheet", "wa-sent", "wa-sent-well", "wa-sent-filled"],
  "wa-faint": ["wa-bubble", "wa-well", "wa-bar", "wa-sheet", "wa-filled"],
  "wa-link": ["wa-bubble", "wa-filled"],
  "wa-press": ["wa-bubble", "wa-sheet", "wa-filled"],
  "wa-bar": ["wa-faint", "wa-avatar"],
  "wa-missing": ["wa-missing-ground"],
  "wa-sent-faint": ["wa-sent", "wa-sent-well", "wa-sent-filled"],
  "wa-sent-link": ["wa-sent", "wa-sent-filled"],
};

/** Marks, lines of charts, borders of controls, focus rings: at least 3 to 1. */
const MARKS: Record<string, string[]> = {
  "color-control": ["color-canvas", "color-surface", "color-raised"],
  "color-focus": [...GROUNDS, "color-accent-soft"],
  "color-accent": [...GROUNDS, "color-accent-soft"],
  "color-danger-fill": ["color-surface", "color-raised"],
  "color-sandbox": ["color-canvas", "color-surface", "color-raised", "color-sandbox-soft"],
  "color-live": ["color-canvas", "color-surface", "color-raised"],
  ...Object.fromEntries(TONES.map((tone) => [color(tone), [...GROUNDS, color(`${tone}-soft`)]])),
  ...Object.fromEntries([1, 2, 3, 4].map((series) => [color(`chart-${series}`), ["color-surface", "color-raised"]])),
  "wa-faint": ["wa-bubble", "wa-scene-far", "wa-scene-near"],
  "wa-read": ["wa-sent", "wa-bubble"],
  "wa-missing": ["wa-bubble", "wa-sent", "wa-well"],
  "wa-pin": ["wa-map-land"],
};

/** Seen, but nothing is lost without them. */
const DECORATION = ["color-line", "color-grid", "color-shade", "wa-wall", "wa-doodle", "wa-line", "wa-sent-line", "wa-quote", "wa-map-road", "wa-map-park", "wa-map-water"];

function weakIn(pairs: Record<string, string[]>, least: number): string[] {
  return Object.entries(pairs).flatMap(([front, grounds]) => grounds.flatMap((ground) => weakPair(front, ground, least)));
}

function weakPair(front: string, ground: string, least: number): string[] {
  const [one, other] = [TOKENS.get(front), TOKENS.get(ground)];
  if (!one || !other) return [`${front} on ${ground}: there is no such token`];
  return (["light", "dark"] as const).flatMap((scheme) => {
    const found = contrast(one[scheme], other[scheme]);
    return found < least ? [`${front} on ${ground}, ${scheme}: ${found.toFixed(2)}`] : [];
  });
}

test("all text can be read on every ground it stands on, in both schemes", () => {
  expect(weakIn(TEXT, 4.5)).toEqual([]);
});

test("marks, chart lines, borders of controls and focus rings can be seen, in both schemes", () => {
  expect(weakIn(MARKS, 3)).toEqual([]);
});

test("every colour is either checked or known to be decoration", () => {
  const checked = new Set([TEXT, MARKS].flatMap((pairs) => [...Object.keys(pairs), ...Object.values(pairs).flat()]));
  expect([...TOKENS.keys()].filter((name) => !checked.has(name) && !DECORATION.includes(name))).toEqual([]);
});

test("black on white is 21 to 1, and a colour on itself 1", () => {
  const [black, white] = [0, 1].map((lightness) => ({ lightness, chroma: 0, hue: 0 }));
  if (!black || !white) throw new Error("two colours were made");
  expect(contrast(black, white)).toBeCloseTo(21, 1);
  expect(contrast(white, white)).toBe(1);
});
