import { expect, test } from "@playwright/test";
import { app } from "./app.ts";
import { signIn } from "./person.ts";

test("a stranger is led to sign in, and a wrong password lets nobody in", async ({ page }) => {
  await page.goto("/live/campaigns");
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  await page.getByLabel("E-mail address").fill(app().email);
  await page.getByLabel("Password").fill("not-the-password");
  await page.getByRole("button", { name: "Sign in" }).click();
  // Named by its form: Next's route announcer is an alert too.
  await expect(page.getByRole("form", { name: "Sign in" }).getByRole("alert")).toBeVisible();
  await expect(page).toHaveURL(/\/sign-in/);
});

test("the first admin signs in, sees which account is open and of which kind, and changes to the other", async ({ page }) => {
  await signIn(page);
  await page.getByRole("button", { name: "Account: Simulated live" }).click();
  await page.getByRole("menuitem", { name: /Simulated sandbox/ }).click();
  await expect(page).toHaveURL(/\/sandbox\/overview$/);
  await expect(page.getByRole("button", { name: "Account: Simulated sandbox" })).toBeVisible();
});

test("the health of the console is public and holds nothing but yes and no", async ({ request }) => {
  const response = await request.get("/api/health");
  expect(response.status()).toBe(200);
  expect(await response.json()).toEqual({ database: true, worker: true, listener: true });
});
