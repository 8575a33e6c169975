import { expect, test } from "@playwright/test";
import { signedInWithPeople } from "./signed-in-with-people.ts";

const database = signedInWithPeople("Stops and lets go");

test("an admin stops every sender, reads everywhere that nothing is sent, lets them go, and finds both in the decisions", async ({ page }) => {
  // Where somebody in a hurry looks first.
  await page.goto("/live/overview");
  await page.getByRole("button", { name: "Stop all senders" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Stop all senders" }).click();
  const banner = page.getByRole("status").filter({ hasText: "Nothing is being sent:" });
  await expect(banner).toContainText("somebody stopped every sender of this account");
  await page.goto("/live/templates");
  await banner.getByRole("link", { name: "lets them go" }).click();
  await page.getByRole("button", { name: "Let senders go" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Let them go" }).click();
  await expect(page.getByRole("button", { name: "Stop all senders" })).toBeVisible();
  await expect(banner).toHaveCount(0);

  await page.goto("/live/decisions");
  const decisions = page.getByRole("table", { name: "Decisions" });
  await expect(decisions.getByRole("row", { name: /Somebody stopped every sender of this account at once.*Held/ })).toHaveCount(1);
  await expect(decisions.getByRole("row", { name: /Somebody let the senders of this account send again.*Released/ })).toHaveCount(1);
});

test("what the engine holds is cleared with typed words, and not without", async ({ page }) => {
  const reason = "The database is another one than before: it was restored from a dump, or it is a copy.";
  await database().query("update account set engine_held_at = now(), engine_hold_reason = $1 where slug = 'live'", [reason]);
  await page.goto("/live/overview");
  await expect(page.getByRole("status").filter({ hasText: reason })).toBeVisible();
  await page.goto("/live/senders");
  await page.getByRole("button", { name: "Let it send again" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("button", { name: "Let it send" })).toBeDisabled();
  await dialog.getByRole("textbox").fill("nothing is sent twice");
  await dialog.getByRole("button", { name: "Let it send" }).click();
  await expect(page.getByRole("status").filter({ hasText: reason })).toHaveCount(0);
});
