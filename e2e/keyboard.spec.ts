import { expect, test, type Page } from "@playwright/test";
import { untilQuiet } from "#scripts/screenshots/quiet-page.ts";
import { app } from "./app.ts";
import { enterOn, tabTo } from "./keyboard.ts";

const SAMPLE = "samples/contacts-sample.csv";
const DONE_WITHIN_MS = 60_000;

test.beforeEach(async ({ page }) => {
  // Whoever has no pointer can press nothing: a press would be a mistake of the test itself.
  await page.addInitScript(() => {
    window.addEventListener("pointerdown", () => document.documentElement.setAttribute("data-pointer-was-used", ""), { capture: true });
  });
});

async function signInByKeys(page: Page): Promise<void> {
  await page.goto("/");
  await tabTo(page, page.getByLabel("E-mail address"));
  await page.keyboard.type(app().email);
  await tabTo(page, page.getByLabel("Password"));
  await page.keyboard.type(app().password);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/overview$/);
}

async function importByKeys(page: Page, list: string): Promise<void> {
  await page.keyboard.press("Control+k");
  await expect(page.getByPlaceholder(/^Go to, create/)).toBeFocused();
  await page.keyboard.type("import contacts");
  await expect(page.getByRole("option")).toHaveText(["Import contacts"]);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/imports\/new$/);
  const name = page.getByLabel(/^(Into a list named|Name of a new list)/);
  await tabTo(page, name);
  await page.keyboard.press("Control+a");
  await page.keyboard.type(list);
  await tabTo(page, page.getByRole("button", { name: "Choose a file" }));
  const chooser = page.waitForEvent("filechooser");
  await page.keyboard.press("Enter");
  await (await chooser).setFiles(SAMPLE);
  await expect(page.getByRole("form", { name: "Columns" })).toBeVisible();
  await enterOn(page, page.getByRole("button", { name: "Import the file" }));
  await expect(page.getByText("Taken", { exact: true })).toBeVisible();
}

async function composeByKeys(page: Page, list: string): Promise<void> {
  await page.keyboard.press("g");
  await page.keyboard.press("c");
  await expect(page).toHaveURL(/\/campaigns$/);
  await enterOn(page, page.getByRole("main").getByRole("link", { name: /New campaign|Create your first campaign/ }));
  // The list that it leaves has a field by this name too.
  await expect(page).toHaveURL(/\/campaigns\/new$/);
  const name = page.getByLabel("Name");
  await tabTo(page, name);
  await page.keyboard.type("By keys");
  await page.keyboard.press("Enter");
  await chooseByKeys(page, page.getByRole("radio", { name: /^voucher_ready/ }));
  await expect(page).toHaveURL(/audience$/);
  await chooseByKeys(page, page.getByRole("radio", { name: new RegExp(list) }));
  await expect(page).toHaveURL(/personalise$/);
  for (const [key, column] of [["1", "First name"], ["2", "Voucher"], ["3", "City"]] as const) {
    await tabTo(page, page.getByLabel(`Map variable {{${key}}}`));
    await page.keyboard.type(column);
    await tabTo(page, page.getByLabel(`For an empty cell of {{${key}}}`));
    await page.keyboard.type("-");
  }
  await enterOn(page, page.getByRole("button", { name: /^Continue/ }));
  await expect(page).toHaveURL(/schedule$/);
  await enterOn(page, page.getByRole("button", { name: /^Continue/ }));
  await expect(page).toHaveURL(/review$/);
}

/** Goes into the group of choices, then along it with the arrows, as radios are used. */
async function chooseByKeys(page: Page, choice: ReturnType<Page["getByRole"]>): Promise<void> {
  await expect(choice).toBeVisible();
  const group = await choice.getAttribute("name");
  const first = page.locator(`input[type=radio][name="${group}"]:checked`).or(page.locator(`input[type=radio][name="${group}"]:not(:disabled)`).first()).first();
  await tabTo(page, first);
  for (let steps = 0; steps < 40 && !(await choice.isChecked()); steps += 1) await page.keyboard.press(steps === 0 ? "Space" : "ArrowDown");
  await expect(choice).toBeChecked();
  await enterOn(page, page.getByRole("button", { name: /^Continue/ }));
}

test("sign in, import, compose, launch and watch, with no pointer", async ({ page }) => {
  await signInByKeys(page);
  await importByKeys(page, "Key people");
  await composeByKeys(page, "Key people");
  await enterOn(page, page.getByRole("button", { name: /^Send to [0-9,]+ people/ }));
  const dialog = page.getByRole("dialog");
  await enterOn(page, dialog.getByRole("button", { name: /^Send to/ }));
  await expect(page).toHaveURL(/\/live\/campaigns\/[0-9a-f-]{36}(\?.*)?$/);
  await expect(page.getByText("Completed").first()).toBeVisible({ timeout: DONE_WITHIN_MS });
  await enterOn(page, page.getByText("View as table").first());
  await expect(page.getByRole("table").first()).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.hasAttribute("data-pointer-was-used"))).toBe(false);
});

test("what opens by a key closes with Escape and gives the focus back", async ({ page }) => {
  await signInByKeys(page);
  const account = page.getByRole("button", { name: /^Account: / }).first();
  await tabTo(page, account);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("menu")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("menu")).toHaveCount(0);
  await expect(account).toBeFocused();
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(account).toBeFocused();
});

test("the first press of Tab offers to skip to the content, and every place has its letter", async ({ page }) => {
  await signInByKeys(page);
  await page.goto("/live/overview");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to the content" })).toBeFocused();
  for (const [key, place] of [["c", "campaigns"], ["t", "templates"], ["a", "audience"], ["s", "senders"], ["o", "overview"]] as const) {
    await page.keyboard.press("g");
    await page.keyboard.press(key);
    await expect(page).toHaveURL(new RegExp(`/live/${place}$`));
  }
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
});

test("what is typed while the palette is still being fetched is not lost", async ({ page }) => {
  // Otherwise it is fetched in the first quiet moment, and there is nothing to wait for.
  await page.addInitScript(() => {
    window.requestIdleCallback = () => 0;
  });
  await signInByKeys(page);
  await untilQuiet(page);
  const typed = Promise.withResolvers<void>();
  await page.route(/\.js(\?|$)/, async (route) => {
    await typed.promise;
    await route.continue();
  });
  await page.keyboard.press("Control+k");
  await page.keyboard.type("import contacts");
  typed.resolve();
  await page.unrouteAll({ behavior: "wait" });
  await expect(page.getByRole("combobox", { name: "Commands and search" })).toHaveValue("import contacts");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/imports\/new$/);
});
