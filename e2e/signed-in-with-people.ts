/** The beginning of stories in the console that all share: signed in, with people on a list, and a way to its database. */
import { test } from "@playwright/test";
import pg from "pg";
import { app } from "./app.ts";
import { importSample } from "./campaign-story.ts";
import { signIn } from "./person.ts";
import { databaseUrlOf } from "./start-app.ts";

/** Call once at the top of a file. The database may be asked from within a test. */
export function signedInWithPeople(list: string): () => pg.Client {
  let database: pg.Client | null = null;
  test.beforeAll(async ({ browser }) => {
    database = new pg.Client(await databaseUrlOf(app().dataFolder));
    await database.connect();
    const page = await browser.newPage({ baseURL: app().url });
    await signIn(page);
    await importSample(page, list);
    await page.close();
  });
  test.afterAll(() => database?.end());
  test.beforeEach(({ page }) => signIn(page));
  return () => {
    if (!database) throw new Error("The database is asked before the first test.");
    return database;
  };
}
