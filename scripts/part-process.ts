/** A part that is a process of its own: quiet on the screen, whole in its log. */
import { type ChildProcess, spawn } from "node:child_process";
import { createWriteStream, existsSync, mkdirSync, renameSync, statSync } from "node:fs";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import type { Life } from "./keep-running.ts";
import { inData, ROOT } from "./places.ts";

export type PartProcess = {
  name: string;
  /** Script and arguments, for this very Node. */
  args: string[];
  env: Record<string, string>;
  /** How long it may take to finish what is in hand. */
  stopTimeoutMs: number;
  onStart: (pid: number) => void;
};

/** As an address, because a folder may have any name. */
const END_WITH_PARENT = new URL("./end-with-parent.ts", import.meta.url).href;
const LOG_MAX_BYTES = 10_000_000;

/** Starts the process. What it says goes to its log, and what it complains of to the screen as well. */
export async function launchProcess(part: PartProcess): Promise<Life> {
  const log = createWriteStream(freshLog(part.name), { flags: "a", mode: 0o600 });
  const child = spawn(process.execPath, ["--import", END_WITH_PARENT, ...part.args], {
    cwd: ROOT,
    env: { ...process.env, ...part.env, DRUMBEAT_STARTED_BY: String(process.pid) },
    // In a session of its own: Ctrl-C reaches only the process that ends the parts in order. The channel tells the part when that one is gone.
    detached: true,
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  child.stdout?.pipe(log, { end: false });
  child.stderr?.pipe(log, { end: false });
  if (child.stderr) createInterface({ input: child.stderr }).on("line", (line) => line.trim() && console.error(`${part.name.padEnd(9)} | ${line}`));
  if (child.pid !== undefined) part.onStart(child.pid);
  const ended = new Promise<string>((resolve) => {
    child.once("error", (error) => resolve(`because it cannot start (${error.message})`));
    child.once("exit", (code, signal) => resolve(signal ? `by ${signal}` : `with code ${code}`));
  });
  void ended.then(() => log.end());
  return { ended, stop: () => stop(child, ended, part.stopTimeoutMs) };
}

async function stop(child: ChildProcess, ended: Promise<string>, timeoutMs: number): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGTERM");
  const late = sleep(timeoutMs, "late", { ref: false });
  if ((await Promise.race([ended, late])) === "late") child.kill("SIGKILL");
  await ended;
}

/** Two logs per part at most: this one, and the one before it once that had become large. */
function freshLog(name: string): string {
  mkdirSync(inData("logs"), { recursive: true });
  const file = inData("logs", `${name}.log`);
  if (existsSync(file) && statSync(file).size > LOG_MAX_BYTES) renameSync(file, `${file}.1`);
  return file;
}
