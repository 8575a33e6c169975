import { createServer, type Server } from "node:http";
import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { disconnect, pool } from "#lib/db/connection.ts";
import { beat } from "#lib/db/heartbeats.ts";
import { freshDatabase } from "#lib/db/testing.ts";
import { GET } from "./route.ts";

let listener: Server;
let url: string;

beforeAll(async () => void (await freshDatabase()));
beforeEach(async () => {
  await pool().query("truncate heartbeat");
  listener = createServer((_request, response) => response.end("listening"));
  await new Promise<void>((resolve) => listener.listen(0, resolve));
  const address = listener.address();
  url = `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
});
afterEach(() => listener.close());

const alive = (listenerUrl: string | null) => beat(pool(), { id: "w", kind: "worker", host: "here", pid: 1, listenerUrl });
const seen = async () => {
  const response = await GET();
  return { status: response.status, body: await response.json() };
};

test("all is well with a database, a worker that beats and a listener that answers", async () => {
  await alive(url);
  expect(await seen()).toEqual({ status: 200, body: { database: true, worker: true, listener: true } });
});

test("without a worker, with one that fell silent, or with a listener that is gone, it is not", async () => {
  expect(await seen()).toEqual({ status: 503, body: { database: true, worker: false, listener: false } });
  await alive(url);
  await pool().query("update heartbeat set beat_at = now() - interval '16 seconds'");
  expect(await seen()).toEqual({ status: 503, body: { database: true, worker: false, listener: false } });
  await alive("http://127.0.0.1:1");
  expect(await seen()).toEqual({ status: 503, body: { database: true, worker: true, listener: false } });
});

test("without a database nothing can be said of the rest", async () => {
  const { url: real } = await freshDatabase();
  vi.stubEnv("DATABASE_URL", Object.assign(new URL(real), { port: "1" }).toString());
  await disconnect();
  expect(await seen()).toEqual({ status: 503, body: { database: false, worker: false, listener: false } });
  vi.stubEnv("DATABASE_URL", real);
  await disconnect();
});
