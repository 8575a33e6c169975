import { expect, test } from "vitest";
import { commandsFor, matching, type PaletteAccount } from "./palette-commands.ts";

const LIVE: PaletteAccount = { slug: "live", name: "Nordlicht Kaffee", kind: "live" };
const SANDBOX: PaletteAccount = { slug: "sandbox", name: "Nordlicht try-outs", kind: "sandbox" };
const labels = (typed: string, canAct = true) => matching(commandsFor(LIVE, [LIVE, SANDBOX], { compose: canAct, invite: canAct }), typed).map(({ label }) => label);

test("commands are found by the start of any of their words, in any order", () => {
  expect(labels("camp new")).toEqual(["New campaign"]);
  expect(labels("dark")).toEqual(["Settings"]);
  expect(labels("contacts")).toEqual(["Audience", "Import contacts"]);
  expect(labels("ampaign")).toEqual([]);
});

test("the account that is open is not offered, the others are, by name and by kind", () => {
  expect(labels("switch")).toEqual(["Nordlicht try-outs"]);
  expect(labels("sandbox")).toEqual(["Nordlicht try-outs"]);
});

test("an analyst is offered nothing to create", () => {
  expect(labels("create", false)).toEqual([]);
  expect(labels("create")).toEqual(["New campaign", "Import contacts"]);
});
