import { expect, test } from "vitest";
import { type Facts, pagesOf, SCENARIOS } from "./every-page.ts";

const NOTHING = { campaigns: {}, imports: {}, templates: {}, senders: {}, contacts: {}, mostOf: {}, longestName: null, worstImport: null, largestList: null };
const FULL: Facts = {
  sandbox: { ...NOTHING, slug: "sandbox", kind: "sandbox", campaigns: { running: "c0" } },
  live: { ...NOTHING, slug: "live", kind: "live", campaigns: { draft: "c1", completed: "c2", held: "c3" }, imports: { failed: "i1", done: "i2" }, contacts: { "opted-out": "7" }, senders: { held: "s1" }, templates: { paused: "t1" }, mostOf: { failed: "c2", unknown: "c4" }, longestName: "c2" },
};

test.each(SCENARIOS)("every page of %s has a name and an address of its own, fit for a file", (scenario) => {
  const pages = pagesOf(scenario, FULL);
  expect(new Set(pages.map(({ name }) => name)).size).toBe(pages.length);
  expect(new Set(pages.map(({ path, signedOut }) => `${path} ${signedOut}`)).size).toBe(pages.length);
  for (const { name, path } of pages) {
    expect(name).toMatch(/^[a-z0-9-]+$/);
    expect(path).toMatch(/^\//);
  }
});

test("a page is listed when there is something to show on it, and only then", () => {
  const paths = (facts: Facts) => pagesOf("disaster", facts).map(({ path }) => path);
  expect(paths(FULL)).toEqual(expect.arrayContaining(["/live/campaigns/c3", "/live/campaigns/c4", "/live/campaigns/c1/compose/review", "/live/audience/imports/i1", "/live/senders/s1", "/live/templates/t1", "/sandbox/campaigns/c0"]));
  expect(paths({ live: { ...NOTHING, slug: "live", kind: "live" } })).toEqual(["/live/overview", "/live/campaigns", "/live/templates", "/live/senders", "/live/decisions", "/live/attention", "/live/settings/changes", "/live/audience", "/live/audience/lists", "/live/audience/imports"]);
});

test("what looks alike everywhere, and what strangers see, comes with the empty scenario", () => {
  const signedOut = (scenario: (typeof SCENARIOS)[number]) => pagesOf(scenario, FULL).filter((page) => page.signedOut).length;
  expect(SCENARIOS.map(signedOut)).toEqual([3, 0, 0, 0]);
});
