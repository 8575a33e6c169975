import { expect, test, type Page } from "@playwright/test";
import { signedInWithPeople } from "./signed-in-with-people.ts";

const database = signedInWithPeople("Asks Twilio");
const NOTED = "pedido_pronto";

/** As if Twilio had said something else an hour ago. */
async function remember(status: "paused" | "rejected"): Promise<void> {
  await database().query("update template set status = $1::template_status where name = $2", [status, NOTED]);
  await database().query("update sync_run set read_at = now() - interval '1 hour', state = 'done', failure = null, due_at = now() + interval '1 hour', templates_changed = 0, senders_changed = 0");
}

const outcome = (page: Page) => page.getByText(/^Checked with Twilio/);

test("a marketer who wonders has Twilio asked, sees that it is, and then what changed", async ({ page }) => {
  await remember("paused");
  await page.goto("/live/templates");
  await expect(outcome(page)).toHaveText("Checked with Twilio 1 hour ago: nothing changed.");
  await page.getByRole("button", { name: "Refresh from Twilio" }).click();
  await expect(outcome(page)).toHaveText("Checked with Twilio just now: 1 template changed.");

  await page.getByRole("link", { name: "What changed" }).click();
  const row = page.getByRole("row", { name: new RegExp(`${NOTED}.*Paused → Approved`) });
  await expect(row).toHaveCount(1);
  await row.getByRole("link", { name: NOTED }).click();
  await expect(page.getByRole("region", { name: "Changes at Twilio" })).toContainText("Paused → Approved");
});

test("without a script it is ordered all the same, and the page says so when it is looked at again", async ({ page }) => {
  await remember("rejected");
  await page.route(/\.js(\?|$)/, (route) => route.abort());
  await page.goto("/live/senders");
  await page.getByRole("button", { name: "Refresh from Twilio" }).click();
  await expect(async () => {
    // Loading it again would send the form again.
    await page.goto("/live/senders");
    await expect(outcome(page)).toHaveText("Checked with Twilio just now: 1 template changed.", { timeout: 1_000 });
  }).toPass();
});

test("when Twilio refuses, the page says what happened and what to do, and goes on showing what is known", async ({ page }) => {
  await database().query("update sync_run set state = 'failed', failure = 'Twilio could not be reached. It is tried again by itself.', ended_at = now(), read_at = now() - interval '3 hours', due_at = now() + interval '1 hour'");
  await page.goto("/live/templates");
  await expect(page.getByRole("status").filter({ hasText: "nothing could be read" })).toContainText("Twilio could not be reached. It is tried again by itself. What is shown is from 3 hours ago.");
  await expect(page.getByRole("table", { name: "Templates" }).getByRole("row", { name: new RegExp(NOTED) })).toBeVisible();
});
