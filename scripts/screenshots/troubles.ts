/** What a browser complains of while a page is looked at. */
import type { Page } from "@playwright/test";
import type { Target } from "./subjects.ts";

/** Begins to listen. The list grows while the page is open. */
export function troublesOf(page: Page, target: Target): string[] {
  const troubles: string[] = [];
  page.on("console", (message) => {
    if (message.type() !== "error" || (target.missing && message.text().includes("status of 404"))) return;
    troubles.push(`console: ${message.text().slice(0, 300)}`);
  });
  page.on("pageerror", (error) => troubles.push(`error: ${error.message.slice(0, 300)}`));
  page.on("requestfailed", (request) => {
    const reason = request.failure()?.errorText ?? "";
    // What a page no longer needs, it gives up itself.
    if (reason !== "net::ERR_ABORTED") troubles.push(`request: ${request.url()} ${reason}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400 && !(target.missing && response.status() === 404)) troubles.push(`answer: ${response.status()} for ${response.url()}`);
  });
  return troubles;
}

/** The sentence for a page that is wider than its window, or null. */
export async function overflowOf(page: Page): Promise<string | null> {
  const { content, room } = await page.evaluate(() => ({ content: document.documentElement.scrollWidth, room: document.documentElement.clientWidth }));
  return content > room ? `overflow: ${content} px wide in ${room} px` : null;
}
