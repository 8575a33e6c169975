/** `npm run screenshots [-- SCENARIO [WORD]]`: pictures of every page in docs/screenshots, and what was wrong with any. */
import { rmSync } from "node:fs";
import path from "node:path";
import { chromium } from "@playwright/test";
import { findBrowser } from "../e2e/browser.ts";
import { buildConsole } from "./build.ts";
import { ROOT } from "./places.ts";
import { Problem, run } from "./problem.ts";
import { elapsed } from "./progress.ts";
import { type OpenSubject, type Subject, SUBJECTS } from "./screenshots/subjects.ts";
import { PICTURES_PER_TARGET, takePictures, type Trouble } from "./screenshots/take-pictures.ts";

const FOLDER = path.join(ROOT, "docs/screenshots");
const MEGABYTE = 1_000_000;

type Sum = { pictures: number; bytes: number };

await run(async () => {
  const { subjects, word } = wanted(process.argv.slice(2));
  await buildConsole();
  const { executablePath, env } = await findBrowser();
  const browser = await chromium.launch({ executablePath, env: { ...process.env, ...env } });
  const startedMs = performance.now();
  const sum: Sum = { pictures: 0, bytes: 0 };
  const troubles: Trouble[] = [];
  try {
    for (const subject of subjects) troubles.push(...(await picture(subject, { word, browser, sum })));
  } finally {
    await browser.close();
  }
  if (sum.pictures === 0) throw new Problem(`No page has "${word}" in its name.`);
  for (const { picture: name, what } of troubles) console.log(`  ${name}: ${what}`);
  console.log(`${sum.pictures} pictures, ${(sum.bytes / MEGABYTE).toFixed(1)} MB, in ${elapsed(startedMs)}. ${troubles.length === 0 ? "Nothing was wrong with any page." : `${troubles.length} things were wrong, see above.`}`);
  process.exitCode = troubles.length === 0 ? 0 : 1;
});

function wanted([name = "", word = ""]: string[]): { subjects: Subject[]; word: string } {
  const subjects = SUBJECTS.filter((subject) => name === "" || subject.name === name);
  if (subjects.length === 0) throw new Problem(`There are no pictures of "${name}". There are: ${SUBJECTS.map((subject) => subject.name).join(", ")}. For example: npm run screenshots -- quiet-day overview`);
  return { subjects, word };
}

type Shoot = { word: string; browser: Awaited<ReturnType<typeof chromium.launch>>; sum: Sum };

async function picture(subject: Subject, { word, browser, sum }: Shoot): Promise<Trouble[]> {
  console.log(`\nStarting a console with the scenario ${subject.name} …`);
  const open = await subject.open();
  try {
    return await pictureOpen(subject.name, { ...open, targets: open.targets.filter((target) => target.name.includes(word)) }, { word, browser, sum });
  } finally {
    await open.close();
  }
}

async function pictureOpen(name: string, open: OpenSubject, { word, browser, sum }: Shoot): Promise<Trouble[]> {
  const folder = path.join(FOLDER, name);
  // Pages that are gone leave no pictures behind.
  if (word === "") rmSync(folder, { recursive: true, force: true });
  const total = open.targets.length * PICTURES_PER_TARGET;
  let taken = 0;
  const onPicture = (file: string, bytes: number) => {
    taken += 1;
    sum.pictures += 1;
    sum.bytes += bytes;
    console.log(`${String(taken).padStart(String(total).length)} of ${total}  ${name}/${file}`);
  };
  const troubles = await takePictures(browser, open, { folder, onPicture });
  return troubles.map((trouble) => ({ ...trouble, picture: `${name}/${trouble.picture}` }));
}
