import { expect, test } from "vitest";
import { homeChange, SILENT_MAX_MS, type EngineHome } from "./engine-home.ts";

const HOME: EngineHome = { system: "7", timeline: 1, database: "16384", folder: "/data" };
const awake = { starting: true, silentMs: 1_000, underWay: true };
const silent = { starting: true, silentMs: SILENT_MAX_MS + 1, underWay: true };

test("the first start of all, and an ordinary restart, find nothing different", () => {
  expect(homeChange(null, HOME, silent)).toBeNull();
  expect(homeChange(HOME, { ...HOME }, awake)).toBeNull();
});

test.each([
  ["other-server", { system: "8" }],
  ["other-history", { timeline: 2 }],
  ["other-database", { database: "16385" }],
  ["moved", { folder: "/copy" }],
] as const)("%s is noticed, at a start and later", (change, difference) => {
  expect(homeChange(HOME, { ...HOME, ...difference }, awake)).toBe(change);
  expect(homeChange(HOME, { ...HOME, ...difference }, { ...awake, starting: false })).toBe(change);
});

test("a folder that one of the two may not know says nothing", () => {
  expect(homeChange(HOME, { ...HOME, folder: null }, awake)).toBeNull();
  expect(homeChange({ ...HOME, folder: null }, HOME, awake)).toBeNull();
});

test("a long silence counts only at a start, and only while something was under way", () => {
  expect(homeChange(HOME, HOME, silent)).toBe("was-away");
  expect(homeChange(HOME, HOME, { ...silent, silentMs: SILENT_MAX_MS })).toBeNull();
  expect(homeChange(HOME, HOME, { ...silent, underWay: false })).toBeNull();
  expect(homeChange(HOME, HOME, { ...silent, silentMaxMs: 2 * SILENT_MAX_MS })).toBeNull();
  expect(homeChange(HOME, HOME, { ...silent, silentMaxMs: 1 })).toBe("was-away");
  expect(homeChange(HOME, HOME, { ...silent, silentMs: SILENT_MAX_MS, silentMaxMs: 1 })).toBeNull();
  expect(homeChange(HOME, HOME, { ...silent, starting: false })).toBeNull();
});
