import { expect, test } from "vitest";
import { type Browser, findBrowser, type Source } from "./browser.ts";

const source = (name: string, executablePath: string | null): Source => ({ name, find: async () => (executablePath ? { executablePath, env: {} } : null) });
const opensOnly = (name: string) => async (browser: Browser) => browser.name === name;

test("the first browser that opens a page is taken, and nothing after it is looked for", async () => {
  const never: Source = { name: "never", find: () => Promise.reject(new Error("looked too far")) };
  const browser = await findBrowser([source("absent", null), source("broken", "/broken"), source("good", "/good"), never], opensOnly("good"));
  expect(browser).toMatchObject({ name: "good", executablePath: "/good" });
});

test("a machine on which no browser opens is told what to install", async () => {
  await expect(findBrowser([source("broken", "/broken")], async () => false)).rejects.toThrow("install Chrome or Chromium");
});

test("a program that is there and is no browser is passed over", async () => {
  const browser = await findBrowser([source("no browser", "/bin/true"), source("stand-in", "/stand-in")], async (candidate) => candidate.name === "stand-in");
  expect(browser.name).toBe("stand-in");
});
