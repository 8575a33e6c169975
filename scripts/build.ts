/** What must be made from the sources before anything runs, made only when they changed. */
import path from "node:path";
import { ROOT } from "./places.ts";
import { step } from "./progress.ts";
import { runQuietly } from "./run-quietly.ts";
import { makeUnlessMade } from "./stamp.ts";

export const NEXT = path.join(ROOT, "node_modules/next/dist/bin/next");
const PRISMA = path.join(ROOT, "node_modules/prisma/build/index.js");

/** The database client, from prisma/schema.prisma. */
export async function generateClient(): Promise<void> {
  await makeUnlessMade({
    sources: ["prisma/schema.prisma", "package-lock.json"],
    stamp: "lib/db/generated/.made-from",
    make: () =>
      step("Generating the database client", () =>
        runQuietly({
          script: PRISMA,
          args: ["generate"],
          // Generating needs no engine, and the native one would come from another host.
          env: { PRISMA_SCHEMA_ENGINE_BINARY: "/bin/true", PRISMA_HIDE_UPDATE_MESSAGE: "1", CHECKPOINT_DISABLE: "1" },
          sentence: "The database client cannot be generated; Prisma says why above.",
        }),
      ),
  });
}

/** What a build of the console depends on. */
const CONSOLE_SOURCES = ["app", "components", "lib", "public", "next.config.ts", "proxy.ts", "package.json", "package-lock.json", "tsconfig.json", "prisma/schema.prisma"];
const NO_SOURCE = /\.test\.tsx?$|^lib\/db\/generated\//;

/** The web console, for production. */
export async function buildConsole(): Promise<void> {
  await makeUnlessMade({
    sources: CONSOLE_SOURCES,
    ignore: NO_SOURCE,
    stamp: ".next/.made-from",
    make: () => step("Building the console", () => buildWith({}, "The console cannot be built; Next.js says why above.")),
  });
}

/** The console with the gallery of its components in it, beside the one for production. */
export async function buildGallery(): Promise<void> {
  await makeUnlessMade({
    sources: CONSOLE_SOURCES,
    ignore: NO_SOURCE,
    stamp: ".next-gallery/.made-from",
    make: () => step("Building the gallery", () => buildWith(GALLERY_ENV, "The gallery cannot be built; Next.js says why above.")),
  });
}

/** What makes Next.js build and serve the gallery. */
export const GALLERY_ENV = { DRUMBEAT_GALLERY: "yes" };

function buildWith(env: Record<string, string>, sentence: string): Promise<void> {
  return runQuietly({ script: NEXT, args: ["build"], env: { NEXT_TELEMETRY_DISABLED: "1", NODE_ENV: "production", ...env }, sentence });
}
