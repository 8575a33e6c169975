import { expect, test } from "vitest";
import { fillVariables, unmappedVariables, variableKeysIn } from "./template.ts";

test("variables are found once each, in order of first use", () => {
  expect(variableKeysIn("Hi {{1}}, {{ code }} for {{1}}")).toEqual(["1", "code"]);
});

test("values fill their variables once and are never filled again", () => {
  expect(fillVariables("Hi {{1}} {{2}}", { "1": "{{2}}", "2": "B" })).toBe("Hi {{2}} B");
});

test("a variable without a value stays visible", () => {
  expect(fillVariables("Hi {{1}}", {})).toBe("Hi {{1}}");
});

test("a column needs a name and a text needs words", () => {
  const variables = [{ key: "1", sample: "" }, { key: "2", sample: "" }, { key: "3", sample: "" }];
  const mapping = { "1": { from: "column", column: "City", fallback: "" }, "2": { from: "text", text: " " } } as const;
  expect(unmappedVariables(variables, mapping)).toEqual(["2", "3"]);
});
