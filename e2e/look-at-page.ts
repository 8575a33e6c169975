/** What one page is like for whoever opens it: how soon it is there, how much it fetches, whether it keeps still, and whether everybody can use it. */
import type { Browser, BrowserContext, Page } from "@playwright/test";
import axe from "axe-core";
import { untilQuiet } from "#scripts/screenshots/quiet-page.ts";
import type { OpenSubject, Target } from "#scripts/screenshots/subjects.ts";
import { PLACE } from "#scripts/screenshots/take-pictures.ts";
import { overflowOf, troublesOf } from "#scripts/screenshots/troubles.ts";
import { frameworkScripts } from "./framework-scripts.ts";

const DESK = { width: 1_440, height: 900 };
const PHONE = { width: 390, height: 844 };
const KILOBYTE = 1_000;
/** Two digits are what is written down; below, not a pixel of a window moved by one pixel. */
export const SHIFT_SEEN = 0.0005;

export type Seen = {
  name: string;
  /** Largest contentful paint, in milliseconds after the navigation began, with nothing in the cache. */
  lcpMs: number;
  /** Compressed script that the page names itself, beyond what the framework brings to every page: what it needs to be there and alive. */
  scriptKb: number;
  /** Compressed script that comes once the page stands, such as what draws a chart into its place. */
  laterKb: number;
  /** Cumulative layout shift; 0 when nothing moved by itself. */
  shift: number;
  /** What moved, and from where to where. */
  moved: string[];
  /** Each a sentence: what axe found, and where. */
  violations: string[];
  /** Errors, refused requests, pages wider than their window. */
  troubles: string[];
};

type State = Awaited<ReturnType<BrowserContext["storageState"]>>;
/** Who looks; `dist` is the build that is served. */
export type Looker = { browser: Browser; subject: OpenSubject; signedIn: State | undefined; dist: ".next" | ".next-gallery" };

/** Opens the page in a browser with nothing in its cache, wide and light, then narrow and dark. Whoever has signed in is still in the same zone: only who has travelled since sees times change, once. That every pair of colours can be read in both schemes is a test of its own. */
export async function lookAt({ browser, subject, signedIn, dist }: Looker, target: Target): Promise<Seen> {
  const somebody = target.signedOut || !signedIn ? {} : { ...PLACE, storageState: signedIn };
  const context = await browser.newContext({ baseURL: subject.url, viewport: DESK, colorScheme: "light", ...somebody });
  try {
    const page = await context.newPage();
    await page.addInitScript(watchPaint);
    const troubles = troublesOf(page, target);
    const document = await (await page.goto(target.path))?.text();
    troubles.push(...(await settled(page)));
    const { lcpMs, shift, moved, scripts } = await page.evaluate(readPaint);
    const own = frameworkScripts(dist);
    const fetched = scripts.map(({ url, bytes }) => ({ path: new URL(url).pathname, bytes })).filter(({ path }) => !own.has(path));
    const [scriptKb, laterKb] = [true, false].map((atOnce) => kilobytes(fetched.filter(({ path }) => document?.includes(path.replace("/_next/", "")) === atOnce)));
    const violations = await violationsOf(page, "light, wide");
    await page.emulateMedia({ colorScheme: "dark" });
    await page.evaluate(transitionsDone);
    await page.setViewportSize(PHONE);
    // Before anything is drawn anew: a page that is wider for a moment only is shrunk by a phone all the same.
    const atOnce = await overflowOf(page);
    troubles.push(...(await settled(page)));
    violations.push(...(await violationsOf(page, "dark, narrow")));
    if (await page.evaluate(() => window.watchedPaint?.lostTitle)) troubles.push("the title was gone for a moment");
    for (const overflow of [atOnce, await overflowOf(page)]) if (overflow !== null) troubles.push(overflow);
    return { name: target.name, lcpMs, scriptKb: scriptKb ?? 0, laterKb: laterKb ?? 0, shift, moved, violations, troubles: [...new Set(troubles)] };
  } finally {
    await context.close();
  }
}

function kilobytes(scripts: { bytes: number }[]): number {
  return scripts.reduce((sum, { bytes }) => sum + bytes, 0) / KILOBYTE;
}

async function settled(page: Page): Promise<string[]> {
  const waitsFor = await untilQuiet(page);
  return waitsFor === null ? [] : [`never quiet: it waits for ${waitsFor}`];
}

/** What axe finds. Only that leaves the page: handing over all that it found in order took ten times as long as finding it. */
async function violationsOf(page: Page, where: string): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe.source);
  const { violations } = await page.evaluate(async () => window.axe.run(document, { resultTypes: ["violations"] }));
  return violations.map(({ id, help, nodes }) => `${where}: ${id}, ${help}: ${nodes.slice(0, 3).map((node) => `${node.target.join(" ")} ${node.html.slice(0, 120)}`).join(" | ")}`);
}

/** Runs in the page: on its way from light to dark, a colour is neither. */
async function transitionsDone(): Promise<void> {
  await Promise.allSettled(document.getAnimations().filter((animation) => animation instanceof CSSTransition).map((animation) => animation.finished));
}

type Watched = { lcpMs: number; shift: number; moved: string[]; lostTitle: boolean };
/** The browser's own account of a shift, which TypeScript's library has no type for. */
type Shift = PerformanceEntry & { value: number; sources: { node: Node | null; previousRect: DOMRectReadOnly; currentRect: DOMRectReadOnly }[] };
declare global {
  interface Window {
    watchedPaint?: Watched;
    axe: typeof axe;
  }
}

/** Runs in the page before anything else. */
export function watchPaint(): void {
  const watched: Watched = { lcpMs: 0, shift: 0, moved: [], lostTitle: false };
  let hadTitle = false;
  const watchTitle = () => {
    watched.lostTitle ||= hadTitle && document.title === "";
    hadTitle ||= document.title !== "";
  };
  const isShift = (entry: PerformanceEntry): entry is Shift => entry.entryType === "layout-shift";
  const place = ({ x, y, width, height }: DOMRectReadOnly) => `${[x, y].map(Math.round).join(",")} ${[width, height].map(Math.round).join("×")}`;
  const note = ({ value, startTime, sources }: Shift) => {
    watched.shift += value;
    const nodes = sources.map(({ node, previousRect, currentRect }) => `"${(node?.textContent ?? "").slice(0, 40)}" from ${place(previousRect)} to ${place(currentRect)}`);
    watched.moved.push(`${value.toFixed(4)} after ${Math.round(startTime)} ms: ${nodes.join("; ")}`);
  };
  window.watchedPaint = watched;
  new MutationObserver(watchTitle).observe(document, { childList: true, subtree: true });
  new PerformanceObserver((list) => list.getEntries().forEach((entry) => (watched.lcpMs = entry.startTime))).observe({ type: "largest-contentful-paint", buffered: true });
  new PerformanceObserver((list) => list.getEntries().filter(isShift).forEach(note)).observe({ type: "layout-shift", buffered: true });
}

/** Runs in the page once it is quiet. */
function readPaint(): Watched & { scripts: { url: string; bytes: number }[] } {
  const fetched = performance.getEntriesByType("resource").filter((entry) => entry instanceof PerformanceResourceTiming);
  const scripts = fetched.filter((entry) => /\.js(\?|$)/.test(entry.name)).map((entry) => ({ url: entry.name, bytes: entry.encodedBodySize }));
  return { ...(window.watchedPaint ?? { lcpMs: 0, shift: 0, moved: [], lostTitle: false }), scripts };
}
