/** What processes cost, as Linux tells it. Elsewhere everything here is null. */
import { readdirSync, readFileSync } from "node:fs";

/** In which /proc/PID/stat counts processor time. */
const TICKS_PER_SECOND = 100;
/** Places behind the name of the program in /proc/PID/stat (proc(5): ppid is field 4, utime to cstime are 14 to 17). */
const PARENT = 1;
const OWN_TICKS = [11, 12];
const WAITED_FOR_TICKS = [13, 14];

/** The processor time that one process has used so far, in seconds. */
export function cpuSecondsOfProcess(pid: number | undefined): number | null {
  const fields = statOf(pid);
  return fields && sumOf(fields, OWN_TICKS) / TICKS_PER_SECOND;
}

/** The same of a process and its children: those that live, and those that it has seen end. */
export function cpuSecondsOfFamily(pid: number | undefined): number | null {
  const fields = statOf(pid);
  if (fields === null) return null;
  const children = childrenOf(pid).reduce((sum, child) => sum + (cpuSecondsOfProcess(child) ?? 0), 0);
  return sumOf(fields, [...OWN_TICKS, ...WAITED_FOR_TICKS]) / TICKS_PER_SECOND + children;
}

/** All the processor time that the machine has spent so far, on whatever, in seconds. */
export function cpuSecondsOfMachine(): number | null {
  const [, ...ticks] = readIfThere("/proc/stat").split("\n")[0]?.trim().split(/\s+/) ?? [];
  if (ticks.length === 0) return null;
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0] = ticks.map(Number);
  return (user + nice + system + irq + softirq) / TICKS_PER_SECOND;
}

function childrenOf(pid: number | undefined): number[] {
  return readdirSync("/proc").filter((name) => /^\d+$/.test(name) && Number(statOf(Number(name))?.[PARENT]) === pid).map(Number);
}

function statOf(pid: number | undefined): string[] | null {
  const stat = readIfThere(`/proc/${pid}/stat`);
  // A program may have brackets and blanks in its name: what follows begins behind the last one.
  return stat === "" ? null : (stat.split(") ").at(-1)?.split(" ") ?? null);
}

function sumOf(fields: string[], places: number[]): number {
  return places.reduce((sum, place) => sum + Number(fields[place]), 0);
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
