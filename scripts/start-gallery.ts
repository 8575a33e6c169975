/** The gallery of components, served alone. */
import { spawn, type ChildProcess } from "node:child_process";
import { freePort } from "#lib/db/free-port.ts";
import { untilAnswers } from "./answers.ts";
import { buildGallery, GALLERY_ENV, NEXT } from "./build.ts";
import { ROOT } from "./places.ts";

const READY_TIMEOUT_MS = 30_000;

export type StartedGallery = { url: string; ended: Promise<number>; stop: () => Promise<void> };

/** Builds it when it changed, and resolves when it answers. It takes the wanted port when that is free; 0 is any. */
export async function startGallery(portWanted = 0): Promise<StartedGallery> {
  await buildGallery();
  const port = await freePort(portWanted);
  const child = spawn(process.execPath, [NEXT, "start", "--port", String(port)], { cwd: ROOT, stdio: ["ignore", "ignore", "inherit"], env: { ...process.env, ...GALLERY_ENV, NEXT_TELEMETRY_DISABLED: "1", NODE_ENV: "production" } });
  const ended = new Promise<number>((resolve) => child.once("exit", (code) => resolve(code ?? 0)));
  const url = `http://localhost:${port}`;
  await untilAnswers(`${url}/gallery`, { timeoutMs: READY_TIMEOUT_MS, sentence: "The gallery does not answer." });
  return { url, ended, stop: () => stopped(child, ended) };
}

async function stopped(child: ChildProcess, ended: Promise<number>): Promise<void> {
  child.kill("SIGTERM");
  await ended;
}
