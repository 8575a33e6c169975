/** How long a page leaves a person waiting after a press, measured by the browser itself: until the next picture is on the screen. */
import { expect, type Page } from "@playwright/test";

/** The browser reports nothing shorter. */
const SHORTEST_MS = 16;
/** Frames without news, after which everything has been reported. */
const CALM_FRAMES = 4;

declare global {
  interface Window {
    answerTimes?: number[];
  }
}

/** Call before the page is opened. */
export async function watchAnswers(page: Page): Promise<void> {
  await page.addInitScript(watch, SHORTEST_MS);
}

/** Runs in the page before anything else. A duration is the wait for the code, its work and the picture after it. */
function watch(shortestMs: number): void {
  const times: number[] = [];
  window.answerTimes = times;
  const events = { type: "event", buffered: true, durationThreshold: shortestMs };
  for (const asked of [events, { type: "first-input", buffered: true }]) new PerformanceObserver((list) => list.getEntries().forEach(({ duration }) => times.push(duration))).observe(asked);
}

/** The longest wait of what a person does here, in milliseconds. Fails when the browser noticed nothing being done. */
export async function longestAnswer(page: Page, doIt: () => Promise<void>): Promise<number> {
  const before = await page.evaluate(noticed);
  await page.evaluate(() => window.answerTimes?.splice(0));
  await doIt();
  const times = await page.evaluate(reported, CALM_FRAMES);
  expect(await page.evaluate(noticed), "the browser noticed a press").toBeGreaterThan(before);
  return Math.max(SHORTEST_MS, ...times);
}

/** How many presses of keys and buttons the page has been told of. */
function noticed(): number {
  return (performance.eventCounts.get("keydown") ?? 0) + (performance.eventCounts.get("pointerdown") ?? 0);
}

/** What was reported, once nothing more comes. */
async function reported(calmFrames: number): Promise<number[]> {
  const times = window.answerTimes ?? [];
  for (let calm = 0, seen = times.length; calm < calmFrames; calm += 1) {
    await new Promise((resolve) => requestAnimationFrame(resolve));
    if (times.length !== seen) calm = 0;
    seen = times.length;
  }
  return times;
}
