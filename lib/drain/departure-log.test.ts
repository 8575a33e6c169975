import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { DepartureLog } from "./departure-log.ts";

/** Only Linux tells one boot of a machine from the next; elsewhere no log is kept. */
const IS_KEPT_HERE = existsSync("/proc/sys/kernel/random/boot_id");

let temporary: string;
let installation: string;
const opened: DepartureLog[] = [];
const children: ChildProcess[] = [];

beforeEach(() => {
  installation = randomUUID();
  temporary = mkdtempSync(path.join(tmpdir(), "departures-"));
});
afterEach(async () => {
  for (const child of children.splice(0)) await end(child);
  for (const log of opened.splice(0)) await log.close();
  rmSync(temporary, { recursive: true, force: true });
});

async function open(worker: string): Promise<DepartureLog> {
  const log = await DepartureLog.open(worker, installation, temporary);
  if (!log) throw new Error("No departure log can be kept here.");
  opened.push(log);
  return log;
}

/** The one folder that this test made. */
function folder(): string {
  return path.join(temporary, readdirSync(temporary)[0] ?? "none");
}

async function startNoting(worker: string, attempts: string[]): Promise<ChildProcess> {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, "testing-departures.ts"), worker, installation, temporary, ...attempts], { stdio: ["ignore", "pipe", "inherit"] });
  children.push(child);
  if (child.stdout) await once(child.stdout, "data");
  return child;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGKILL");
  await ended;
}

describe.skipIf(!IS_KEPT_HERE)("a log of departures", () => {
  test("what a killed process noted is known to the others of its machine, until they forget it", async () => {
    const log = await open("survivor");
    await end(await startNoting("victim", ["17-1", "18-2"]));
    const [dead, ...others] = await log.listDead();
    expect(others).toEqual([]);
    expect(dead?.worker).toBe("victim");
    expect(dead?.mayHaveLeft.has("17-1") && dead.mayHaveLeft.has("18-2")).toBe(true);
    expect(dead?.mayHaveLeft.has("19-1")).toBe(false);
    dead?.forget();
    expect(await log.listDead()).toEqual([]);
  });

  test("a process that runs, or is merely stopped, is not dead", async () => {
    const log = await open("survivor");
    const child = await startNoting("sleeper", ["1-1"]);
    expect(await log.listDead()).toEqual([]);
    child.kill("SIGSTOP");
    expect(await log.listDead()).toEqual([]);
    await end(child);
    expect(await log.listDead()).toHaveLength(1);
  });

  test("a process that ended in order leaves nothing behind", async () => {
    const log = await open("survivor");
    const other = await DepartureLog.open("leaver", installation, temporary);
    other?.note({ messageId: "1", n: 1 });
    await other?.close();
    expect(await log.listDead()).toEqual([]);
  });

  test("the last to leave takes the folder along", async () => {
    const log = await DepartureLog.open("only", installation, temporary);
    const made = folder();
    expect(existsSync(made)).toBe(true);
    await log?.close();
    expect(existsSync(made)).toBe(false);
  });

  test("the file stays short however much is sent, and never loses what is not settled", async () => {
    const log = await open("sender");
    log.note({ messageId: "1", n: 1 });
    for (let id = 2; id <= 70_000; id += 1) {
      log.note({ messageId: String(id), n: 1 });
      if (id > 5) log.settled({ messageId: String(id), n: 1 });
    }
    const file = readdirSync(folder()).find((name) => name.endsWith(".log")) ?? "";
    const lines = readFileSync(path.join(folder(), file), "utf8").trim().split("\n");
    expect(lines.length).toBeLessThan(25_000);
    expect(lines[0]).toBe("sender");
    expect(lines).toEqual(expect.arrayContaining(["1-1", "2-1", "5-1", "70000-1"]));
  });

  test("what cannot be written does not leave, until a whole new log can be", async () => {
    const log = await open("sender");
    log.note({ messageId: "1", n: 1 });
    const file = path.join(folder(), readdirSync(folder()).find((name) => name.endsWith(".log")) ?? "");
    const away = `${folder()}.away`;
    renameSync(folder(), away);
    writeFileSync(away.replace(/\.away$/, ""), "in the way of a folder");
    let id = 1;
    const noteOn = () => {
      while (id < 50_000) log.note({ messageId: String((id += 1)), n: 1 });
    };
    expect(noteOn).toThrow();
    expect(noteOn).toThrow();
    expect(id).toBeLessThan(30_000);
    rmSync(away.replace(/\.away$/, ""));
    log.note({ messageId: "60000", n: 1 });
    const lines = readFileSync(file, "utf8").trim().split("\n");
    expect(lines).toEqual(expect.arrayContaining(["sender", "1-1", `${id - 2}-1`, "60000-1"]));
  });

  test("after a line that was cut short, a whole new log goes on", async () => {
    const log = await open("sender");
    log.note({ messageId: "1", n: 1 });
    const file = path.join(folder(), readdirSync(folder()).find((name) => name.endsWith(".log")) ?? "");
    const cut = vi.spyOn(Buffer, "byteLength").mockReturnValueOnce(99);
    expect(() => log.note({ messageId: "2", n: 1 })).toThrow();
    cut.mockRestore();
    expect(readFileSync(file, "utf8")).toContain("1-1");
    log.note({ messageId: "3", n: 1 });
    expect(readFileSync(file, "utf8").trim().split("\n")).toEqual(["sender", "1-1", "2-1", "3-1"]);
  });

  test("two installations on one machine do not see each other", async () => {
    const log = await open("survivor");
    installation = randomUUID();
    await end(await startNoting("stranger", ["1-1"]));
    expect(await log.listDead()).toEqual([]);
  });

  test("a folder that others can write to proves nothing, so no log is kept there", async () => {
    await open("first");
    chmodSync(folder(), 0o777);
    expect(await DepartureLog.open("second", installation, temporary)).toBeNull();
  });
});
