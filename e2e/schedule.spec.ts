import { expect, test, type Page } from "@playwright/test";
import { untilQuiet } from "#scripts/screenshots/quiet-page.ts";
import { compose, mapAll } from "./campaign-story.ts";
import { signedInWithPeople } from "./signed-in-with-people.ts";

const LIST = "Written to later";
/** Longer than the pause of components/campaigns/keep-as-chosen.tsx. */
const KEPT_AFTER_MS = 1_000;
const DAY_MS = 24 * 60 * 60_000;
/** The page of a campaign that is no draft any more. */
const REPORT = /\/live\/campaigns\/[0-9a-f-]{36}(\?.*)?$/;

const database = signedInWithPeople(LIST);

/** Noon in so many days, as a person types it. */
function wallIn(days: number): string {
  return `${new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10)}T12:00`;
}

async function startAt(page: Page, wall: string): Promise<void> {
  await page.getByText("At a date and time").click();
  await page.getByRole("textbox", { name: "Date and time" }).fill(wall);
  await page.getByRole("button", { name: /^Continue/ }).click();
}

/** A draft with everything chosen, at its step “Schedule”. */
async function readyToSchedule(page: Page, name: string): Promise<void> {
  await compose(page, { name, list: LIST });
  await mapAll(page);
  await page.goto(page.url().replace(/review$/, "schedule"));
}

test("a start that cannot be is refused beside its field, and what was chosen stays", async ({ page }) => {
  await readyToSchedule(page, "Never started");
  await startAt(page, "");
  await expect(page.getByText("Choose the day and the time at which it starts.")).toBeVisible();
  await startAt(page, wallIn(-2));
  await expect(page.getByText(/has passed\. Choose a later time/)).toBeVisible();
  await startAt(page, wallIn(400));
  await expect(page.getByText(/days ahead\. Choose an earlier time/)).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Date and time" })).toHaveValue(wallIn(400));
  await expect(page).toHaveURL(/schedule$/);
});

test("opening the step keeps nothing, and choosing there does", async ({ page }) => {
  await readyToSchedule(page, "Looked at");
  await startAt(page, wallIn(2));
  await expect(page).toHaveURL(/review$/);
  await page.clock.install();
  await page.goto(page.url().replace(/review$/, "schedule"));
  const kept: string[] = [];
  page.on("request", (request) => void (request.method() === "POST" && kept.push(request.url())));
  await page.reload();
  // The fields come to life, and the zone becomes the reader's own.
  expect(await untilQuiet(page)).toBeNull();
  await expect(page.getByText(/^Saturday|^Sunday|^Monday|^Tuesday|^Wednesday|^Thursday|^Friday/).first()).toBeVisible();
  await pauseForKeeping(page);
  expect(kept).toEqual([]);
  await page.getByText("When I launch it").click();
  await pauseForKeeping(page);
  expect(kept).toHaveLength(1);
});

/** The pause after which what was chosen is kept is over, and a question that the page asks after it was answered. */
async function pauseForKeeping(page: Page): Promise<void> {
  await page.clock.runFor(KEPT_AFTER_MS);
  await page.evaluate(() => fetch("/api/health").then(() => undefined));
}

test("a scheduled campaign waits, can be paused, changed and scheduled again, and starts by itself at its time", async ({ page }) => {
  await readyToSchedule(page, "Starts by itself");
  await startAt(page, wallIn(2));
  await expect(page).toHaveURL(/review$/);
  const press = page.getByRole("button", { name: /^Schedule for [0-9,]+ (people|person)/ });
  await press.click();
  await page.getByRole("dialog").getByRole("button", { name: /^Schedule for/ }).click();
  await expect(page).toHaveURL(REPORT);
  await expect(page.getByText(/^Starts (tomorrow|in [0-9]+ (days|hours))/)).toBeVisible();

  await page.getByRole("button", { name: "Pause" }).click();
  await expect(page.getByText("It is paused, and does not start by itself")).toBeVisible();
  await page.getByRole("button", { name: "Wait for its start again" }).click();
  await expect(page.getByText(/^Starts (tomorrow|in [0-9]+ (days|hours))/)).toBeVisible();
  await page.getByRole("button", { name: "Make it a draft again" }).click();
  await expect(page).toHaveURL(/compose\/schedule$/);
  // Its zone comes to life. Nobody chose anything, so there is nothing to keep.
  await expect(page.getByRole("combobox", { name: "Time zone" })).toBeVisible();
  await expect(page.getByText(/^Saturday|^Sunday|^Monday|^Tuesday|^Wednesday|^Thursday|^Friday/).first()).toBeVisible();
  await page.goto(page.url().replace(/compose.*$/, "compose/review"));
  await press.click();
  await page.getByRole("dialog").getByRole("button", { name: /^Schedule for/ }).click();
  await expect(page).toHaveURL(REPORT);

  // The two days pass.
  await database().query("update campaign set start_at = now() where name = 'Starts by itself'");
  await page.reload();
  await expect(page.getByText("Completed").first()).toBeVisible({ timeout: 60_000 });
});

test("people are written to by day where they are, and the review says when", async ({ page }) => {
  await readyToSchedule(page, "By day");
  await page.getByText("By day where they are").click();
  await page.getByRole("button", { name: /^Continue/ }).click();
  await expect(page).toHaveURL(/review$/);
  const table = page.getByRole("table", { name: "When people are written to" });
  await expect(table.getByRole("row").nth(1)).toBeVisible();
  // While it is day in all of Australia it is night in the United States: at no moment can everybody be written to.
  await expect(page.getByRole("heading", { name: /^Done about [0-9]+ h/ })).toBeVisible();
  await page.goto(page.url().replace(/review$/, "schedule"));
  await page.getByLabel("From", { exact: true }).selectOption({ label: "20:00" });
  await page.getByRole("button", { name: /^Continue/ }).click();
  await expect(page.getByText(/^The hours have to end at least/)).toBeVisible();
});
