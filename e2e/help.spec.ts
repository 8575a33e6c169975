import { expect, test } from "@playwright/test";
import { untilQuiet } from "#scripts/screenshots/quiet-page.ts";
import { signIn } from "./person.ts";

test.beforeEach(({ page }) => signIn(page));

test("a code is found from the help, explains itself, and leads to an answer and on into the console", async ({ page }) => {
  await page.goto("/help");
  await page.getByRole("searchbox").fill("63020");
  await page.getByRole("searchbox").press("Enter");
  await page.getByRole("main").getByRole("link", { name: "Business Manager account error" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/63020\s*Business Manager account error/);
  await expect(page.getByRole("region", { name: "What Drumbeat does by itself" })).toContainText("Holds the sender at once");
  await expect(page.getByRole("link", { name: /^Its page/ })).toHaveAttribute("href", "https://www.twilio.com/docs/api/errors/63020");
  await page.getByRole("link", { name: "Every message fails with 63020. What now?" }).click();
  await expect(page).toHaveURL(/\/help\/playbook#business-manager$/);
  const answer = page.getByRole("article").filter({ hasText: "Every message fails with 63020" });
  await answer.getByRole("link", { name: "Go to the senders" }).click();
  await expect(page).toHaveURL(/\/(live|sandbox)\/senders$/);
});

test("the catalogue is narrowed by what Drumbeat does, and a code that nobody knows has an answer too", async ({ page }) => {
  await page.goto("/help/errors");
  await page.getByRole("group", { name: "Error codes: filters" }).getByRole("button", { name: "Drumbeat" }).click();
  await page.getByRole("link", { name: "Holds the template’s campaigns" }).click();
  await expect(page.getByText("1–6 of 6 codes")).toBeVisible();
  await page.goto("/help/errors?q=63999");
  await page.getByRole("link", { name: "What to do about 63999" }).click();
  await expect(page.getByRole("main")).toContainText("Twilio gave a code that Drumbeat does not know.");
});

test("a question of the playbook and a code are found from the palette", async ({ page }) => {
  await page.keyboard.press("ControlOrMeta+k");
  await page.getByPlaceholder(/Go to, create, or find/).fill("63041");
  await expect(page.getByRole("option", { name: /A template was paused or disabled/ })).toBeVisible();
  await page.getByRole("option", { name: /^Template paused/ }).click();
  await expect(page).toHaveURL(/\/help\/errors\/63041$/);
});

test("nobody who is not signed in, and nobody from another site, brings a list in", async ({ browser, page, baseURL }) => {
  const data = "[]";
  const stranger = await browser.newContext({ baseURL });
  expect((await stranger.request.post("/api/live/error-codes", { data, headers: { origin: baseURL ?? "" } })).status()).toBe(401);
  await stranger.close();
  expect((await page.request.post("/api/live/error-codes", { data, headers: { origin: "https://elsewhere.example" } })).status()).toBe(403);
  expect((await page.request.post("/api/nowhere/error-codes", { data, headers: { origin: baseURL ?? "" } })).status()).toBe(404);
  expect((await page.request.post("/api/live/error-codes", { data, headers: { origin: baseURL ?? "" } })).status()).toBe(400);
});

test("an admin brings Twilio’s own list in, sees its words beside ours, and takes it away again", async ({ page }) => {
  const choose = (name: string, text: string) => page.locator("input[type=file]").setInputFiles({ name, mimeType: "application/json", buffer: Buffer.from(text) });
  await page.goto("/help/errors");
  await untilQuiet(page);
  await choose("wrong.json", "{}");
  await expect(page.getByRole("main").getByRole("alert")).toContainText("not a list of codes");

  await choose("twilio-error-codes.json", JSON.stringify([{ code: 63016, message: "Said by Twilio", description: "In its own words." }, { code: 63998, message: "A code that is new" }, { message: "no code" }]));
  await expect(page.getByRole("main").getByRole("status").filter({ hasText: "2 codes were taken" })).toContainText("1 entry was left out");
  await page.goto("/help/errors/63016");
  await expect(page.getByRole("region", { name: "In Twilio’s own words" })).toContainText("In its own words.");
  await page.goto("/help/errors?q=63998");
  await expect(page.getByRole("link", { name: /A code that is new/ })).toBeVisible();

  await page.goto("/help/errors");
  await page.getByRole("button", { name: "Take it away" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Take it away" }).click();
  await expect(page.getByText("It was not imported.")).toBeVisible();
});
