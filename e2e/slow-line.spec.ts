import { expect, test } from "@playwright/test";
import { app } from "./app.ts";
import { SHIFT_SEEN, watchPaint } from "./look-at-page.ts";
import { signIn } from "./person.ts";
import { openSlowLine, type SlowLine } from "./slow-line.ts";

/** About one piece to a frame, and none of them ends where a part of the page does. */
const PIECES = { bytes: 997, everyMs: 20 };

let line: SlowLine;
test.beforeAll(async () => {
  line = await openSlowLine(app().url, PIECES);
});
test.afterAll(() => line.close());

test("over a slow line nothing moves while a page comes", async ({ page }) => {
  await signIn(page);
  await page.addInitScript(watchPaint);
  for (const path of ["/live/overview", "/live/campaigns", "/live/senders", "/help"]) {
    await page.goto(`${line.url}${path}`);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    const { shift = 1, moved = [] } = (await page.evaluate(() => window.watchedPaint)) ?? {};
    expect(shift, `${path}: ${moved.join("\n")}`).toBeLessThan(SHIFT_SEEN);
  }
});
