import { expect, test, type Page } from "@playwright/test";
import { untilQuiet } from "#scripts/screenshots/quiet-page.ts";
import { longestAnswer, watchAnswers } from "./answer-time.ts";
import { INTERACTIONS, type Interaction } from "./interactions.ts";
import { openGauge, slowness } from "./machine-speed.ts";
import { START_TIMEOUT_MS, startSeeded, type Seeded } from "./seeded.ts";

/** On the usual machine; where everything takes longer, as much longer. */
const ANSWER_MAX_MS = 100;
const MEASURE_TIMEOUT_MS = 600_000;
/** Each is done on so many fresh pages: once as the first thing there, and once more. The quickest of each three decides: what else a machine does only ever adds time, to one of them and not to all. */
const PAGES = 3;
/** Places that are pressed before their code is there. */
const EAGER = ["/live/overview", "/live/audience", "/live/campaigns"];

/** `slowed`: how slow the machine was meanwhile, from 1. */
type Measured = { name: string; first: number[]; later: number[]; slowed: number };

// A trace takes pictures of the page while it is used, and would be measured too.
test.use({ trace: "off" });

let seeded: Seeded;
let page: Page;
let gauge: Page;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(START_TIMEOUT_MS);
  seeded = await startSeeded(browser, "mid-campaign");
  page = await (await seeded.openWindow()).newPage();
  await watchAnswers(page);
  gauge = await openGauge(browser);
});
test.afterAll(() => seeded.stop());

test(`every press is answered within ${ANSWER_MAX_MS} ms, the first on a page as well`, async () => {
  test.setTimeout(MEASURE_TIMEOUT_MS);
  const measured: Measured[] = [];
  for (const interaction of INTERACTIONS) measured.push(await measure(interaction));
  console.log(tableOf(measured));
  expect(slow(measured)).toEqual([]);
});

test(`so is a press that comes before the page has its code`, async () => {
  const measured: Measured[] = [];
  // Before its styles have come, the page has the button of narrow windows as well.
  const sidebar = page.getByRole("complementary", { name: "Drumbeat" });
  for (const path of EAGER) {
    const first: number[] = [];
    for (let time = 0; time < PAGES; time += 1) {
      await page.goto(path, { waitUntil: "commit" });
      first.push(await longestAnswer(page, () => sidebar.getByRole("button", { name: /^Account: / }).click()));
    }
    measured.push({ name: `press at once: ${path}`, first, later: [], slowed: await slowness(gauge) });
  }
  console.log(tableOf(measured));
  expect(slow(measured)).toEqual([]);
});

async function measure({ name, at, before, act, away }: Interaction): Promise<Measured> {
  const first: number[] = [];
  const later: number[] = [];
  for (let time = 0; time < PAGES; time += 1) {
    await page.goto(at(seeded.live));
    expect(await untilQuiet(page)).toBeNull();
    await before?.(page);
    first.push(await longestAnswer(page, () => act(page)));
    await away(page);
    later.push(await longestAnswer(page, () => act(page)));
    await away(page);
  }
  return { name, first, later, slowed: await slowness(gauge) };
}

function median(times: number[]): number {
  return times.toSorted((one, other) => one - other)[Math.floor(times.length / 2)] ?? 0;
}

/** The machine may change its speed within the run: what it was in the middle of it counts for all, and more where it was slower just then. */
function slow(measured: Measured[]): string[] {
  const inTheMiddle = median(measured.map(({ slowed }) => slowed));
  const limit = ({ slowed }: Measured) => ANSWER_MAX_MS * Math.max(inTheMiddle, slowed);
  return measured.filter((each) => [each.first, each.later].some((times) => times.length > 0 && Math.min(...times) > limit(each))).map(lineOf);
}

function lineOf({ name, first, later, slowed }: Measured): string {
  const cells = [median(first), median(later), Math.max(...first, ...later)].map((ms) => `${ms} ms`.padStart(8));
  return `${name.padEnd(64)}${cells.join("")}${`× ${slowed.toFixed(1)}`.padStart(9)}`;
}

function tableOf(measured: Measured[]): string {
  return [`\n${"".padEnd(64)}${["first", "later", "worst", "slowed"].map((word) => word.padStart(8)).join("")}`, ...measured.map(lineOf)].join("\n");
}
