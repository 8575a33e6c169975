import { expect, test, type Page } from "@playwright/test";
import { compose, importSample, mapAll } from "./campaign-story.ts";
import { signIn } from "./person.ts";
import { statsSince } from "./simulator.ts";

/** A read receipt comes up to 20 s after the delivery. */
const QUIET_WITHIN_MS = 60_000;

async function figure(page: Page, label: string): Promise<number> {
  const text = await page.getByRole("group", { name: label, exact: true }).getByRole("link").first().innerText();
  return Number(text.replace(/[^0-9]/g, ""));
}

test("from a contact list to a delivery chart, and the numbers on the page are the simulator's", async ({ page }) => {
  const startedMs = Date.now();
  await signIn(page);
  await importSample(page, "Newcomers");
  await compose(page, { name: "Vouchers", list: "Newcomers" });
  await mapAll(page);

  const launch = page.getByRole("button", { name: /^Send to [0-9,]+ people/ });
  const promised = Number((await launch.innerText()).replace(/[^0-9]/g, ""));
  expect(promised).toBeGreaterThan(100);
  await launch.click();
  await page.getByRole("dialog").getByRole("button", { name: /^Send to/ }).click();
  await expect(page).toHaveURL(/\/live\/campaigns\/[0-9a-f-]{36}(\?.*)?$/);

  await expect(page.getByText("Completed").first()).toBeVisible({ timeout: QUIET_WITHIN_MS });
  await expect.poll(async () => {
    const { movesToCome, callbacks } = await statsSince(startedMs);
    return movesToCome + callbacks.underWay;
  }, { timeout: QUIET_WITHIN_MS }).toBe(0);

  const { totals, recipients, statuses, senders } = await statsSince(startedMs);
  expect(totals.accepted).toBe(promised);
  expect(recipients).toEqual({ distinct: promised, acceptedMoreThanOnce: 0 });
  for (const sender of senders) expect(sender.maxInAnyOneSecondWindow).toBeLessThanOrEqual(100);
  await page.reload();
  expect(await figure(page, "Accepted by Twilio")).toBe(totals.accepted);
  expect(await figure(page, "Delivered")).toBe(statuses.delivered + statuses.read);
  expect(await figure(page, "Read")).toBe(statuses.read);
  expect(await figure(page, "Failed")).toBe(statuses.failed + statuses.undelivered);
  expect(await figure(page, "Unknown")).toBe(0);
});

test("a template with a variable that nobody mapped cannot be launched, and the page says which", async ({ page }) => {
  await signIn(page);
  await importSample(page, "Half mapped");
  await compose(page, { name: "Half mapped", list: "Half mapped" });
  await page.getByLabel("Map variable {{1}}").selectOption({ label: "First name" });
  await page.goto(page.url().replace(/personalise$/, "review"));
  await expect(page.getByText(/\{\{2\}\}/).first()).toBeVisible();
  await expect(page.getByRole("button", { name: /^Send to/ })).toHaveCount(0);
});

test("launched from two windows at once, there is one launch", async ({ page, context }) => {
  const startedMs = Date.now();
  await signIn(page);
  await importSample(page, "Twice");
  await compose(page, { name: "Twice", list: "Twice" });
  await mapAll(page);
  const other = await context.newPage();
  await other.goto(page.url());
  const windows = [page, other];
  for (const each of windows) await each.getByRole("button", { name: /^Send to [0-9,]+ people/ }).click();
  const promised = Number((await page.getByRole("dialog").getByRole("button", { name: /^Send to/ }).innerText()).replace(/[^0-9]/g, ""));
  await Promise.all(windows.map((each) => each.getByRole("dialog").getByRole("button", { name: /^Send to/ }).click()));
  for (const each of windows) await expect(each.getByText("Completed").first()).toBeVisible({ timeout: QUIET_WITHIN_MS });
  const { totals, recipients } = await statsSince(startedMs);
  expect(totals.accepted).toBe(promised);
  expect(recipients).toEqual({ distinct: promised, acceptedMoreThanOnce: 0 });
});
