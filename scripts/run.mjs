/**
 * `node scripts/run.mjs FILE …`: installs what package-lock.json says unless it stands already, then runs a TypeScript file
 * of the project on the pinned Node. Plain JavaScript for any Node from 20 on, with nothing installed.
 */
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const NODE_MAJOR_MIN = 20;
const NODE = path.join(ROOT, "node_modules", ".bin", process.platform === "win32" ? "node.exe" : "node");
const DOT_EVERY_MS = 5_000;
const LOOK_EVERY_MS = 500;
/** No package fetches anything from a host that is not the registry. */
const QUIET = {
  PRISMA_SCHEMA_ENGINE_BINARY: "/bin/true",
  PRISMA_SKIP_POSTINSTALL_GENERATE: "1",
  PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: "1",
  NEXT_TELEMETRY_DISABLED: "1",
};

/** What was compiled once need not be again: a worker has read its code in two thirds of the time. Node checks each file of it against its source. */
const COMPILED = path.join(ROOT, "node_modules", ".cache", "compiled");

const major = Number(process.versions.node.split(".")[0]);
if (major < NODE_MAJOR_MIN) end(`This is Node ${process.versions.node}. Drumbeat needs Node ${NODE_MAJOR_MIN} or newer to set itself up: install it, then run this again.`);
if (!isInstalled()) await install();
if (!existsSync(NODE)) end('The package "node" is installed without its binary: let npm run install scripts (npm config set ignore-scripts false), delete node_modules, then run this again.');
handOver();

/** Lets the pinned Node do the rest and ends as it ends. */
function handOver() {
  const child = spawn(NODE, [path.join(ROOT, "scripts", "enter.ts"), ...process.argv.slice(2)], {
    cwd: ROOT,
    // The channel tells the child when this process is gone, however it went.
    stdio: ["inherit", "inherit", "inherit", "ipc"],
    env: { ...QUIET, NODE_COMPILE_CACHE: COMPILED, ...process.env, DRUMBEAT_STARTED_BY: String(process.pid) },
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal === "SIGHUP" ? "SIGTERM" : signal));
  // npm dies of a signal without passing it on through its shell.
  const parent = process.ppid;
  if (process.env.npm_lifecycle_event) setInterval(() => process.ppid !== parent && child.kill("SIGTERM"), LOOK_EVERY_MS).unref();
  child.on("exit", (code, signal) => process.exit(signal ? 1 : code));
}

/** npm writes node_modules/.package-lock.json when all else is done, so it says what really stands there. */
function isInstalled() {
  const hidden = path.join(ROOT, "node_modules", ".package-lock.json");
  if (!existsSync(hidden)) return false;
  const wanted = JSON.parse(readFileSync(path.join(ROOT, "package-lock.json"), "utf8")).packages;
  const standing = JSON.parse(readFileSync(hidden, "utf8")).packages;
  return Object.entries(wanted).every(([name, { version, optional }]) => name === "" || (standing[name] ? standing[name].version === version : optional === true));
}

async function install() {
  process.stdout.write("Installing the packages …");
  const startedMs = Date.now();
  const dots = setInterval(() => process.stdout.write("."), DOT_EVERY_MS);
  const npm = process.env.npm_execpath ? [process.execPath, process.env.npm_execpath] : ["npm"];
  const args = [...npm.slice(1), "ci", "--include=dev", "--include=optional", "--no-audit", "--no-fund", "--loglevel=error"];
  const child = spawn(npm[0], args, { cwd: ROOT, stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, ...QUIET } });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += chunk));
  const code = await new Promise((resolve) => {
    child.on("close", resolve);
    child.on("error", (error) => resolve(error.message));
  });
  clearInterval(dots);
  if (code !== 0) end(`\n${output}\nThe packages cannot be installed; npm says why above.`);
  console.log(` done in ${Math.round((Date.now() - startedMs) / 1000)} s`);
}

function end(sentence) {
  console.error(sentence);
  process.exit(1);
}
