import { expect, test, type Page } from "@playwright/test";
import { untilQuiet } from "#scripts/screenshots/quiet-page.ts";
import { longestAnswer, watchAnswers } from "./answer-time.ts";
import { INTERACTIONS, type Interaction } from "./interactions.ts";
import { START_TIMEOUT_MS, startSeeded, type Seeded } from "./seeded.ts";

const ANSWER_MAX_MS = 100;
const MEASURE_TIMEOUT_MS = 300_000;
/** Each is done on so many fresh pages: once as the first thing there, and once more. The quickest of each three decides: what else a machine does only ever adds time, to one of them and not to all. */
const PAGES = 3;
/** Places that are pressed before their code is there. */
const EAGER = ["/live/overview", "/live/audience", "/live/campaigns"];

type Measured = { name: string; first: number[]; later: number[] };

// A trace takes pictures of the page while it is used, and would be measured too.
test.use({ trace: "off" });

let seeded: Seeded;
let page: Page;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(START_TIMEOUT_MS);
  seeded = await startSeeded(browser, "mid-campaign");
  page = await (await seeded.openWindow()).newPage();
  await watchAnswers(page);
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
    measured.push({ name: `press at once: ${path}`, first, later: [] });
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
  return { name, first, later };
}

function median(times: number[]): number {
  return times.toSorted((one, other) => one - other)[Math.floor(times.length / 2)] ?? 0;
}

function slow(measured: Measured[]): string[] {
  return measured.filter(({ first, later }) => [first, later].some((times) => Math.min(...times) > ANSWER_MAX_MS && times.length > 0)).map(lineOf);
}

function lineOf({ name, first, later }: Measured): string {
  const cells = [median(first), median(later), Math.max(...first, ...later)].map((ms) => `${ms} ms`.padStart(8));
  return `${name.padEnd(64)}${cells.join("")}`;
}

function tableOf(measured: Measured[]): string {
  return [`\n${"".padEnd(64)}${["first", "later", "worst"].map((word) => word.padStart(8)).join("")}`, ...measured.map(lineOf)].join("\n");
}
