import { chromium, expect, test } from "@playwright/test";
import { type OpenSubject, SUBJECTS } from "#scripts/screenshots/subjects.ts";
import { signInTo } from "#scripts/screenshots/take-pictures.ts";
import { app } from "./app.ts";
import { lookAt, SHIFT_SEEN, type Seen } from "./look-at-page.ts";
import { openGauge, slowness } from "./machine-speed.ts";

const LOOK_TIMEOUT_MS = 1_200_000;
/** On the usual machine; where everything takes longer, as much longer. */
const LCP_MAX_MS = 1_500;
const SCRIPT_MAX_KB = 150;
/** Two at a time take as long as one after the other where the page, its browser and its server share two processors, and each is slower. */
const AT_ONCE = 1;
/** Pages between two questions of how slow the machine is: it takes half a second to answer, and the middle of them is what counts. */
const GAUGED_EVERY = 4;
/** A quiet day has nothing that the others have not; of the middle of a campaign, only what moves; a sandbox looks like a live account but for its overview and senders. */
const LOOKED_AT: Record<string, RegExp> = { empty: /^(?!sandbox-)|^sandbox-(overview|sender|templates)/, "mid-campaign": /overview|running|paused|mapping|senders/, disaster: /^live-|^sandbox-overview/, gallery: /./ };
// A recording of every request of some hundred visits would cost more time than the visits.
test.use({ trace: "off" });

const lines = (seen: Seen[], say: (one: Seen) => string[]) => seen.flatMap((one) => say(one).map((line) => `${one.name}: ${line}`));

for (const { name, open } of SUBJECTS.filter((subject) => subject.name in LOOKED_AT)) {
  // One look at each page answers every question: asked apart, a single wrong answer would have all of them looked at anew.
  test(`every page of ${name} can be used by everybody, keeps still, is fast, and fits`, async () => {
    test.setTimeout(LOOK_TIMEOUT_MS);
    const { seen, slowed } = await lookAtAll(name, open);
    console.log(tableOf(name, seen));
    expect(seen.length).toBeGreaterThan(5);
    expect.soft(lines(seen, (one) => one.violations), "what axe finds, wide and light, narrow and dark").toEqual([]);
    expect.soft(lines(seen, (one) => one.troubles), "errors, and pages wider than their window").toEqual([]);
    expect.soft(lines(seen, ({ shift, moved }) => (shift >= SHIFT_SEEN ? [`layout shift ${shift.toFixed(4)}`, ...moved] : [])), "what moves by itself").toEqual([]);
    if (name === "gallery") return;
    expect.soft(lines(seen, ({ lcpMs }) => (lcpMs > LCP_MAX_MS * slowed ? [`LCP ${Math.round(lcpMs)} ms, on a machine ${slowed.toFixed(1)} times as slow as usual`] : [])), `largest part later than ${LCP_MAX_MS} ms`).toEqual([]);
    expect.soft(lines(seen, ({ scriptKb }) => (scriptKb > SCRIPT_MAX_KB ? [`${scriptKb.toFixed(0)} kB`] : [])), `more than ${SCRIPT_MAX_KB} kB of script to begin with`).toEqual([]);
  });
}

/** `slowed`: how slow the machine was in the middle of it, from 1. */
async function lookAtAll(name: string, open: () => Promise<OpenSubject>): Promise<{ seen: Seen[]; slowed: number }> {
  const { executablePath, env } = app().browser;
  const browser = await chromium.launch({ executablePath, env: { ...process.env, ...env } });
  const subject = await open();
  const seen: Seen[] = [];
  const slowed: number[] = [];
  try {
    const gauge = await openGauge(browser);
    const signedIn = subject.person ? await signInTo(browser, subject.url, subject.person) : undefined;
    const targets = subject.targets.filter((one) => LOOKED_AT[name]?.test(one.name)).entries();
    const looker = { browser, subject, signedIn, dist: name === "gallery" ? ".next-gallery" : ".next" } as const;
    const look = async () => {
      for (const [place, target] of targets) {
        const one = await lookAt(looker, target);
        // What else a machine does only ever adds time: of a slow visit and another one, the quicker is the page's own.
        const other = one.lcpMs > LCP_MAX_MS ? await lookAt(looker, target) : one;
        seen[place] = { ...one, lcpMs: Math.min(one.lcpMs, other.lcpMs) };
        if (place % GAUGED_EVERY === 0) slowed.push(await slowness(gauge));
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, look));
  } finally {
    await subject.close();
    await browser.close();
  }
  return { seen, slowed: slowed.toSorted((one, other) => one - other)[Math.floor(slowed.length / 2)] ?? 1 };
}

function tableOf(name: string, seen: Seen[]): string {
  const rows = seen.map((one) => `${one.name.padEnd(36)} ${String(Math.round(one.lcpMs)).padStart(6)} ms ${one.scriptKb.toFixed(0).padStart(5)} kB ${one.laterKb.toFixed(0).padStart(5)} kB  ${one.shift.toFixed(3)}  ${one.violations.length} violations`);
  const worst = (of: (one: Seen) => number) => Math.max(0, ...seen.map(of));
  return [`\n${name}: ${seen.length} pages. Largest paint at most ${Math.round(worst(({ lcpMs }) => lcpMs))} ms, script at most ${worst(({ scriptKb }) => scriptKb).toFixed(0)} kB and ${worst(({ laterKb }) => laterKb).toFixed(0)} kB once the page stands, shift at most ${worst(({ shift }) => shift).toFixed(3)}`, ...rows].join("\n");
}
