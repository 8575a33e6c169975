import { expect, test, type Locator, type Page } from "@playwright/test";
import { app } from "./app.ts";
import { compose, mapAll } from "./campaign-story.ts";
import { signedInWithPeople } from "./signed-in-with-people.ts";
import { statsSince } from "./simulator.ts";

const LONG = "x".repeat(5_000);
const LIST = "For bad input";

const database = signedInWithPeople(LIST);

async function count(sql: string, ...values: string[]): Promise<number> {
  const { rows } = await database().query<{ count: number }>(`select count(*)::int as count from ${sql}`, values);
  return rows[0]?.count ?? 0;
}

/** Types, sends, and finds both the sentence and what was typed. */
async function expectRefusal(form: Locator, { field, typed, send, says }: { field: string | RegExp; typed: string; send: string | RegExp; says: RegExp }): Promise<void> {
  const input = form.getByLabel(field);
  await input.fill(typed);
  await form.getByRole("button", { name: send }).click();
  await expect(form.getByText(says)).toBeVisible();
  await expect(input).toHaveValue(typed);
  await expect(input).toHaveAttribute("aria-invalid", "true");
  await expect(input).toBeFocused();
}

test("a campaign without a name, or with a book for one, is refused with a sentence, and nothing typed is lost", async ({ page }) => {
  await page.goto("/live/campaigns/new");
  const form = page.getByRole("form", { name: "New campaign" });
  await expectRefusal(form, { field: "Name", typed: "", send: /^Continue/, says: /^Type a name/ });
  await expectRefusal(form, { field: "Name", typed: LONG, send: /^Continue/, says: /^Use at most 120 characters/ });
});

test("so is a list, also when its name is taken", async ({ page }) => {
  await page.goto("/live/audience/lists");
  await page.getByRole("button", { name: "New list" }).click();
  const dialog = page.getByRole("dialog");
  await expectRefusal(dialog, { field: "Name", typed: LONG, send: "Make the list", says: /^Type a name of at most 80/ });
  await expectRefusal(dialog, { field: "Name", typed: LIST, send: "Make the list", says: /^Another list has this name/ });
});

test("a rate that is no rate is refused, each kind with its own sentence", async ({ page }) => {
  await page.goto("/live/senders");
  await page.locator("[data-row-link]").first().click();
  const main = page.getByRole("main");
  await expect(main.getByLabel("Configured rate")).toBeVisible();
  for (const [typed, says] of [["fast", /number/i], ["-1", /number/i], ["0", /above zero/], ["1e9", /number/i], ["99999", /at most 400/], [LONG, /number/i]] as const) {
    await expectRefusal(main, { field: "Configured rate", typed, send: "Set the rate", says });
  }
});

test("an opt-out wants a reason, and not a whole book", async ({ page }) => {
  await page.goto("/live/audience");
  await page.locator("[data-row-link]").first().click();
  await page.getByRole("button", { name: "Opt out" }).click();
  const dialog = page.getByRole("dialog");
  await expectRefusal(dialog, { field: "How do you know?", typed: " ", send: "Opt out", says: /^Say in a few words/ });
  await expectRefusal(dialog, { field: "How do you know?", typed: LONG, send: "Opt out", says: /^Say it in at most 200/ });
});

test("a draft takes no book for its name, nor for a text in its message", async ({ page }) => {
  await compose(page, { name: "For bad input", list: LIST });
  await page.getByRole("button", { name: "Rename" }).click();
  await expectRefusal(page.getByRole("dialog"), { field: "Name", typed: LONG, send: "Save the name", says: /^Use at most 120 characters/ });
  await page.keyboard.press("Escape");
  await page.getByLabel("Map variable {{1}}").selectOption({ label: "The same text for everybody" });
  await expectRefusal(page.getByRole("main"), { field: "Text for {{1}}", typed: LONG, send: /^Continue/, says: /^Use at most 500 characters/ });
});

test("a file that is no list of people is refused with a sentence that says what is wrong with it", async ({ page }) => {
  const path = "/live/audience/imports/new";
  const send = async (name: string, content: string) => page.getByLabel("A CSV file of contacts").setInputFiles({ name, mimeType: "text/csv", buffer: Buffer.from(content, "latin1") });
  await page.goto(path);
  const list = page.getByLabel("Name of a new list");
  await list.fill("Nonsense");
  await send("empty.csv", "");
  await expect(page.getByRole("main").getByRole("alert")).toContainText("“empty.csv” is empty");
  await expect(list).toHaveValue("Nonsense");
  await list.fill(LONG);
  await send("words.csv", "Phone\n+12125550101\n");
  await expect(page.getByRole("main").getByRole("alert")).toContainText("at most 80 characters");
  await expect(list).toHaveValue(LONG);
  await list.fill("Nonsense");
  await send("words.csv", "Colour,Taste\nblue,sweet\nred,sour\n");
  const form = page.getByRole("form", { name: "Columns" });
  await form.getByRole("button", { name: "Import the file" }).click();
  await expect(form.getByRole("alert")).toContainText("No column holds the numbers");
  await page.goto(path);
  await list.fill("More nonsense");
  await send("picture.csv", "\0\u0001\u0002\u00ff".repeat(500));
  await expect(page).toHaveURL(/imports\/[0-9a-f-]{36}$/);
  await expect(page.getByRole("main").getByText(/cannot|no |not /i).first()).toBeVisible();
});

test("a sign-in with a book in each field is refused like any other", async ({ browser }) => {
  const stranger = await browser.newPage({ baseURL: app().url });
  await stranger.goto("/sign-in");
  await stranger.getByLabel("E-mail address").fill(`${LONG}@example.com`);
  await stranger.getByLabel("Password").fill(LONG);
  await stranger.getByRole("button", { name: "Sign in" }).click();
  await expect(stranger.getByRole("form", { name: "Sign in" }).getByRole("alert")).toBeVisible();
  await expect(stranger.getByLabel("E-mail address")).toHaveValue(`${LONG}@example.com`);
  await stranger.close();
});

test("pressed twice, a campaign and a list are made once", async ({ page }) => {
  await page.goto("/live/campaigns/new");
  await page.getByLabel("Name").fill("Pressed twice");
  await page.getByRole("button", { name: "Continue to the template" }).dblclick();
  await expect(page).toHaveURL(/\/compose\/template/);
  expect(await count("campaign where name = $1", "Pressed twice")).toBe(1);

  await page.goto("/live/audience/lists");
  await page.getByRole("button", { name: "New list" }).click();
  await page.getByRole("dialog").getByLabel("Name").fill("Pressed twice");
  await page.getByRole("dialog").getByRole("button", { name: "Make the list" }).dblclick();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  expect(await count("contact_list where name = $1", "Pressed twice")).toBe(1);
});

test("after going back from what was sent, nothing is sent again, and the way forward leads to the same", async ({ page }) => {
  await page.goto("/live/campaigns/new");
  await page.getByLabel("Name").fill("There and back");
  await page.getByRole("button", { name: "Continue to the template" }).click();
  await expect(page).toHaveURL(/\/compose\/template/);
  const made = page.url();
  await page.goBack();
  await expect(page.getByRole("button", { name: "Continue to the template" })).toBeVisible();
  await page.goForward();
  await expect(page).toHaveURL(made);
  await page.reload();
  await expect(page.getByRole("heading", { level: 1, name: "There and back" })).toBeVisible();
  expect(await count("campaign where name = $1", "There and back")).toBe(1);
});

async function orders(action: string, page: Page): Promise<number> {
  return count("audit_event where action = $1 and subject_id = $2", action, new URL(page.url()).pathname.split("/")[3] ?? "");
}

test("pressed twice, a campaign is launched once and paused once", async ({ page }) => {
  const startedMs = Date.now();
  await compose(page, { name: "Launched by a double press", list: LIST });
  await mapAll(page);
  const before = await database().query<{ sender_id: string; mps: number }>("select sender_id, mps from sender_gate");
  await database().query("update sender_gate set mps = 2");
  try {
    await page.getByRole("button", { name: /^Send to [0-9,]+ people/ }).click();
    await page.getByRole("dialog").getByRole("button", { name: /^Send to/ }).dblclick();
    await expect(page).toHaveURL(/\/live\/campaigns\/[0-9a-f-]{36}(\?.*)?$/);
    expect(await orders("campaign.launched", page)).toBe(1);
    await page.getByRole("button", { name: "Pause" }).dblclick();
    await expect(page.getByRole("button", { name: "Resume" })).toBeVisible();
    expect(await orders("campaign.paused", page)).toBe(1);
    expect(await orders("campaign.resumed", page)).toBe(0);
  } finally {
    for (const { sender_id, mps } of before.rows) await database().query("update sender_gate set mps = $2 where sender_id = $1", [sender_id, mps]);
  }
  await page.getByRole("button", { name: "Resume" }).dblclick();
  await expect(page.getByText("Completed").first()).toBeVisible({ timeout: 60_000 });
  expect(await orders("campaign.resumed", page)).toBe(1);
  expect((await statsSince(startedMs)).recipients.acceptedMoreThanOnce).toBe(0);
});
