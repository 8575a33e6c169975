import { expect, test } from "vitest";
import { leavesAnAdmin } from "./member-rule.ts";
import { RIGHT_WORDS, RIGHTS, rightsOf, withheldFrom } from "./rights.ts";
import { ROLES } from "./states.ts";

test("each role may do what those before it may, and more", () => {
  const counts = ROLES.map((role) => rightsOf(role).size);
  expect(counts).toEqual([1, RIGHTS.length - 6, RIGHTS.length]);
  for (const right of rightsOf("analyst")) expect(rightsOf("marketer")).toContain(right);
  for (const right of rightsOf("marketer")) expect(rightsOf("admin")).toContain(right);
});

test("what is withheld is gone, except the right to look, and nothing is gained by naming it", () => {
  expect(rightsOf("marketer", ["campaign.launch"]).has("campaign.launch")).toBe(false);
  expect(rightsOf("marketer", ["campaign.launch"]).size).toBe(rightsOf("marketer").size - 1);
  expect([...rightsOf("marketer", RIGHTS)]).toEqual(["account.see"]);
  expect(rightsOf("analyst", ["no-such.right", "__proto__", ""])).toEqual(rightsOf("analyst"));
});

test("only what the role brings can be withheld, in one order", () => {
  expect(withheldFrom("marketer", ["sender.change", "campaign.launch", "account.see", "numbers.see", "x"])).toEqual(["numbers.see", "campaign.launch"]);
  expect(withheldFrom("analyst", RIGHTS)).toEqual([]);
});

test("every right has words that go on from “may”", () => {
  for (const right of RIGHTS) expect(RIGHT_WORDS[right]).toMatch(/^[a-z]/);
});

test("an account keeps somebody who can let others in", () => {
  const ana = { personId: "ana", role: "admin", withheld: [] } as const;
  const omar = { personId: "omar", role: "admin", withheld: [] } as const;
  const bound = { personId: "omar", role: "admin", withheld: ["access.change"] } as const;
  expect(leavesAnAdmin([ana, omar], "ana", null)).toBe(true);
  expect(leavesAnAdmin([ana], "ana", null)).toBe(false);
  expect(leavesAnAdmin([ana, bound], "ana", null)).toBe(false);
  expect(leavesAnAdmin([ana], "ana", { role: "marketer", withheld: [] })).toBe(false);
  expect(leavesAnAdmin([ana], "ana", { role: "admin", withheld: ["access.change"] })).toBe(false);
  expect(leavesAnAdmin([ana], "ana", { role: "admin", withheld: ["sender.change"] })).toBe(true);
  expect(leavesAnAdmin([ana], "vera", null)).toBe(true);
});
