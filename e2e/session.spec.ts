import { expect, test, type Page } from "@playwright/test";
import { app } from "./app.ts";
import { compose } from "./campaign-story.ts";
import { signedInWithPeople } from "./signed-in-with-people.ts";

const LIST = "Outlives a session";

const database = signedInWithPeople(LIST);

/** As an admin does who ends somebody's sessions, or time. */
async function endSessions(): Promise<void> {
  await database().query("update session set ended_at = now() where ended_at is null");
}

async function signInHere(page: Page): Promise<void> {
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  await page.getByLabel("E-mail address").fill(app().email);
  await page.getByLabel("Password").fill(app().password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

test("a link that is pressed after the session has ended leads to sign-in, and from there on to where it leads", async ({ page }) => {
  await page.goto("/live/overview");
  await endSessions();
  await page.getByRole("navigation", { name: "Console" }).first().getByRole("link", { name: "Senders" }).click();
  await signInHere(page);
  await expect(page).toHaveURL(/\/live\/senders$/);
  await expect(page.getByRole("heading", { level: 1, name: "Senders" })).toBeVisible();
});

test("a form that is sent after the session has ended leads to sign-in and back to the page of the form", async ({ page }) => {
  await page.goto("/live/campaigns/new");
  await page.getByLabel("Name").fill("Never made");
  await endSessions();
  await page.getByRole("button", { name: "Continue to the template" }).click();
  await signInHere(page);
  await expect(page).toHaveURL(/\/live\/campaigns\/new$/);
  await expect(page.getByLabel("Name")).toBeVisible();
});

test("what was chosen and typed in the composer is still there after signing in again", async ({ page }) => {
  await compose(page, { name: "Outlives its session", list: LIST });
  await page.getByLabel("Map variable {{1}}").selectOption({ label: "First name" });
  await page.getByLabel("For an empty cell of {{1}}").fill("dear friend");
  await expect(page.getByText("Kept in the draft.")).toBeAttached();
  const step = page.url();
  await endSessions();
  await page.getByRole("button", { name: /^Continue/ }).click();
  await signInHere(page);
  await expect(page).toHaveURL(step);
  await expect(page.getByLabel("Map variable {{1}}").locator("option:checked")).toHaveText("First name");
  await expect(page.getByLabel("For an empty cell of {{1}}")).toHaveValue("dear friend");
});

test("whoever signs out in one window is signed out in the others", async ({ page, context }) => {
  await page.goto("/live/audience");
  const other = await context.newPage();
  await other.goto("/live/overview");
  await other.getByRole("button", { name: /sign-out$/ }).click();
  await other.getByRole("button", { name: "Sign out" }).click();
  await expect(other).toHaveURL(/\/sign-in/);
  await page.getByRole("link", { name: "Lists" }).first().click();
  await expect(page).toHaveURL(/\/sign-in\?next=/);
});
