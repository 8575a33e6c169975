/** Pictures of every page of a subject, at each width and in each colour scheme. */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Browser, BrowserContext, Page } from "@playwright/test";
import sharp from "sharp";
import { untilQuiet } from "./quiet-page.ts";
import type { OpenSubject, Target } from "./subjects.ts";
import { overflowOf, troublesOf } from "./troubles.ts";

const WINDOWS = [
  { width: 1_440, height: 900, isMobile: false, hasTouch: false },
  { width: 390, height: 844, isMobile: true, hasTouch: true },
] as const;
const SCHEMES = ["light", "dark"] as const;
export const PICTURES_PER_TARGET = WINDOWS.length * SCHEMES.length;

/** A page that is longer is cut here, in pixels. */
const HEIGHT_MAX = 2_600;
/** Pages that are open at once. */
const PAGES_AT_ONCE = 2;
/** As many colours as a picture needs to look like the page, and no more; from 1 to 100. */
const PALETTE_QUALITY = 90;
const LOAD_TIMEOUT_MS = 30_000;
/** The same on every machine. */
export const PLACE = { locale: "en-GB", timezoneId: "Europe/Berlin" };

export type Album = { folder: string; /** Told of every picture that is written. */ onPicture: (file: string, bytes: number) => void };
export type Trouble = { picture: string; what: string };
type Window = (typeof WINDOWS)[number];
type Studio = { subject: OpenSubject; browser: Browser; album: Album; signedIn: Awaited<ReturnType<BrowserContext["storageState"]>> | undefined; visitors: Map<string, Promise<BrowserContext>> };

/** Takes all of them and returns what was wrong with any. */
export async function takePictures(browser: Browser, subject: OpenSubject, album: Album): Promise<Trouble[]> {
  mkdirSync(album.folder, { recursive: true });
  const studio: Studio = { browser, subject, album, visitors: new Map(), signedIn: subject.person ? await signInTo(browser, subject.url, subject.person) : undefined };
  const jobs = subject.targets.flatMap((target) => WINDOWS.map((window) => ({ target, window }))).values();
  const troubles: Trouble[] = [];
  const work = async () => {
    for (const { target, window } of jobs) troubles.push(...(await look(studio, target, window)));
  };
  await Promise.all(Array.from({ length: PAGES_AT_ONCE }, work));
  for (const visitor of studio.visitors.values()) await (await visitor).close();
  return troubles;
}

/** A browser's memory of having signed in. */
export async function signInTo(browser: Browser, url: string, { email, password }: { email: string; password: string }) {
  const context = await browser.newContext({ ...PLACE, baseURL: url });
  const page = await context.newPage();
  await page.goto("/sign-in");
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL(/\/overview$/);
  const state = await context.storageState();
  await context.close();
  return state;
}

/** One page at one width: loaded once, pictured in each scheme. */
async function look(studio: Studio, target: Target, window: Window): Promise<Trouble[]> {
  const { width } = window;
  const page = await (await visitorOf(studio, target, window)).newPage();
  try {
    const troubles = troublesOf(page, target);
    await page.goto(target.path, { timeout: LOAD_TIMEOUT_MS });
    troubles.push(...(await settle(page)));
    await stretch(page, window);
    for (const scheme of SCHEMES) {
      await page.emulateMedia({ colorScheme: scheme });
      troubles.push(...(await settle(page)));
      await keep(page, { album: studio.album, name: `${target.name}-${width}-${scheme}.png` });
    }
    const overflow = await overflowOf(page);
    if (overflow !== null) troubles.push(overflow);
    return [...new Set(troubles)].map((what) => ({ picture: `${target.name}-${width}`, what }));
  } catch (error) {
    return [{ picture: `${target.name}-${width}`, what: `not taken: ${error instanceof Error ? error.message : String(error)}` }];
  } finally {
    await page.close();
  }
}

/** A browser that has been here before: the letters are at hand, so that every picture is in the console's own face. */
function visitorOf({ browser, subject, signedIn, visitors }: Studio, { signedOut = false }: Target, { width, height, ...kind }: Window): Promise<BrowserContext> {
  const name = `${width} ${signedOut}`;
  const known = visitors.get(name);
  if (known) return known;
  const made = (async () => {
    const context = await browser.newContext({ ...PLACE, ...kind, baseURL: subject.url, viewport: { width, height }, colorScheme: SCHEMES[0], storageState: signedOut ? undefined : signedIn });
    const page = await context.newPage();
    await page.goto(subject.targets[0]?.path ?? "/");
    await untilQuiet(page);
    await page.close();
    return context;
  })();
  visitors.set(name, made);
  return made;
}

async function settle(page: Page): Promise<string[]> {
  const waitsFor = await untilQuiet(page);
  return waitsFor === null ? [] : [`never quiet: it waits for ${waitsFor}`];
}

/** Makes the window as high as the page, so that what sticks to its foot is at the foot of the picture. */
async function stretch(page: Page, { width, height }: Window): Promise<void> {
  const content = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width, height: Math.min(Math.max(content, height), HEIGHT_MAX) });
}

async function keep(page: Page, { album, name }: { album: Album; name: string }): Promise<void> {
  const picture = await sharp(await page.screenshot({ animations: "disabled" })).png({ palette: true, quality: PALETTE_QUALITY, dither: 0, effort: 8 }).toBuffer();
  writeFileSync(path.join(album.folder, name), picture);
  album.onPicture(name, picture.length);
}
