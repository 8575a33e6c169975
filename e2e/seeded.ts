/** A console of its own with a scenario in it: what is to be found there, a way into its database, and somebody who is signed in. */
import type { Browser, BrowserContext } from "@playwright/test";
import pg from "pg";
import { findFacts, type AccountFacts } from "#lib/db/seed-facts.ts";
import { PLACE, signInTo } from "#scripts/screenshots/take-pictures.ts";
import type { App } from "./app.ts";
import type { ScenarioName } from "./every-page.ts";
import { databaseUrlOf, startApp } from "./start-app.ts";

export const START_TIMEOUT_MS = 300_000;
export const DESK = { width: 1_440, height: 900 };
export const PHONE = { width: 390, height: 844 };

export type Seeded = {
  app: Omit<App, "browser">;
  live: AccountFacts;
  database: pg.Client;
  /** A window of the first admin. */
  openWindow: (viewport?: { width: number; height: number }) => Promise<BrowserContext>;
  stop: () => Promise<void>;
};

export async function startSeeded(browser: Browser, scenario: ScenarioName): Promise<Seeded> {
  const { app, stop } = await startApp({ scenario });
  const databaseUrl = await databaseUrlOf(app.dataFolder);
  const { live } = await findFacts(databaseUrl);
  if (!live) throw new Error(`The scenario ${scenario} has no account of the name "live".`);
  const database = new pg.Client(databaseUrl);
  await database.connect();
  const storageState = await signInTo(browser, app.url, app);
  return {
    app,
    live,
    database,
    openWindow: (viewport = DESK) => browser.newContext({ baseURL: app.url, viewport, storageState, ...PLACE }),
    stop: async () => {
      await database.end();
      await stop();
    },
  };
}
