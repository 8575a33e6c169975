import { expect, test, type Page } from "@playwright/test";
import { app } from "./app.ts";
import { compose, mapAll } from "./campaign-story.ts";
import { invite, join, PASSWORD } from "./invite.ts";
import { signedInWithPeople } from "./signed-in-with-people.ts";

const LIST = "May be written to";

signedInWithPeople(LIST);

const rowOf = (page: Page, email: string) => page.getByRole("table", { name: "People" }).getByRole("row").filter({ hasText: email });

test("an admin invites a marketer who may launch to one person at most; her larger launch goes when the admin has approved it", async ({ page }) => {
  const email = "mina@harbour.example";
  const link = await invite(page, { email, role: "Marketer", most: "1" });
  expect(link).toMatch(new RegExp(`^${app().url}/invitation/[A-Za-z0-9_-]{43}$`));
  await page.getByRole("dialog").getByRole("button", { name: "Done" }).click();
  await expect(page.getByRole("table", { name: "Invited" }).getByRole("row").filter({ hasText: email })).toContainText("Marketer");

  const theirs = await join(page, link, "Mina Brandt");
  await expect(theirs.getByRole("link", { name: "Access" })).toHaveCount(0);
  await compose(theirs, { name: "Larger than hers", list: LIST });
  await mapAll(theirs);
  await expect(theirs.getByText("You may launch to at most 1 person at once here. A second person can approve it.")).toBeVisible();
  await theirs.getByRole("button", { name: /^Ask to send to \d/ }).click();
  await theirs.getByLabel(/What they should know/).fill("Everybody who filled in the card.");
  await theirs.getByRole("button", { name: "Ask for approval" }).click();
  await expect(theirs.getByText(/^You asked to send this to \d/)).toBeVisible();
  await expect(theirs.getByRole("button", { name: "Send", exact: true })).toBeDisabled();

  await page.goto("/live/overview");
  const line = page.getByRole("listitem").filter({ hasText: "“Larger than hers” waits for a second person" });
  await expect(line).toContainText("Mina Brandt asks.");
  await line.getByRole("link", { name: "Look and decide" }).click();
  await expect(page.getByText("“Everybody who filled in the card.”")).toBeVisible();
  await page.getByRole("button", { name: /^Send to \d/ }).click();
  await page.getByRole("dialog").getByRole("button", { name: /^Send to \d/ }).click();
  await expect(page).toHaveURL(/\/live\/campaigns\/[0-9a-f-]{36}$/);
  await expect(page.getByRole("heading", { level: 1, name: /Larger than hers/ })).toBeVisible();
  await theirs.context().close();

  // Both stand in the record, which can be narrowed and taken away.
  await page.goto("/live/record");
  await page.getByRole("button", { name: "About" }).click();
  await page.getByRole("link", { name: "Approvals" }).click();
  await expect(page).toHaveURL(/of=launch/);
  const record = page.getByRole("table", { name: "Record" });
  await expect(record.getByRole("row").filter({ hasText: "Mina Brandt asked for a launch" })).toContainText("Larger than hers");
  await expect(record.getByRole("row").filter({ hasText: "approved a launch" })).toContainText("Larger than hers");
  const file = page.waitForEvent("download");
  await page.getByRole("link", { name: "Take it away as a file" }).click();
  expect((await file).suggestedFilename()).toBe("record-live.csv");
});

test("a no is read by whoever asked, and a limit that is lifted counts at once, as does a removal", async ({ page }) => {
  const email = "lena@harbour.example";
  const theirs = await join(page, await invite(page, { email, role: "Marketer", most: "1" }), "Lena");
  await compose(theirs, { name: "Not this week", list: LIST });
  await mapAll(theirs);
  const review = theirs.url();
  await theirs.getByRole("button", { name: /^Ask to send to \d/ }).click();
  await theirs.getByRole("button", { name: "Ask for approval" }).click();
  await expect(theirs.getByText(/^You asked to send this to \d/)).toBeVisible();
  await page.goto(review);
  await page.getByRole("button", { name: "Decline" }).click();
  await page.getByRole("dialog").getByLabel("Why").fill("Everybody got one on Monday.");
  await page.getByRole("dialog").getByRole("button", { name: "Decline" }).click();
  await theirs.reload();
  await expect(theirs.getByText("“Everybody got one on Monday.”")).toBeVisible();

  await page.goto("/live/access");
  await expect(rowOf(page, email)).toContainText("to 1");
  await rowOf(page, email).getByRole("button", { name: "Change what Lena may do" }).click();
  await page.getByRole("dialog").getByLabel(/Most people in one launch/).fill("");
  await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await theirs.reload();
  await expect(theirs.getByRole("button", { name: /^Send to \d/ })).toBeEnabled();

  await rowOf(page, email).getByRole("button", { name: "Remove Lena" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove from this account" }).click();
  await expect(rowOf(page, email)).toHaveCount(0);
  expect((await theirs.goto("/live/overview"))?.status()).toBe(404);
  await theirs.context().close();
});

test("a link opens once, and says so to whoever comes too late", async ({ page }) => {
  const link = await invite(page, { email: "vito@harbour.example", role: "Analyst" });
  const theirs = await join(page, link, "Vito");
  await theirs.context().clearCookies();
  await theirs.goto(link);
  await expect(theirs.getByRole("heading", { name: "This link opens nothing any more" })).toBeVisible();
  await theirs.context().close();
});

test("a weak password and a wrong address are told beside their fields, and nothing that was typed is lost", async ({ page }) => {
  await page.goto("/live/access");
  await page.getByRole("button", { name: "Invite somebody" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("E-mail address").fill("no address");
  await dialog.getByLabel(/Most people in one launch/).fill("minus one");
  await dialog.getByRole("button", { name: "Make the link" }).click();
  await expect(dialog.getByText("Type an e-mail address, such as ana@harbour.example.")).toBeVisible();
  await expect(dialog.getByText("Type a whole number of people, such as 100, or leave it empty.")).toBeVisible();
  await expect(dialog.getByLabel("E-mail address")).toHaveValue("no address");
  await page.keyboard.press("Escape");

  const link = await invite(page, { email: "weak@harbour.example", role: "Analyst" });
  const context = await page.context().browser()?.newContext({ baseURL: app().url });
  const theirs = await context?.newPage();
  if (!theirs) throw new Error("There is no browser.");
  await theirs.goto(link);
  await theirs.getByLabel("Your name").fill("Weak");
  await theirs.getByLabel("A password").fill("short");
  await theirs.getByRole("button", { name: "Join" }).click();
  await expect(theirs.getByText(/Take at least 12 characters/)).toBeVisible();
  await expect(theirs.getByLabel("Your name")).toHaveValue("Weak");
  await context?.close();
});

test("whoever signs in already joins a further account as themselves", async ({ page }) => {
  const email = "sana@harbour.example";
  const theirs = await join(page, await invite(page, { email, role: "Analyst" }), "Sana");
  const link = await invite(page, { email, role: "Admin", account: "sandbox" });
  await theirs.goto(link);
  await theirs.getByRole("button", { name: "Join as Sana" }).click();
  await expect(theirs).toHaveURL(/\/sandbox\/overview$/);
  await expect(rowOf(page, email)).toHaveCount(0);
  await page.goto("/sandbox/access");
  await expect(rowOf(page, email)).toContainText("Admin");
  await page.goto("/live/access");
  await expect(rowOf(page, email)).toContainText("Analyst");
  // A link for somebody else is no use to her.
  await theirs.goto(await invite(page, { email: "another@harbour.example", role: "Admin" }));
  await expect(theirs.getByText(`You are signed in as ${email}, and the link is for another@harbour.example.`)).toBeVisible();
  await theirs.context().close();
});

test("somebody who is in already is not invited", async ({ page }) => {
  await page.goto("/live/access");
  await page.getByRole("button", { name: "Invite somebody" }).click();
  await page.getByRole("dialog").getByLabel("E-mail address").fill(app().email.toUpperCase());
  await page.getByRole("dialog").getByRole("button", { name: "Make the link" }).click();
  await expect(page.getByRole("dialog").getByText("This person is in the account already.")).toBeVisible();
});

test("the last admin stays, and is told why", async ({ page }) => {
  await page.goto("/live/access");
  const you = page.getByRole("table", { name: "People" }).getByRole("row").filter({ hasText: app().email });
  await expect(you).toContainText("(you)");
  await you.getByRole("button", { name: /^Remove / }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove from this account" }).click();
  await expect(page.getByRole("dialog").getByRole("alert")).toContainText("Make somebody else an admin first");
});

test("somebody changes their password, which signs their other browser out, and ends one that they do not know", async ({ page }) => {
  const email = "petra@harbour.example";
  const theirs = await join(page, await invite(page, { email, role: "Analyst" }), "Petra");
  const context = await page.context().browser()?.newContext({ baseURL: app().url });
  const other = await context?.newPage();
  if (!other) throw new Error("There is no browser.");
  const signInThere = async (password: string) => {
    await other.goto("/sign-in");
    await other.getByLabel("E-mail address").fill(email);
    await other.getByLabel("Password").fill(password);
    await other.getByRole("button", { name: "Sign in" }).click();
    await expect(other).toHaveURL(/\/live\/overview$/);
  };
  await signInThere(PASSWORD);

  await theirs.goto("/live/settings");
  await theirs.getByRole("button", { name: "Change the password" }).click();
  const dialog = theirs.getByRole("dialog");
  await dialog.getByLabel("The current one").fill("not this one");
  await dialog.getByLabel("The new one").fill("lamp river nine boats");
  await dialog.getByRole("button", { name: "Change it" }).click();
  await expect(dialog.getByText("This is not the password that you sign in with.")).toBeVisible();
  await dialog.getByLabel("The current one").fill(PASSWORD);
  await dialog.getByLabel("The new one").fill("lamp river nine boats");
  await dialog.getByRole("button", { name: "Change it" }).click();
  await expect(dialog).toHaveCount(0);
  await other.goto("/live/overview");
  await expect(other).toHaveURL(/\/sign-in\?next=/);

  await signInThere("lamp river nine boats");
  await theirs.reload();
  const browsers = theirs.getByRole("list", { name: "Browsers" });
  await expect(browsers.getByRole("listitem")).toHaveCount(2);
  await expect(browsers.getByRole("listitem").filter({ hasText: "(this one)" })).toHaveCount(1);
  await browsers.getByRole("button", { name: /^Sign out / }).click();
  await theirs.getByRole("dialog").getByRole("button", { name: "Sign it out" }).click();
  await expect(browsers.getByRole("listitem")).toHaveCount(1);
  await other.goto("/live/overview");
  await expect(other).toHaveURL(/\/sign-in\?next=/);
  for (const each of [theirs, other]) await each.context().close();
});
