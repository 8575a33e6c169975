/** The way to a campaign, from a file of contacts to the review, as a person goes it. */
import { expect, type Page } from "@playwright/test";

const SAMPLE = "samples/contacts-sample.csv";

/** Imports the sample into a new list of this name and waits until it is taken. */
export async function importSample(page: Page, listName: string): Promise<void> {
  await page.goto("/live/audience/imports/new");
  await page.getByLabel(/^(Into a list named|Name of a new list)/).fill(listName);
  await page.getByLabel("A CSV file of contacts").setInputFiles(SAMPLE);
  await expect(page.getByRole("form", { name: "Columns" })).toBeVisible();
  await page.getByRole("button", { name: "Import the file" }).click();
  await expect(page.getByText("Taken", { exact: true })).toBeVisible();
}

/** A draft of the template voucher_ready for this list, at its third step. */
export async function compose(page: Page, { name, list }: { name: string; list: string }): Promise<void> {
  await page.goto("/live/campaigns/new");
  await page.getByLabel("Name").fill(name);
  await page.getByRole("button", { name: "Continue to the template" }).click();
  await page.getByRole("list", { name: "Templates" }).getByText("voucher_ready").click();
  await page.getByRole("button", { name: /^Continue/ }).click();
  await page.getByRole("list", { name: "Lists" }).getByText(list, { exact: true }).click();
  await page.getByRole("button", { name: /^Continue/ }).click();
  await expect(page).toHaveURL(/personalise$/);
}

/** Fills every variable and goes on to the review. */
export async function mapAll(page: Page): Promise<void> {
  for (const [key, column] of [["1", "First name"], ["2", "Voucher"], ["3", "City"]] as const) {
    await page.getByLabel(`Map variable {{${key}}}`).selectOption({ label: column });
    await page.getByLabel(`For an empty cell of {{${key}}}`).fill("-");
  }
  await page.getByRole("button", { name: /^Continue/ }).click();
  await expect(page).toHaveURL(/schedule$/);
  await page.getByRole("button", { name: /^Continue/ }).click();
  await expect(page).toHaveURL(/review$/);
}
