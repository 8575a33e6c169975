import { expect, test } from "@playwright/test";
import { signIn } from "./person.ts";

const RETRIED_WITHIN_MS = 40_000;

test("a page that is kept up to date says when the connection is lost, and recovers by itself", async ({ page }) => {
  await signIn(page);
  await page.goto("/live/audience/imports/new");
  await page.getByLabel(/^(Into a list named|Name of a new list)/).fill("Cut off");
  await page.getByLabel("A CSV file of contacts").setInputFiles("samples/contacts-sample.csv");
  await page.getByRole("button", { name: "Import the file" }).click();
  await expect(page.getByText("Taken", { exact: true })).toBeVisible();
  await page.goto("/live/senders");

  // The page is at rest, so nothing is asked for; a campaign of many keeps it awake.
  await page.goto("/live/campaigns/new");
  await page.getByLabel("Name").fill("Long enough to lose a connection");
  await page.getByRole("button", { name: "Continue to the template" }).click();
  await page.getByRole("list", { name: "Templates" }).getByText("voucher_ready").click();
  await page.getByRole("button", { name: /^Continue/ }).click();
  await page.getByRole("list", { name: "Lists" }).getByText("Cut off").click();
  await page.getByRole("button", { name: /^Continue/ }).click();
  for (const key of ["1", "2", "3"]) await page.getByLabel(`Map variable {{${key}}}`).selectOption({ index: 1 });
  await page.getByRole("button", { name: /^Continue/ }).click();
  await expect(page).toHaveURL(/schedule$/);
  await page.getByRole("button", { name: /^Continue/ }).click();
  await page.getByRole("button", { name: /^Send to/ }).click();
  await page.getByRole("dialog").getByRole("button", { name: /^Send to/ }).click();
  await expect(page).toHaveURL(/\/live\/campaigns\/[0-9a-f-]{36}(\?.*)?$/);

  await page.context().setOffline(true);
  await expect(page.getByText(/^Connection lost/)).toBeVisible();
  await expect(page.getByRole("heading", { level: 1, name: "Long enough to lose a connection" })).toBeVisible();
  await page.context().setOffline(false);
  await expect(page.getByText(/^Connection lost/)).toHaveCount(0, { timeout: RETRIED_WITHIN_MS });
  await expect(page.getByText("Completed").first()).toBeVisible({ timeout: RETRIED_WITHIN_MS });
});
