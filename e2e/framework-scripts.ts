/** The scripts that the framework brings to every page, whatever is on it. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";

const Manifest = z.object({ polyfillFiles: z.array(z.string()), rootMainFiles: z.array(z.string()) });

/** Their paths as the browser asks for them. `dist` is the folder of the build. */
export function frameworkScripts(dist: string): Set<string> {
  const manifest = Manifest.parse(JSON.parse(readFileSync(path.join(import.meta.dirname, "..", dist, "build-manifest.json"), "utf8")));
  return new Set([...manifest.polyfillFiles, ...manifest.rootMainFiles].map((file) => `/_next/${file}`));
}
