import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { disconnect, inTransaction, pool } from "#lib/db/connection.ts";
import { holdingImport, type ImportKey } from "#lib/db/import-run.ts";
import { enqueueJob } from "#lib/db/job-queue.ts";
import { freshDatabase } from "#lib/db/testing.ts";
import { seedCast, type Cast } from "#lib/db/testing-cast.ts";
import { startJobs } from "./jobs.ts";
import { importOf, orderImport, uploadFile } from "./testing-import.ts";

/** These tests ask nothing of Twilio; should one, it asks where nobody answers. */
const NO_TWILIO = "http://127.0.0.1:9";
const WAIT = { timeout: 25_000, interval: 20 };

let cast: Cast;
let jobs: { stop(): Promise<void> } | undefined;
beforeAll(async () => {
  await freshDatabase();
  cast = await seedCast("none");
});
beforeEach(() => pool().query("truncate contact, contact_list cascade"));
afterEach(async () => {
  await jobs?.stop();
  jobs = undefined;
});
afterAll(disconnect);

const people = (count: number) => ["Phone,Name", ...Array.from({ length: count }, (_, n) => `+49302304${String(n).padStart(5, "0")},Name ${n}`)].join("\n");
const upload = (content: string) => uploadFile({ accountId: cast.accounts.live, actorId: cast.people.omar, content });
const ended = (key: ImportKey) => vi.waitFor(async () => expect((await importOf(key)).state).toBe("done"), WAIT);
/** Of this import alone: another one's job may have been stopped just before it was done, and rightly waits to be looked at again. */
const waiting = async (importId: string) =>
  (await pool().query<{ n: number }>("select count(*)::int as n from pgboss.job where name = 'import-contacts' and data ->> 'importId' = $1 and state in ('created', 'retry', 'active')", [importId])).rows[0]?.n;

test("an import that was ordered before any worker had started is found by the first", async () => {
  const key = await upload(people(10));
  await orderImport(cast.people.omar, key);
  jobs = await startJobs(NO_TWILIO);
  await ended(key);
});

test("an order that is rolled back leaves nothing to do, and two orders of one import are one", async () => {
  jobs = await startJobs(NO_TWILIO);
  await jobs.stop();
  jobs = undefined;
  const data = { accountId: cast.accounts.live, importId: crypto.randomUUID() };
  await expect(inTransaction(async (tx) => {
    await enqueueJob(tx, { name: "import-contacts", data, key: data.importId });
    throw new Error("no");
  })).rejects.toThrow("no");
  expect(await waiting(data.importId)).toBe(0);
  const order = () => inTransaction((tx) => enqueueJob(tx, { name: "import-contacts", data, key: data.importId }));
  await order();
  await order();
  expect(await waiting(data.importId)).toBe(1);
  await pool().query("delete from pgboss.job where name = 'import-contacts'");
});

test("an import that is running when its worker ends is finished by the next worker", async () => {
  const key = await upload(people(30_000));
  jobs = await startJobs(NO_TWILIO);
  await orderImport(cast.people.omar, key);
  await vi.waitFor(async () => expect((await importOf(key)).state).toBe("running"), WAIT);
  await jobs.stop();
  expect((await importOf(key)).state).toBe("running");
  jobs = await startJobs(NO_TWILIO);
  await ended(key);
  expect(await importOf(key)).toMatchObject({ taken: 30_000, created: 30_000 });
});

test("an import that fails as often as it may ends with a sentence, and can be started again", async () => {
  const key = await upload(people(10));
  await orderImport(cast.people.omar, key);
  await pool().query("update pgboss.job set retry_limit = 0 where name = 'import-contacts'");
  // Whoever else holds the import makes every run of it fail.
  await holdingImport(key, async () => {
    jobs = await startJobs(NO_TWILIO);
    await vi.waitFor(async () => expect((await importOf(key)).state).toBe("failed"), WAIT);
  });
  expect((await importOf(key)).failure).toContain("Nothing is lost");
  await orderImport(cast.people.omar, key);
  await ended(key);
});
