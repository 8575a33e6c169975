/** A browser for the tests, on whatever machine: the first of several that really opens a page. */
import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import { chromium } from "@playwright/test";

export type Browser = { name: string; executablePath: string; env: Record<string, string> };
/** Where a browser may come from. `find` is null when there is none of this kind. */
export type Source = { name: string; find: () => Promise<Omit<Browser, "name"> | null> };

const COMMANDS = ["google-chrome-stable", "google-chrome", "chromium", "chromium-browser", "chrome"];
const APPLICATIONS = ["/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/Applications/Chromium.app/Contents/MacOS/Chromium"];
const LAUNCH_TIMEOUT_MS = 30_000;
const INSTALL_TIMEOUT_MS = 300_000;
const CACHE = path.join(import.meta.dirname, "../node_modules/.cache");

/** In the order of what costs least and fetches least. */
const SOURCES: Source[] = [
  { name: "the installed browser", find: async () => plain([...COMMANDS.flatMap(onPath), ...APPLICATIONS].find((file) => existsSync(file))) },
  { name: "Playwright's own browser", find: async () => plain(existsSync(chromium.executablePath()) ? chromium.executablePath() : undefined) },
  { name: "the browser from the package registry", find: fromRegistry },
  { name: "Debian's browser", find: fromDebian },
];

/** The first browser that opens a page. Throws when none does. */
export async function findBrowser(sources: Source[] = SOURCES, opens: (browser: Browser) => Promise<boolean> = opensPage): Promise<Browser> {
  for (const { name, find } of sources) {
    const found = await find();
    if (found && (await opens({ name, ...found }))) return { name, ...found };
  }
  throw new Error("No browser can be opened on this machine: install Chrome or Chromium, then run this again.");
}

async function opensPage({ executablePath, env }: Browser): Promise<boolean> {
  try {
    const browser = await chromium.launch({ executablePath, env: { ...process.env, ...env }, timeout: LAUNCH_TIMEOUT_MS });
    const page = await browser.newPage();
    await page.goto("data:text/html,<title>open</title>");
    const title = await page.title();
    await browser.close();
    return title === "open";
  } catch {
    return false;
  }
}

function plain(executablePath: string | undefined): Omit<Browser, "name"> | null {
  return executablePath ? { executablePath, env: {} } : null;
}

function onPath(command: string): string[] {
  return (process.env["PATH"] ?? "").split(path.delimiter).map((folder) => path.join(folder, command));
}

/** Unpacked once, beside the packages. It brings the libraries that a bare machine lacks. */
async function fromRegistry(): Promise<Omit<Browser, "name"> | null> {
  if (process.platform !== "linux" || process.arch !== "x64") return null;
  const folder = path.join(CACHE, "browser");
  if (!existsSync(path.join(folder, "chromium"))) await unpack(folder);
  const fonts: Record<string, string> = existsSync("/etc/fonts") ? {} : { FONTCONFIG_PATH: path.join(folder, "fonts") };
  return { executablePath: path.join(folder, "chromium"), env: { LD_LIBRARY_PATH: path.join(folder, "al2023/lib"), ...fonts } };
}

async function unpack(folder: string): Promise<void> {
  const { inflate } = await import("@sparticuz/chromium");
  const packed = path.join(path.dirname(createRequire(import.meta.url).resolve("@sparticuz/chromium")), "../bin");
  const partial = `${folder}.${process.pid}`;
  mkdirSync(partial, { recursive: true });
  const before = process.env["TMPDIR"];
  // The package unpacks into the temporary folder, where half a browser of an interrupted run would count as one.
  process.env["TMPDIR"] = partial;
  try {
    for (const part of ["chromium.br", "fonts.tar.br", "swiftshader.tar.br", "al2023.tar.br"]) await inflate(path.join(packed, part));
  } finally {
    if (before === undefined) delete process.env["TMPDIR"];
    else process.env["TMPDIR"] = before;
  }
  rmSync(folder, { recursive: true, force: true });
  renameSync(partial, folder);
}

/** The last resort, and only for root on Debian and its kin. */
async function fromDebian(): Promise<Omit<Browser, "name"> | null> {
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return null;
  const options = { stdio: "ignore", timeout: INSTALL_TIMEOUT_MS, env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } } as const;
  try {
    execFileSync("apt-get", ["update"], options);
    execFileSync("apt-get", ["install", "--yes", "--no-install-recommends", "chromium"], options);
  } catch {
    return null;
  }
  return plain(COMMANDS.flatMap(onPath).find((file) => existsSync(file)));
}
