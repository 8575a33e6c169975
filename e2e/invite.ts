/** Somebody new comes into an account: an admin makes the link, and they open it in a browser of their own. */
import { expect, type Page } from "@playwright/test";
import { app } from "./app.ts";

export const PASSWORD = "boat lamp river nine";

/** Makes a link on the page of people and returns where it leads. */
export async function invite(page: Page, somebody: { email: string; role: "Analyst" | "Marketer" | "Admin"; most?: string; account?: string }): Promise<string> {
  await page.goto(`/${somebody.account ?? "live"}/access`);
  await page.getByRole("button", { name: "Invite somebody" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("E-mail address").fill(somebody.email);
  await dialog.getByText(somebody.role, { exact: true }).click();
  if (somebody.most !== undefined) await dialog.getByLabel(/Most people in one launch/).fill(somebody.most);
  await dialog.getByRole("button", { name: "Make the link" }).click();
  const link = dialog.getByRole("button", { name: /^Copy the link/ });
  await expect(link).toBeVisible();
  return (await link.getAttribute("title")) ?? "";
}

/** Somebody new opens a link in a browser of their own. */
export async function join(page: Page, link: string, name: string): Promise<Page> {
  const context = await page.context().browser()?.newContext({ baseURL: app().url });
  if (!context) throw new Error("There is no browser.");
  const theirs = await context.newPage();
  await theirs.goto(link);
  await theirs.getByLabel("Your name").fill(name);
  await theirs.getByLabel("A password").fill(PASSWORD);
  await theirs.getByRole("button", { name: "Join" }).click();
  await expect(theirs).toHaveURL(/\/live\/overview$/);
  return theirs;
}
