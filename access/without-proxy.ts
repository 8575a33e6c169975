/** The same console without its proxy: a copy of the tree in which nobody has one. */
import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { ROOT } from "#scripts/places.ts";

const NOT_COPIED = new Set([".git", ".next", ".next-gallery", ".data", "node_modules", "test-results", "playwright-report", "proxy.ts"]);

/** Runs `main.ts` in such a copy, and returns its exit code. The copy is removed. */
export async function holdWithoutProxy(): Promise<number> {
  const folder = mkdtempSync(path.join(tmpdir(), "drumbeat-without-proxy-"));
  try {
    for (const name of readdirSync(ROOT).filter((each) => !NOT_COPIED.has(each))) cpSync(path.join(ROOT, name), path.join(folder, name), { recursive: true });
    await copyPackages(path.join(ROOT, "node_modules"), path.join(folder, "node_modules"));
    return await ended(spawn(process.execPath, ["access/main.ts", "--here"], { cwd: folder, stdio: "inherit" }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Hard links where the disk has them: a bundler looks at nothing outside the folder that it builds, and a gigabyte is slow to copy. */
async function copyPackages(from: string, to: string): Promise<void> {
  const linked = await ended(spawn("cp", ["-al", from, to], { stdio: "ignore" })).catch(() => 1);
  if (linked === 0) return;
  rmSync(to, { recursive: true, force: true });
  cpSync(from, to, { recursive: true, verbatimSymlinks: true });
}

function ended(child: ReturnType<typeof spawn>): Promise<number> {
  return new Promise((resolve, reject) => child.once("error", reject).once("close", (code) => resolve(code ?? 1)));
}
