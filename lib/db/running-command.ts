/** What a process runs, because process ids are used again by others. */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";

/** The command line of a living process, with its arguments set apart by spaces; empty when there is none. */
export function runningCommand(pid: number): string {
  if (!Number.isInteger(pid) || pid < 1) return "";
  if (existsSync("/proc/self/cmdline")) return fromProc(pid);
  const { stdout } = spawnSync("ps", ["-ww", "-o", "args=", "-p", String(pid)], { encoding: "utf8" });
  return stdout ?? "";
}

/** The kernel's own list: small machines have no `ps`. A process that ended and was not yet buried has no arguments. */
function fromProc(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
  } catch {
    return "";
  }
}
