import { expect, test } from "vitest";
import fc from "fast-check";
import { pathOfAddress, returnPath } from "./return-path.ts";

test("a page of the console is where one returns to, with its filters", () => {
  expect(returnPath("/harbour/templates?status=approved&page=2")).toBe("/harbour/templates?status=approved&page=2");
  expect(returnPath("/")).toBe("/");
});

test("nothing that could leave the console is followed", () => {
  const traps = [
    "https://evil.example", "http:evil.example", "//evil.example", "///evil.example", "/\\evil.example", "\\\\evil.example", "/\t/evil.example",
    "/\n/evil.example", "\t//evil.example", " //evil.example", "javascript:alert(1)", "data:text/html,x", "evil.example", "@evil.example", "",
    "/.//evil.example", "/x/..//evil.example", "/..//evil.example", "/%2e//evil.example", "/%2E%2E//evil.example", "/\u0000/evil.example", "/a\\..\\\\evil.example",
    "/./\\evil.example", "?next=//evil.example", "#//evil.example", "/\u0085/evil.example", "https:///evil.example", "HTTPS://evil.example", "//evil.example/%2f..",
    "//google.com@evil.example", "/" + "a".repeat(3_000), null, undefined, 7, {}, ["/harbour"],
  ];
  for (const trap of traps) expect(returnPath(trap), JSON.stringify(trap)).toBe("/");
});

test("the page that a form was sent from is one to return to", () => {
  expect(returnPath(pathOfAddress("https://drumbeat.example/harbour/campaigns/new?template=1"))).toBe("/harbour/campaigns/new?template=1");
  expect([null, "", "about:blank", "//"].map((address) => returnPath(pathOfAddress(address)))).toEqual(["/", "/", "/", "/"]);
});

test("nobody is sent back to the sign-in page or into a machine's door", () => {
  expect(returnPath("/sign-in?next=/sign-in")).toBe("/");
  expect(returnPath("/api/auth/signout")).toBe("/");
});

test("whatever is asked for, a browser ends up on the same site", () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom("/", "\\", ".", "..", "%2e", "%2f", ":", "@", "evil.example", "\t", "?", "#", "http", " ", "x")), (parts) => {
      const path = returnPath(parts.join(""));
      expect(new URL(path, "https://drumbeat.example").origin).toBe("https://drumbeat.example");
      expect(new URL(new URL(path, "https://drumbeat.example").pathname, "https://drumbeat.example").origin).toBe("https://drumbeat.example");
    }),
    { numRuns: 5_000 },
  );
});
