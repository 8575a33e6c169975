import { chromium, expect, test } from "@playwright/test";
import { SUBJECTS } from "#scripts/screenshots/subjects.ts";
import { signInTo } from "#scripts/screenshots/take-pictures.ts";
import { app } from "./app.ts";
import { lookAt, type Seen } from "./look-at-page.ts";

const LOOK_TIMEOUT_MS = 600_000;
const LCP_MAX_MS = 1_500;
const SCRIPT_MAX_KB = 150;
/** What the composer of a new campaign shows is the same in every scenario; two of them hold what the others do. */
const LOOKED_AT = ["empty", "mid-campaign", "disaster", "gallery"];

const lines = (seen: Seen[], say: (one: Seen) => string[]) => seen.flatMap((one) => say(one).map((line) => `${one.name}: ${line}`));

for (const { name, open } of SUBJECTS.filter((subject) => LOOKED_AT.includes(subject.name))) {
  test.describe(`every page of ${name}`, () => {
    const seen: Seen[] = [];

    test.beforeAll(async () => {
      test.setTimeout(LOOK_TIMEOUT_MS);
      const { executablePath, env } = app().browser;
      const browser = await chromium.launch({ executablePath, env: { ...process.env, ...env } });
      const subject = await open();
      try {
        const signedIn = subject.person ? await signInTo(browser, subject.url, subject.person) : undefined;
        for (const target of subject.targets) seen.push(await lookAt({ browser, subject, signedIn, dist: name === "gallery" ? ".next-gallery" : ".next" }, target));
      } finally {
        await subject.close();
        await browser.close();
      }
      console.log(tableOf(name, seen));
    });

    test("can be used by everybody: axe finds nothing, in both schemes, wide and narrow", () => {
      expect(seen.length).toBeGreaterThan(5);
      expect(lines(seen, (one) => one.violations)).toEqual([]);
    });

    test("causes no error, and fits a window of 390 pixels", () => {
      expect(lines(seen, (one) => one.troubles)).toEqual([]);
    });

    test("keeps still while it loads", () => {
      expect(lines(seen, ({ shift }) => (shift > 0 ? [`layout shift ${shift.toFixed(4)}`] : []))).toEqual([]);
    });

    if (name === "gallery") return;

    test(`shows its largest part within ${LCP_MAX_MS} ms, from nothing`, () => {
      expect(lines(seen, ({ lcpMs }) => (lcpMs > LCP_MAX_MS ? [`LCP ${Math.round(lcpMs)} ms`] : []))).toEqual([]);
    });

    test(`fetches at most ${SCRIPT_MAX_KB} kB of compressed script beyond the framework's own`, () => {
      expect(lines(seen, ({ scriptKb }) => (scriptKb > SCRIPT_MAX_KB ? [`${scriptKb.toFixed(0)} kB`] : []))).toEqual([]);
    });
  });
}

function tableOf(name: string, seen: Seen[]): string {
  const rows = seen.map((one) => `${one.name.padEnd(36)} ${String(Math.round(one.lcpMs)).padStart(6)} ms ${one.scriptKb.toFixed(0).padStart(5)} kB  ${one.shift.toFixed(3)}  ${one.violations.length} violations`);
  const worst = (of: (one: Seen) => number) => Math.max(0, ...seen.map(of));
  return [`\n${name}: ${seen.length} pages. Largest paint at most ${Math.round(worst(({ lcpMs }) => lcpMs))} ms, script at most ${worst(({ scriptKb }) => scriptKb).toFixed(0)} kB, shift at most ${worst(({ shift }) => shift).toFixed(3)}`, ...rows].join("\n");
}
