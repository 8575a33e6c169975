import { expect, test } from "vitest";
import { shapeOf, tableAddresses, tableViewIn } from "./table-view.ts";

const SHAPE = shapeOf([{ key: "name", sortable: true, essential: true }, { key: "country" }, { key: "created", sortable: true }, { key: "note" }, {}], "-created");
const USUAL = { sort: { by: "created", descending: true }, hidden: [] };

test("a table is sorted by what its address says, up or down", () => {
  expect(tableViewIn({ sort: "name" }, SHAPE).sort).toEqual({ by: "name", descending: false });
  expect(tableViewIn({ sort: "-name" }, SHAPE).sort).toEqual({ by: "name", descending: true });
});

test("what cannot be sorted by is as if it were not asked", () => {
  const asked = ["country", "--name", "", "-", "password", ["name", "created"], undefined];
  expect(asked.map((sort) => tableViewIn({ sort }, SHAPE))).toEqual(asked.map(() => USUAL));
});

test("columns are hidden in the table's own order, each once, and never the essential one", () => {
  expect(tableViewIn({ hide: "note,country,note,name,secret" }, SHAPE).hidden).toEqual(["country", "note"]);
  expect(tableViewIn({ hide: "name" }, SHAPE).hidden).toEqual([]);
  expect(tableViewIn({ hide: ["note", "country"] }, SHAPE).hidden).toEqual([]);
  expect(tableViewIn({ hide: `${"x,".repeat(60)}note` }, SHAPE).hidden).toEqual([]);
});

test("another order keeps the filters and the columns, and begins on the first page", () => {
  const view = tableViewIn({ hide: "note" }, SHAPE);
  const addresses = tableAddresses({ path: "/live/audience", shape: SHAPE, view, filters: { q: "a&b", list: null }, place: { after: "k9" } });
  expect(addresses.sorted({ by: "name", descending: false })).toBe("/live/audience?q=a%26b&sort=name&hide=note");
  expect(addresses.sorted({ by: "created", descending: true })).toBe("/live/audience?q=a%26b&hide=note");
});

test("a column more or less keeps the page", () => {
  const at = { path: "/a", shape: SHAPE, place: { after: "k9" } };
  expect(tableAddresses({ ...at, view: USUAL }).toggled("note")).toBe("/a?hide=note&after=k9");
  expect(tableAddresses({ ...at, view: { ...USUAL, hidden: ["note"] } }).toggled("note")).toBe("/a?after=k9");
  expect(tableAddresses({ ...at, view: { ...USUAL, hidden: ["note"] } }).toggled("country")).toBe("/a?hide=country%2Cnote&after=k9");
});

test("another filter keeps the look of the table and begins on the first page", () => {
  const view = { sort: { by: "name", descending: true }, hidden: [] };
  const addresses = tableAddresses({ path: "/a", shape: SHAPE, view, filters: { q: "x", status: "held" }, place: { page: 4 } });
  expect(addresses.filtered({ status: null })).toBe("/a?q=x&sort=-name");
  expect(addresses.filtered({ status: "paused" })).toBe("/a?q=x&status=paused&sort=-name");
  expect(addresses.unfiltered).toBe("/a?sort=-name");
  expect(addresses.kept(["q"])).toEqual({ status: "held", sort: "-name" });
});

test("columns that are left out at first can be chosen, and the address says so", () => {
  const shape = shapeOf([{ key: "name", essential: true }, { key: "note", extra: true }, { key: "city", extra: true }], "name");
  const first = tableViewIn({}, shape);
  expect(first.hidden).toEqual(["note", "city"]);
  const toggled = (hidden: string[], key: string) => tableAddresses({ path: "/a", shape, view: { ...first, hidden } }).toggled(key);
  expect(toggled(["note", "city"], "note")).toBe("/a?hide=city");
  expect(toggled(["city"], "city")).toBe("/a?hide=none");
  expect(tableViewIn({ hide: "none" }, shape).hidden).toEqual([]);
  expect(toggled(["city"], "note")).toBe("/a");
});
