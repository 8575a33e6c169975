import { connect, createServer, type AddressInfo, type Socket } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { settings } from "../env.ts";
import { disconnect, inTransaction, openEnginePool, pool } from "./connection.ts";
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

test("a connection that goes silent is given up, and the engine goes on over another one", async () => {
  const direct = new URL(settings().databaseUrl);
  const sockets: { near: Socket; far: Socket }[] = [];
  // A way to the database that can fall silent without being closed, as a lost route does it.
  const proxy = createServer((near) => {
    const far = connect(Number(direct.port), direct.hostname);
    for (const end of [near, far]) end.on("error", () => undefined);
    near.pipe(far).pipe(near);
    sockets.push({ near, far });
  });
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  const { port } = proxy.address() as AddressInfo;
  process.env["DATABASE_URL"] = Object.assign(new URL(direct), { hostname: "127.0.0.1", port: String(port) }).href;
  const engine = openEnginePool();
  process.env["DATABASE_URL"] = direct.href;
  try {
    await engine.query("select 1");
    for (const { near, far } of sockets) far.unpipe(near).pause();
    await expect(engine.query("select 1")).rejects.toThrow();
    expect((await engine.query("select 1 as one")).rows).toEqual([{ one: 1 }]);
  } finally {
    for (const { near, far } of sockets) [near, far].forEach((end) => end.destroy());
    await engine.end();
    proxy.close();
  }
}, 20_000);

test("what the engine commits is durable before it is answered, whatever the database's default is", async () => {
  const { rows } = await pool().query<{ name: string }>(`select quote_ident(current_database()) as name`);
  await pool().query(`alter database ${rows[0]?.name} set synchronous_commit = off`);
  // Connections that were open before keep what they had.
  await disconnect();
  const engine = openEnginePool();
  try {
    const showing = `show synchronous_commit`;
    expect((await pool().query(showing)).rows).toEqual([{ synchronous_commit: "off" }]);
    expect((await engine.query(showing)).rows).toEqual([{ synchronous_commit: "on" }]);
  } finally {
    await engine.end();
  }
});

test("of two transactions that wait for each other, PostgreSQL ends one, and it is begun anew", async () => {
  await pool().query("create table if not exists turn (id int primary key, taken int not null); truncate turn; insert into turn values (1, 0), (2, 0)");
  let begun = 0;
  const both = Promise.withResolvers<void>();
  const inOrder = (order: number[]) =>
    inTransaction(async (tx) => {
      for (const [at, id] of order.entries()) {
        await tx.query("update turn set taken = taken + 1 where id = $1", [id]);
        if (at > 0) continue;
        begun += 1;
        if (begun === 2) both.resolve();
        await both.promise;
      }
    });
  await Promise.all([inOrder([1, 2]), inOrder([2, 1])]);
  expect((await pool().query("select taken from turn order by id")).rows).toEqual([{ taken: 2 }, { taken: 2 }]);
  expect(begun).toBe(3);
  await pool().query("drop table turn");
});

test.each([["everyday", () => pool()], ["engine", () => openEnginePool()]])("a connection of the %s pool that ends before anybody listens does not end the process", async (_name, open) => {
  const opened = open();
  const client = await opened.connect();
  try {
    expect(() => client.emit("error", new Error("terminating connection due to administrator command"))).not.toThrow();
  } finally {
    client.release(true);
    if (opened !== pool()) await opened.end();
  }
});
