/** What a person does in more than one story. */
import { expect, type Page } from "@playwright/test";
import { app } from "./app.ts";

/** Signs in as the first admin and waits for the console. */
export async function signIn(page: Page): Promise<void> {
  const { email, password } = app();
  await page.goto("/sign-in");
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(/\/(live|sandbox)\/overview$/);
}
