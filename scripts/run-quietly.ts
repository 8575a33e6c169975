/** A command whose output matters only when it fails. */
import { spawn } from "node:child_process";
import { Problem } from "./problem.ts";
import { ROOT } from "./places.ts";
import { stopping } from "./stopping.ts";

const LINES_SHOWN_MAX = 60;

/** Runs a script of a package on this very Node. When it fails, its last lines and then `sentence` are the problem. */
export async function runQuietly(command: { script: string; args: string[]; env?: Record<string, string>; sentence: string }): Promise<void> {
  const child = spawn(process.execPath, [command.script, ...command.args], { cwd: ROOT, stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, ...command.env } });
  const end = () => child.kill("SIGTERM");
  stopping.addEventListener("abort", end, { once: true });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  stopping.removeEventListener("abort", end);
  stopping.throwIfAborted();
  if (code !== 0) throw new Problem(`\n${output.trimEnd().split("\n").slice(-LINES_SHOWN_MAX).join("\n")}\n\n${command.sentence}`);
}
