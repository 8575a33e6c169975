import { expect, test } from "vitest";
import type { VariableMapping } from "./template.ts";
import { columnsIn, fieldNamesOf, mappingFor, mappingFromFields, missingColumns, openFields, sourceChoice, valuesFor } from "./variable-mapping.ts";

const mapping: VariableMapping = {
  "1": { from: "column", column: "First name", fallback: "there" },
  "2": { from: "text", text: "15 %" },
};

test("what a form describes is what was drawn from the mapping", () => {
  const fields = Object.fromEntries(
    Object.entries(mapping).flatMap(([key, source]) => {
      const names = fieldNamesOf(key);
      return [
        [names.source, sourceChoice(source)],
        [names.text, source.from === "text" ? source.text : ""],
        [names.fallback, source.from === "column" ? source.fallback : ""],
      ];
    }),
  );
  expect(mappingFromFields(fields)).toEqual(mapping);
});

test("a column may be called anything, even like the fixed text", () => {
  expect(mappingFromFields({ "source.1": "column:text", "source.2": "column:column:x" })).toEqual({
    "1": { from: "column", column: "text", fallback: "" },
    "2": { from: "column", column: "column:x", fallback: "" },
  });
});

test("a variable for which nothing is chosen is not in the mapping", () => {
  expect(mappingFromFields({ "source.1": "", "text.1": "left over", "campaign": "x" })).toEqual({});
});

test("variables without a source and texts without words are named by their fields", () => {
  expect(openFields({ "source.1": "", "source.2": "text", "text.2": " ", "source.3": "text", "text.3": "x", "source.4": "column:City" })).toEqual([
    { name: "source.1", key: "1", lacks: "source" },
    { name: "text.2", key: "2", lacks: "text" },
  ]);
});

test("what was chosen for another template does not count", () => {
  expect(Object.keys(mappingFor([{ key: "2", sample: "" }, { key: "3", sample: "" }], mapping))).toEqual(["2"]);
});

test("columns that the list does not have are named once", () => {
  const twice: VariableMapping = { ...mapping, "3": { from: "column", column: "First name", fallback: "" } };
  expect(columnsIn(twice)).toEqual(["First name"]);
  expect(missingColumns(twice, ["Name"])).toEqual(["First name"]);
  expect(missingColumns(twice, ["First name"])).toEqual([]);
});

test("an empty cell is filled with the fallback, and a value is one line", () => {
  expect(valuesFor(mapping, { "First name": "  " })).toEqual({ "1": "there", "2": "15 %" });
  expect(valuesFor(mapping, { "First name": " Ana\n  Luz " })["1"]).toBe("Ana Luz");
});

test("an empty cell without a fallback has no value, so that the preview shows the gap", () => {
  expect(valuesFor({ "1": { from: "column", column: "City", fallback: " " } }, {})).toEqual({});
});
