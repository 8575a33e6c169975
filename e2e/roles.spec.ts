import { expect, test } from "@playwright/test";
import { compose, mapAll } from "./campaign-story.ts";
import { invite, join } from "./invite.ts";
import { signedInWithPeople } from "./signed-in-with-people.ts";

const LIST = "Seen by every role";

const database = signedInWithPeople(LIST);

const senderId = async () => (await database().query<{ id: string }>("select s.id from sender s join account a on a.id = s.account_id where a.slug = 'live' and s.status = 'online' order by s.phone limit 1")).rows[0]?.id ?? "";

test("a marketer composes and launches, sees whole numbers, and can change neither senders nor people", async ({ page }) => {
  const theirs = await join(page, await invite(page, { email: "omar@harbour.example", role: "Marketer" }), "Omar");
  await compose(theirs, { name: "By a marketer", list: LIST });
  await mapAll(theirs);
  await theirs.getByRole("button", { name: /^Send to \d/ }).click();
  await theirs.getByRole("dialog").getByRole("button", { name: /^Send to \d/ }).click();
  await expect(theirs).toHaveURL(/\/live\/campaigns\/[0-9a-f-]{36}$/);
  await theirs.goto("/live/audience");
  await expect(theirs.getByRole("table", { name: "Contacts" })).not.toContainText("•");
  await expect(theirs.getByRole("link", { name: "Import contacts" })).toBeVisible();

  await theirs.goto(`/live/senders/${await senderId()}`);
  await expect(theirs.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(theirs.getByLabel(/Messages per second/)).toHaveCount(0);
  await theirs.goto("/live/settings");
  await expect(theirs.getByText("Off: whoever may launch does so alone.")).toBeVisible();
  await expect(theirs.getByRole("button", { name: "Change", exact: true })).toHaveCount(0);
  for (const closed of ["/live/access", "/live/record", "/sandbox/overview"]) expect((await theirs.goto(closed))?.status(), closed).toBe(404);
  await theirs.context().close();
});

test("an analyst reads how it went, sees no whole number, and is offered nothing that changes anything", async ({ page }) => {
  await compose(page, { name: "For the analyst", list: LIST });
  await mapAll(page);
  await page.getByRole("button", { name: /^Send to \d/ }).click();
  await page.getByRole("dialog").getByRole("button", { name: /^Send to \d/ }).click();
  await expect(page).toHaveURL(/\/live\/campaigns\/[0-9a-f-]{36}$/);
  const report = page.url();

  const theirs = await join(page, await invite(page, { email: "vera@harbour.example", role: "Analyst" }), "Vera");
  await theirs.goto(report);
  await expect(theirs.getByRole("heading", { level: 1, name: /For the analyst/ })).toBeVisible();
  for (const order of ["Pause", "Cancel", "Resume"]) await expect(theirs.getByRole("button", { name: new RegExp(`^${order}`) })).toHaveCount(0);
  await theirs.goto("/live/audience");
  const contacts = theirs.getByRole("table", { name: "Contacts" });
  await expect(contacts).toContainText("•");
  await expect(contacts).not.toContainText(/\+\d{8}/);
  await expect(theirs.getByRole("link", { name: "Import contacts" })).toHaveCount(0);
  await theirs.goto("/live/campaigns");
  await expect(theirs.getByRole("link", { name: "New campaign" })).toHaveCount(0);
  await theirs.goto("/live/overview");
  await expect(theirs.getByRole("button", { name: "Stop all senders" })).toHaveCount(0);
  for (const closed of ["/live/campaigns/new", "/live/audience/imports/new", "/live/access", "/live/record", "/sandbox/overview"]) expect((await theirs.goto(closed))?.status(), closed).toBe(404);
  await theirs.context().close();
});
