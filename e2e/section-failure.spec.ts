import { expect, test, type Page } from "@playwright/test";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { untilQuiet } from "#scripts/screenshots/quiet-page.ts";
import { START_TIMEOUT_MS, startSeeded, type Seeded } from "./seeded.ts";

/** A failed part is tried again every five seconds. */
const RETRIED_WITHIN_MS = 20_000;
const WHOLE_NUMBER = /\+[0-9]{9,15}\b/;

let seeded: Seeded;
let page: Page;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(START_TIMEOUT_MS);
  seeded = await startSeeded(browser, "quiet-day");
  page = await (await seeded.openWindow()).newPage();
});
test.afterAll(() => seeded.stop());

/** Takes a table away while something is done, and puts it back whatever happens. */
async function without(table: string, work: () => Promise<void>): Promise<void> {
  await seeded.database.query(`alter table ${table} rename to ${table}_gone`);
  try {
    await work();
  } finally {
    await seeded.database.query(`alter table ${table}_gone rename to ${table}`);
  }
}

function logs(): string {
  const folder = path.join(seeded.app.dataFolder, "logs");
  return readdirSync(folder).map((file) => readFileSync(path.join(folder, file), "utf8")).join("\n");
}

function missing(what: string) {
  return page.getByRole("main").locator("div").filter({ hasText: `Here would be ${what}` }).last();
}

const SENDER = () => `/live/senders/${seeded.live.senders.online}`;

test("a section that cannot be read says so, and the rest of the page stays right", async () => {
  await page.goto(SENDER());
  await untilQuiet(page);
  const rest = page.getByRole("complementary", { name: "Details" });
  const before = await rest.innerText();

  await without("campaign_sender", async () => {
    const answer = await page.goto(SENDER());
    expect(answer?.status()).toBe(200);
    await untilQuiet(page);
    const reference = await missing("the campaigns it has work in").locator("code").innerText();
    expect(logs()).toContain(reference);
    await expect(page.getByRole("region", { name: "Campaigns it has work in" })).toHaveCount(0);
    expect(await rest.innerText()).toBe(before);
    await expect(page.getByRole("figure").first()).toBeVisible();
  });

  await expect(page.getByRole("region", { name: "Campaigns it has work in" })).toBeVisible({ timeout: RETRIED_WITHIN_MS });
  await expect(missing("the campaigns it has work in")).toHaveCount(0);
});

test("so it is on the overview, where several sections read the same", async () => {
  await page.goto("/live/overview");
  const figures = await page.getByRole("region", { name: "Last 24 hours" }).innerText();

  await without("campaign_tally", async () => {
    const answer = await page.goto("/live/overview");
    expect(answer?.status()).toBe(200);
    for (const what of ["what happened in the last 24 hours", "the delivery chart", "when people read"]) await expect(missing(what)).toBeVisible();
    await expect(page.getByRole("region", { name: "Senders" }).getByRole("link").first()).toBeVisible();
    await expect(page.getByRole("link", { name: "New campaign" })).toBeVisible();
  });

  await expect(page.getByRole("region", { name: "Last 24 hours" })).toBeVisible({ timeout: RETRIED_WITHIN_MS });
  expect(await page.getByRole("region", { name: "Last 24 hours" }).innerText()).toBe(figures);
  await expect(page.getByText(/^Here would be/)).toHaveCount(0);
});

test("a page that cannot be read at all says so inside the frame, with a reference, and tries again on a press", async () => {
  await page.goto("/live/overview");
  await without("template", async () => {
    await page.getByRole("navigation", { name: "Console" }).first().getByRole("link", { name: "Templates" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "This page could not be shown" })).toBeVisible();
    expect(logs()).toContain(await page.getByRole("alert").locator("code").first().innerText());
    await expect(page.getByRole("link", { name: "Go to the overview" })).toBeVisible();
    await expect(page.getByRole("button", { name: /^Account: / })).toBeVisible();
    const answer = page.waitForResponse((response) => new URL(response.url()).pathname === "/live/templates");
    await page.getByRole("button", { name: "Try again" }).click();
    await answer;
    await expect(page.getByRole("button", { name: "Try again" })).not.toHaveAttribute("aria-busy");
    await expect(page.getByRole("heading", { level: 1, name: "This page could not be shown" })).toBeVisible();
  });
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("table", { name: "Templates" })).toBeVisible();
});

test("when not even the account can be read, there is still a page with a reference and a way on", async () => {
  await without("membership", async () => {
    const answer = await page.goto("/live/overview");
    expect(answer?.status()).toBe(500);
    await expect(page.getByRole("heading", { level: 1, name: "This page could not be shown" })).toBeVisible();
    expect(logs()).toContain(await page.getByRole("alert").locator("code").first().innerText());
  });
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
});

test("neither what was shown nor what was logged gives a secret away", async () => {
  const { dataFolder, password } = seeded.app;
  const secrets: string[] = Object.values(JSON.parse(readFileSync(path.join(dataFolder, "secrets.json"), "utf8")));
  const cookies = await page.context().cookies();
  const session = cookies.filter(({ httpOnly, value }) => httpOnly && value.length > 20).map(({ value }) => value);
  expect(session.length).toBeGreaterThan(0);
  let shown = "";
  for (const [table, place] of [["template", "/live/templates"], ["campaign_tally", "/live/overview"]] as const) {
    await without(table, async () => {
      await page.goto(place);
      await expect(page.getByText(/could not be (shown|read)/).first()).toBeVisible();
      shown += await page.content();
    });
  }
  for (const text of [logs(), shown]) {
    for (const secret of [password, ...secrets, ...session]) expect(text.includes(secret)).toBe(false);
    expect(text).not.toMatch(WHOLE_NUMBER);
  }
});
