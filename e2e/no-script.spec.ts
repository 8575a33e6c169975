import { expect, test } from "@playwright/test";
import { app } from "./app.ts";

// What stands in the page itself is there; what it would fetch never comes.
test.beforeEach(({ page }) => page.route(/\.js(\?|$)/, (route) => route.abort()));

test("before any script has come, links and forms already work", async ({ page }) => {
  await page.goto("/live/campaigns/new");
  await page.getByLabel("E-mail address").fill(app().email);
  await page.getByLabel("Password").fill(app().password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(/\/live\/campaigns\/new$/);

  await page.getByRole("button", { name: "Continue to the template" }).click();
  await expect(page.getByRole("main").getByText(/name/i).first()).toBeVisible();
  await page.getByLabel("Name").fill("Without a script");
  await page.getByRole("button", { name: "Continue to the template" }).click();
  await expect(page).toHaveURL(/\/compose\/template$/);
  await page.getByRole("radio", { name: /^voucher_ready/ }).check();
  await page.getByRole("button", { name: /^Continue/ }).click();
  await expect(page).toHaveURL(/\/compose\/audience$/);

  await page.getByRole("navigation", { name: "Console" }).first().getByRole("link", { name: "Templates" }).click();
  await page.getByRole("searchbox", { name: "Name contains" }).fill("voucher");
  await page.getByRole("searchbox", { name: "Name contains" }).press("Enter");
  await expect(page).toHaveURL(/templates\?(.*&)?q=voucher/);
  await expect(page.getByRole("table", { name: "Templates" }).getByRole("row")).toHaveCount(3);

  await page.getByRole("link", { name: "Search" }).first().click();
  await page.getByRole("searchbox").fill("63016");
  await page.getByRole("searchbox").press("Enter");
  await page.getByRole("main").getByRole("link", { name: /Outside the allowed window/ }).click();
  await expect(page).toHaveURL(/\/help\/errors\/63016$/);
});
