import { type Browser as OpenBrowser, chromium, type Page } from "@playwright/test";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { simulatedAccounts } from "#simulator/fixtures.ts";
import { type Simulator, startSimulator } from "#simulator/simulator.ts";
import { LUCKY, sdkFor } from "#simulator/testing.ts";
import { findBrowser } from "./browser.ts";

const [, live] = simulatedAccounts;
const FROM = "whatsapp:+442079460142";
const TO = "whatsapp:+12125550101";
const TASTING = live.templates.find(({ name }) => name === "autumn_tasting")?.sid ?? "";

let browser: OpenBrowser;
let simulator: Simulator;
let page: Page;
let problems: string[];
beforeAll(async () => {
  const { executablePath, env } = await findBrowser();
  browser = await chromium.launch({ executablePath, env: { ...process.env, ...env } });
});
afterAll(() => browser.close());
beforeEach(async () => {
  simulator = await startSimulator(LUCKY);
  page = await browser.newPage({ viewport: { width: 390, height: 844 } });
  problems = [];
  page.on("pageerror", ({ message }) => problems.push(message));
  page.on("request", (request) => {
    if (!request.url().startsWith(simulator.url) && !request.url().startsWith("data:")) problems.push(request.url());
  });
});
afterEach(async () => {
  await page.close();
  await simulator.stop();
  expect(problems).toEqual([]);
});

const phone = () => page.locator(".phone", { hasText: "+12125550101" });
const heard = () => simulator.phones().people[0]?.messages.filter(({ by }) => by === "person").map(({ body }) => body);

test("messages appear with their ticks, and texts are texts whatever they hold", async () => {
  await page.goto(`${simulator.url}/__sim/`);
  await page.getByText("Nobody has been written to yet").waitFor();
  await sdkFor(simulator, live).messages.create({ to: TO, from: FROM, contentSid: TASTING, contentVariables: JSON.stringify({ "1": "<img src=x onerror=alert(1)>", "2": "Leeds" }) });
  await sdkFor(simulator, live).messages.create({ to: TO, from: FROM, body: "free" });
  await phone().getByText("✓✓ read").waitFor();
  await phone().getByText("failed (63016)").waitFor();
  expect(await phone().locator(".bubble").first().textContent()).toContain("<img src=x onerror=alert(1)>");
  expect(await page.locator("main img").count()).toBe(0);
  expect(await page.locator("#counters div", { hasText: "Accepted" }).locator("dd").textContent()).toBe("2");
  expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(390);
});

test("a person can write back, tap a button, and somebody new can write", async () => {
  await sdkFor(simulator, live).messages.create({ to: TO, from: FROM, contentSid: TASTING });
  await page.goto(`${simulator.url}/__sim/`);
  await phone().getByRole("textbox").fill("Yes, <b>please</b>");
  await phone().getByRole("button", { name: "Send" }).click();
  await phone().locator(".person", { hasText: "Yes, <b>please</b>" }).waitFor();
  expect(await phone().getByRole("textbox").inputValue()).toBe("");
  await phone().getByRole("button", { name: "Keep me a cup" }).click();
  await phone().locator(".person", { hasText: "Keep me a cup" }).waitFor();
  expect(heard()).toEqual(["Yes, <b>please</b>", "Keep me a cup"]);

  await page.getByText("Somebody new writes").click();
  await page.getByLabel("Number or id").fill("somebody");
  await page.locator("#write select").selectOption({ label: "Juniper Street Coffee (+442079460142)" });
  await page.locator('#write [name="body"]').fill("Hello");
  await page.locator("#write").getByRole("button").click();
  await page.getByRole("alert").getByText('"somebody" is neither a number').waitFor();
  await page.getByLabel("Number or id").fill("US.13491208655302741918");
  await page.locator("#write").getByRole("button").click();
  await page.getByRole("heading", { name: "US.13491208655302741918" }).waitFor();
  expect(await page.getByRole("alert").isHidden()).toBe(true);
});

test("the clock can be moved, and a simulator that is away is said to be away until it is back", async () => {
  await page.goto(`${simulator.url}/__sim/`);
  await page.getByRole("button", { name: "One hour on" }).click();
  await page.getByText("1 h ahead").waitFor();
  expect(simulator.time().advancedSeconds).toBe(3_600);
  await simulator.door.close();
  await page.getByText("The simulator does not answer").waitFor();
  await simulator.door.open();
  await page.getByText("The simulator does not answer").waitFor({ state: "hidden" });
});
