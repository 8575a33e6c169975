/** `npm run test:access`: builds the console, puts everybody before every door, and says where it is not as the policy table has it; then once more without the proxy. Ends with 1 on any deviation. */
import { readFileSync } from "node:fs";
import path from "node:path";
import pg from "pg";
import { z } from "zod";
import { buildConsole, generateClient } from "#scripts/build.ts";
import { ROOT } from "#scripts/places.ts";
import { run } from "#scripts/problem.ts";
import { databaseUrlOf, startApp } from "../e2e/start-app.ts";
import { doorsOf } from "./doors.ts";
import { holdMatrix } from "./matrix.ts";
import { asTable, isClean } from "./report.ts";
import { holdWithoutProxy } from "./without-proxy.ts";
import { layOut } from "./world.ts";

const Secrets = z.object({ NEXTAUTH_SECRET: z.string() });
/** In the copy without a proxy. */
const isCopy = process.argv.includes("--here");

await run(async () => {
  await generateClient();
  await buildConsole();
  console.log(isCopy ? "\nWithout proxy.ts" : "With proxy.ts");
  const clean = await hold();
  const cleanWithout = isCopy || (await holdWithoutProxy()) === 0;
  process.exitCode = clean && cleanWithout ? 0 : 1;
});

async function hold(): Promise<boolean> {
  const { app, stop } = await startApp();
  const db = new pg.Client(await databaseUrlOf(app.dataFolder));
  try {
    await db.connect();
    const { NEXTAUTH_SECRET } = Secrets.parse(JSON.parse(readFileSync(path.join(app.dataFolder, "secrets.json"), "utf8")));
    const world = await layOut(db, NEXTAUTH_SECRET);
    const matrix = await holdMatrix(app.url, { doors: doorsOf(path.join(ROOT, ".next")), world, db });
    console.log(asTable(matrix));
    return isClean(matrix);
  } finally {
    await db.end().catch(() => undefined);
    await stop();
  }
}
