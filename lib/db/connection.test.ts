import { afterAll, beforeAll, expect, test } from "vitest";
import { disconnect, inTransaction, pool } from "./connection.ts";
import { freshDatabase } from "./testing.ts";

beforeAll(async () => void (await freshDatabase()));
afterAll(disconnect);

/** As a restart of the database does it. */
async function cut(pid: number): Promise<void> {
  await pool().query("select pg_terminate_backend($1)", [pid]);
}

async function pidOf(tx: { query: (sql: string) => Promise<{ rows: { pid: number }[] }> }): Promise<number> {
  return (await tx.query("select pg_backend_pid() as pid")).rows[0]?.pid ?? 0;
}

test("a transaction whose connection is cut fails, and the process and its pool go on", async () => {
  const during = inTransaction(async (tx) => {
    const pid = await pidOf(tx);
    await Promise.all([tx.query("select pg_sleep(30)"), cut(pid)]);
  });
  await expect(during).rejects.toThrow();
  expect((await pool().query("select 1 as one")).rows).toEqual([{ one: 1 }]);
});

test("a connection that is cut between two statements of a transaction is noticed by the next one", async () => {
  const between = inTransaction(async (tx) => {
    await cut(await pidOf(tx));
    // The news of the end arrives while nothing is asked.
    for (let look = 0; look < 50; look += 1) await pool().query("select 1");
    await tx.query("select 1");
  });
  await expect(between).rejects.toThrow();
  expect((await inTransaction((tx) => tx.query("select 1 as one"))).rows).toEqual([{ one: 1 }]);
});
