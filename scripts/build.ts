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

/** The web console, for production. */
export async function buildConsole(): Promise<void> {
  await makeUnlessMade({
    sources: ["app", "components", "lib", "public", "next.config.ts", "proxy.ts", "package.json", "package-lock.json", "tsconfig.json", "prisma/schema.prisma"],
    ignore: /\.test\.tsx?$|^lib\/db\/generated\//,
    stamp: ".next/.made-from",
    make: () =>
      step("Building the console", () =>
        runQuietly({ script: NEXT, args: ["build"], env: { NEXT_TELEMETRY_DISABLED: "1", NODE_ENV: "production" }, sentence: "The console cannot be built; Next.js says why above." }),
      ),
  });
}
