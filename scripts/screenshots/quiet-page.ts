/** When a page has come to rest: everything is there, alive and drawn, and nothing moves. */
import type { Page } from "@playwright/test";

const QUIET_TIMEOUT_MS = 20_000;

/** Resolves when the page is quiet. Returns what it still waits for when that does not come, or null. */
export async function untilQuiet(page: Page): Promise<string | null> {
  const late = await page
    .waitForFunction(`(${restlessness.toString()})() === null`, undefined, { polling: "raf", timeout: QUIET_TIMEOUT_MS })
    .then(() => false)
    .catch(() => true);
  // Two frames: what the last change caused is drawn as well.
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  return late ? page.evaluate<string | null>(`(${restlessness.toString()})()`) : null;
}

/** Runs in the page. What it still waits for, or null. */
function restlessness(): string | null {
  const shown = (element: Element) => element.getClientRects().length > 0;
  const some = (selector: string) => [...document.querySelectorAll(selector)].filter(shown);
  // What the gallery shows as loading for ever is not waited for.
  const meant = (element: Element) => element.closest("[data-restless]") !== null;
  // React leaves a mark on what it has taken over from the server's text.
  const isAlive = (element: Element) => Object.keys(element).some((key) => key.startsWith("__reactFiber"));
  if (document.readyState !== "complete") return "the document";
  if (document.fonts.status !== "loaded") return "its fonts";
  if (!some("[aria-busy=true], .animate-late").every(meant)) return "a part that is loading";
  if (!some("h1, a[href], button, input, table").every(isAlive)) return "its code";
  if (document.querySelector('[data-drawing="waiting"]')) return "the code of a chart";
  if (!some(".recharts-responsive-container").every((chart) => chart.querySelector("svg .recharts-layer") !== null)) return "a chart";
  const fits = (chart: Element) => (chart.querySelector("svg")?.clientWidth ?? 0) <= chart.clientWidth + 1;
  if (!some(".recharts-responsive-container").every(fits)) return "a chart that is drawn for a wider window";
  if (![...document.images].every((image) => image.complete || meant(image))) return "a picture";
  return null;
}
