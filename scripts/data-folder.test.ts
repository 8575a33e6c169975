import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { usualPort, requireFreePort } from "./ports.ts";
import { claimDataFolder, readRunning } from "./running.ts";
import { makeSecrets, readSecrets } from "./secrets.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "drumbeat-data-"));
  vi.stubEnv("DRUMBEAT_DATA_DIR", folder);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

const inFolder = (name: string) => path.join(folder, name);

function listening(port = 0): Promise<{ server: Server; port: number }> {
  const server = createServer();
  return new Promise((resolve) => {
    server.listen(port, () => {
      const address = server.address();
      resolve({ server, port: typeof address === "object" && address ? address.port : 0 });
    });
  });
}

test("secrets are long, differ from each other, stay the same, and only their owner may read them", () => {
  expect(readSecrets()).toBeNull();
  const made = makeSecrets();
  expect(new Set(Object.values(made)).size).toBe(4);
  for (const secret of Object.values(made)) expect(secret).toMatch(/^[0-9a-f]{64}$/);
  expect(readSecrets()).toEqual(made);
  expect(statSync(inFolder("secrets.json")).mode & 0o777).toBe(0o600);
});

test("no new secrets are made for a database that has lost its own", () => {
  writeFileSync(inFolder("postgres.port"), "5432");
  expect(() => makeSecrets()).toThrow("is missing, and the database");
  expect(existsSync(inFolder("secrets.json"))).toBe(false);
});

test("secrets that were spoilt are not replaced", () => {
  writeFileSync(inFolder("secrets.json"), "{");
  expect(() => readSecrets()).toThrow("put it back from a copy");
});

test("a part gets the port it had, unless somebody else has it now", async () => {
  const first = await usualPort("listener");
  expect(await usualPort("listener")).toBe(first);
  expect(await usualPort("simulator")).not.toBe(first);
  const other = await listening(first);
  expect(await usualPort("listener")).not.toBe(first);
  other.server.close();
});

test("a port that is taken is named, with a way on", async () => {
  const { server, port } = await listening();
  await expect(requireFreePort(port, "PORT")).rejects.toThrow(`Port ${port} is taken by another program`);
  server.close();
});

test("two starts do not share a data folder, and what the first one noted can be read", async () => {
  const claim = await claimDataFolder();
  claim.note({ webUrl: "http://localhost:3000" });
  expect(readRunning()).toMatchObject({ pid: process.pid, webUrl: "http://localhost:3000" });
  claim.release();
  expect(readRunning()).toBeNull();
});

test("a start that is alive keeps the folder", async () => {
  // A process whose command line is that of a start.
  const alive = spawn(process.execPath, ["-e", "setInterval(() => 0, 1000)", "scripts/start.ts"]);
  writeFileSync(inFolder("running.json"), JSON.stringify({ pid: alive.pid, parts: {}, webUrl: "http://localhost:3000", simulatorUrl: null }));
  await expect(claimDataFolder()).rejects.toThrow(`kill ${alive.pid}`);
  alive.kill("SIGKILL");
});

test("a start that was killed leaves the folder to the next one, even if its number belongs to another process now", async () => {
  writeFileSync(inFolder("running.json"), JSON.stringify({ pid: process.pid, parts: { worker: process.pid }, webUrl: null, simulatorUrl: null }));
  const claim = await claimDataFolder();
  expect(JSON.parse(readFileSync(inFolder("running.json"), "utf8"))).toMatchObject({ parts: {} });
  claim.release();
});

test("a note that was cut off while it was written is not in the way", async () => {
  writeFileSync(inFolder("running.json"), '{"pid":');
  const claim = await claimDataFolder();
  claim.release();
});
