/** Ports that stay the same from start to start, so that callbacks of messages on their way still arrive. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { z } from "zod";
import { freePort } from "#lib/db/free-port.ts";
import { inData } from "./places.ts";
import { Problem } from "./problem.ts";

const Ports = z.partialRecord(z.enum(["listener", "simulator"]), z.number());

/** The port that this part had last time when it is still free, else a free one. */
export async function usualPort(part: "listener" | "simulator"): Promise<number> {
  const file = inData("ports.json");
  const known = existsSync(file) ? (Ports.safeParse(parsed(readFileSync(file, "utf8"))).data ?? {}) : {};
  const port = await freePort(known[part] ?? 0);
  writeFileSync(file, JSON.stringify({ ...known, [part]: port }));
  return port;
}

/** Throws the sentence when something else listens on a port that was set, or this user may not. */
export async function requireFreePort(port: number, setting: string): Promise<void> {
  const code = await new Promise<string | null>((resolve) => {
    const probe = createServer();
    probe.once("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? "unknown"));
    probe.listen(port, () => probe.close(() => resolve(null)));
  });
  if (code === "EADDRINUSE") throw new Problem(`Port ${port} is taken by another program: end that program, or choose another port, such as ${setting}=${port + 1} npm start.`);
  if (code === "EACCES") throw new Problem(`This user may not listen on port ${port}: choose a port from 1024 on, such as ${setting}=3000 npm start.`);
  if (code !== null) throw new Problem(`Nothing can listen on port ${port} here (${code}): choose another ${setting}.`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
